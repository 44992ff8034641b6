"""What this room tells the others: needs, the panel on the factory's home, the project gate."""

import io
from datetime import timedelta

import pytest

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import reach_of
from portal.batches import gates
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.improvement import waiting
from portal.improvement.models import Stage
from tests.files.build import picture
from tests.improvement.build import bring_to, make_action, make_project


def needs(database, cast, name: str) -> list:
    user = database.get(User, cast.users[name])
    user.reach = reach_of(user.id, clock.today())
    return list(waiting.needs_of(user))


def test_late_due_and_blocked_actions_wait_for_their_owner(app, database, cast):
    project, today = make_project(cast), clock.today()
    make_action(project, cast, "Late one", due_on=today - timedelta(days=1))
    make_action(project, cast, "Today's", due_on=today)
    make_action(project, cast, "Next month", due_on=today + timedelta(days=40))
    make_action(project, cast, "Somebody else's", owner="manager", due_on=today)
    make_action(project, cast, "Stuck").block("No hooks in the store")
    database.commit()
    with app.test_request_context(method="POST"):
        found = {need.title: (need.tag, need.tone) for need in needs(database, cast, "member")}
    assert found == {"Late one": ("Late", "alarm"), "Today's": ("Due today", "act"), "Stuck": ("Blocked", "alarm")}


def test_old_ideas_that_nobody_leads_wait_for_the_manager(app, database, cast):
    with clock.at(clock.now() - timedelta(days=8)):
        make_project(cast, "Old idea")
    make_project(cast, "Fresh idea")
    with app.test_request_context(method="POST"):
        assert [need.title for need in needs(database, cast, "manager")] == ["Old idea"]
        assert not needs(database, cast, "member")


def test_implemented_projects_wait_for_another_eye(app, database, cast):
    bring_to(make_project(cast, "In use", on_line_3=True), Stage.IMPLEMENTED, cast)
    with app.test_request_context(method="POST"):
        (waits,) = needs(database, cast, "trainer")
        assert waits.title == "In use" and "Roshan Stitch Works · Line 3" in waits.why
        assert [need.title for need in needs(database, cast, "expert")] == ["In use"]
        assert not needs(database, cast, "former_trainer") and not needs(database, cast, "donor")


def test_the_first_page_leads_to_the_action(visit, database, cast):
    action = make_action(make_project(cast), cast, due_on=clock.today())
    page = visit("member").get("/").text
    assert f"/projects/{action.project_id}#action-{action.id}" in page and "&lt;time" not in page


def test_the_panel_counts_by_stage_and_shows_the_newest(app, database, cast):
    for number in range(4):
        make_project(cast, f"Idea {number}")
    bring_to(make_project(cast, "In use"), Stage.IMPLEMENTED, cast)
    facts = waiting.panel_of(database.get(Enterprise, (cast.programme, cast.roshan)))
    assert facts["counts"] == {Stage.IDEA: 4, Stage.IMPLEMENTED: 1}
    assert [row.title for row in facts["newest"]] == ["In use", "Idea 3", "Idea 2"]
    assert waiting.panel_of(database.get(Enterprise, (cast.programme, cast.dastak))) == {"counts": {}, "newest": [], "learned": 0}


def ask(app, cast) -> gates.Finding:
    with app.test_request_context(method="POST"):
        found = gates.ask("project", cast.programme, cast.roshan, "quality")
        db.session.commit()  # lets go of the lock
        return found


def test_the_gate_says_what_is_missing(app, visit, database, cast):
    assert not ask(app, cast).met
    project = make_project(cast, "Trim rack", module_code="quality")
    assert "not implemented yet" in str(ask(app, cast).says)
    bring_to(project, Stage.IMPLEMENTED, cast)
    assert "photos from before and after are missing" in str(ask(app, cast).says)
    show(visit, project, "before")
    assert "photo from after is missing" in str(ask(app, cast).says)
    show(visit, project, "after")
    found = ask(app, cast)
    assert found.met and found.url == f"/projects/{project.id}"


def test_a_project_of_another_module_does_not_open_this_gate(app, visit, database, cast):
    project = bring_to(make_project(cast, module_code="safety-health"), Stage.IMPLEMENTED, cast)
    show(visit, project, "before"), show(visit, project, "after")
    assert not ask(app, cast).met
    project.edit(title="Now of no module", module_code=None)
    database.commit()
    found = ask(app, cast)
    assert not found.met and "“\u2068Now of no module\u2069” has no module. Give the project its module" in str(found.says)
    project.edit(title="Now of this one", module_code="quality")
    database.commit()
    assert ask(app, cast).met


COLOURS = {"before": "gray", "after": "green"}  # the same photo twice is kept once


def show(visit, project, kind: str) -> None:
    assert (
        visit("member")
        .post(f"/projects/{project.id}/photos", photo=(io.BytesIO(picture(colour=COLOURS[kind])), "a.jpg"), kind=kind)
        .status_code
        == 303
    )


def test_while_the_factory_pauses_nothing_of_it_is_late(app, visit, database, cast):
    from portal.improvement.jobs import tell_of_late_actions
    from tests.batches.build import enrol

    late = make_action(make_project(cast), cast, "Late one", due_on=clock.today() - timedelta(days=1))
    mine = enrol(cast, is_running=False)
    mine.pause(clock.today(), "Boiler repair")
    database.commit()
    with app.test_request_context(method="POST"):
        assert [(need.tag, need.tone) for need in needs(database, cast, "member")] == [("Paused", "")]
    assert tell_of_late_actions() == 0
    for view in ("board", "list"):
        assert 'class="tag alarm"' not in visit("member").get(f"/projects?view={view}").text, view
    visitor = visit("member")
    for path in ("/actions", f"/projects/{late.project_id}"):
        page = visitor.get(path).text
        assert 'class="tag alarm"' not in page and '<span class="tag">Paused</span>' in page, path
    ticked = visitor.post_fragment(f"/actions/{late.id}/completion", back="/actions")
    opened = visitor.post_fragment(f"/actions/{late.id}/reopening", back="/actions")
    assert "Done" in ticked.text and '<span class="tag">Paused</span>' in opened.text
    mine.resume(clock.today(), "The boiler runs", has_consent=True)
    database.commit()
    assert late.due_on is not None and tell_of_late_actions() == 1
    assert "Late since" in visit("member").get("/projects?view=board").text
    for path in ("/actions", f"/projects/{late.project_id}"):
        assert '<span class="tag alarm">Late</span>' in visit("member").get(path).text, path


@pytest.mark.parametrize("who", ["trainer", "member", "coordinator"])
def test_a_gate_for_which_nothing_is_there_leads_to_where_one_begins(visit, database, cast, who):
    from tests.batches.build import COOPERATION, enrol

    mine = enrol(cast)
    database.commit()
    visitor, where = visit(who), f"/projects?enterprise={cast.roshan}"
    shown = visitor.get(f"/enrolments/{mine.id}/modules/{COOPERATION}").text
    assert shown.count(f'href="{where}"') == 2 and visitor.get(where).status_code == 200, "for the project and for the count"
