"""One project: its page, its words, and its way from idea to standard."""

import re

import pytest

from portal.database import db
from portal.errors import NotNow
from portal.improvement.models import Stage
from tests.improvement.build import again, bring_to, carry_on, make_action, make_project, person, say_not_tracked

OTHERS = ["stranger", "far_manager", "far_coordinator"]


@pytest.fixture
def project(database, cast):
    return make_project(cast, idea="Second scissors", on_line_3=True)


def url(project, *more) -> str:
    return "/".join(("/projects", str(project.id), *more))


@pytest.mark.parametrize("name", ["member", "manager", "trainer", "expert", "coordinator", "admin"])
def test_those_within_reach_see_it(visit, project, name):
    page = visit(name).get(url(project))
    assert page.status_code == 200
    assert "Second scissors" in page.text and "Line 3" in page.text and "Did it help?" in page.text


def test_a_stranger_finds_nothing(visit, project):
    for name in OTHERS:
        visitor = visit(name)
        assert visitor.get(url(project)).status_code == 404
        for method, *path in (("post", "stage"), ("post", "comments")):
            assert getattr(visitor, method)(url(project, *path), to="planned", text="x").status_code in (404,)
    stranger = visit("stranger")
    for path in ("closure", "reopening", "photos", "actions"):
        assert stranger.post(url(project, path), lesson="x", text="x").status_code == 404
    assert stranger.get(url(project, "edit")).status_code == 404
    assert visit("former_trainer").get(url(project)).status_code in (403, 404)


@pytest.mark.parametrize("name", ["trainer", "expert", "coordinator", "admin", "donor"])
def test_the_work_is_the_factorys_own(visit, project, name):
    visitor = visit(name)
    assert visitor.get(url(project, "edit")).status_code == 403
    for path in ("", "closure", "reopening", "photos", "actions"):
        assert visitor.post(url(project, path).rstrip("/"), lesson="x", text="x", title="x", problem="x", version="1").status_code == 403
    assert visitor.post(url(project, "stage"), to="planned").status_code == 403


def test_the_words_are_edited(visit, project, cast):
    member = visit("member")
    fields = {"title": "Scissors", "problem": "Threads", "owner": str(cast.people["manager"]), "planned_on": "2026-12-01", "version": "1"}
    answer = member.post(url(project), **fields)
    assert answer.status_code == 303
    now = again(project)
    assert (now.title, now.owner_id, str(now.planned_on), now.area_id, now.version) == (
        "Scissors",
        cast.people["manager"],
        "2026-12-01",
        None,
        2,
    )


def test_the_form_shows_what_is(visit, project):
    page = visit("member").get(url(project, "edit")).text
    assert "Loose threads come back from checking" in page and re.search(r'name="version"[^>]*value="1"', page)


def test_who_saved_second_sees_both_texts_and_loses_none(visit, project):
    visit("manager").post(url(project), title="Theirs", problem="Threads", version="1")
    member = visit("member")
    answer = member.post(url(project), title="Mine", problem="Threads", version="1")
    assert answer.status_code == 409
    assert "Theirs" in answer.text and 'value="Mine"' in answer.text
    assert re.search(r'name="version"[^>]*value="2"', answer.text)
    assert member.post(url(project), title="Mine", problem="Threads", version="2").status_code == 303
    assert again(project).title == "Mine"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "fill this in"),
        ("title", "x" * 121, "too long"),
        ("title", "two\nlines", "one line"),
        ("planned_on", "1900-01-01", "2005 and 2099"),
        ("planned_on", "2999-01-01", "2005 and 2099"),
        ("planned_on", "soon", "date"),
        ("owner", "00000000-0000-0000-0000-000000000000", "Choose one of those offered"),
        ("area", "not an id", "Choose one of those offered"),
        ("version", "", "Reload the page"),
    ],
)
def test_what_does_not_fit_is_said_and_the_rest_stays(visit, project, field, value, said):
    answer = visit("member").post(url(project), **{"title": "Kept", "problem": "Kept problem", "version": "1", field: value})
    assert answer.status_code == 422
    assert said in answer.text and "Kept problem" in answer.text


def test_it_goes_on_one_stage_at_a_time_and_leaves_its_steps(visit, database, project, cast):
    make_action(project, cast)
    member = visit("member")
    say_not_tracked(project, cast)
    database.commit()
    for to, words in (("planned", {}), ("in_progress", {}), ("implemented", {"result": "Six pieces fewer"})):
        assert member.post(url(project, "stage"), to=to, **words).status_code == 303
    now = again(project)
    assert (now.stage, now.result) == (Stage.IMPLEMENTED, "Six pieces fewer") and now.implemented_on
    assert [step.to_stage for step in now.steps] == [Stage.IDEA, Stage.PLANNED, Stage.IN_PROGRESS, Stage.IMPLEMENTED]
    assert "Written down" in member.get(url(project)).text


def test_what_a_stage_needs_is_named(visit, project, cast):
    member = visit("member")
    answer = member.post(url(project, "stage"), to="planned")
    assert answer.status_code == 409
    assert "say who leads it" in answer.text and url(project) in answer.text
    bring_to(project, Stage.IN_PROGRESS, cast)
    assert "what came out of it" in member.post(url(project, "stage"), to="implemented").text
    assert "one stage at a time" in member.post(url(project, "stage"), to="standardised").text
    assert again(project).stage is Stage.IN_PROGRESS


def test_nobody_leaps(database, cast, project):
    with pytest.raises(NotNow, match="one stage at a time"):
        project.move_to(Stage.STANDARDISED, person(cast, "member"))


def test_another_eye_verifies(visit, project, cast):
    bring_to(project, Stage.IMPLEMENTED, cast)
    assert visit("member").post(url(project, "stage"), to="verified").status_code == 403
    assert "Verify it" in visit("trainer").get(url(project)).text
    assert visit("trainer").post(url(project, "stage"), to="verified").status_code == 303
    assert again(project).verified_by_id == cast.people["trainer"]


def test_nobody_verifies_their_own(visit, database, cast):
    project = bring_to(make_project(cast, by="manager"), Stage.IMPLEMENTED, cast)
    answer = visit("manager").post(url(project, "stage"), to="verified")
    assert answer.status_code == 409
    assert "Nobody verifies their own" in answer.text


def test_whoever_led_it_or_put_it_into_use_does_not_verify_it_later(visit, project, cast):
    """To take one's name away before verifying changes nothing."""
    make_action(project, cast)
    project.owner_id = cast.people["manager"]
    bring_to(project, Stage.IMPLEMENTED, cast)
    assert again(project).raised_by_id != cast.people["manager"]
    manager = visit("manager")
    words = {"title": "Trim", "problem": "Loose threads", "version": str(project.version), "owner": ""}
    assert manager.post(url(project), **words).status_code == 303 and again(project).owner_id is None
    assert "Nobody verifies their own" in manager.get(url(project)).text
    assert manager.post(url(project, "stage"), to="verified").status_code == 409
    assert visit("trainer").post(url(project, "stage"), to="verified").status_code == 303


def test_whoever_did_an_action_of_it_does_not_verify_it(database, project, cast):
    make_action(project, cast, owner="manager").finish(person(cast, "manager"))
    bring_to(project, Stage.IMPLEMENTED, cast)
    with pytest.raises(NotNow, match="verifies their own"):
        project.move_to(Stage.VERIFIED, person(cast, "manager"))


def test_a_standard_is_shown(visit, project, cast):
    bring_to(project, Stage.VERIFIED, cast)
    member = visit("member")
    assert "Where does it hang" in member.get(url(project)).text
    refused = member.post(url(project, "stage"), to="standardised")
    assert refused.status_code == 422 and "Show the new way" in refused.text
    assert "Where does it hang" in refused.text and 'id="note-err"' in refused.text and "Where else" not in refused.text
    assert member.post(url(project, "stage"), to="standardised", note="A photo hangs at station 7").status_code == 303
    assert again(project).steps[-1].note == "A photo hangs at station 7"


def test_what_was_expected_stays_once_it_is_in_use(visit, project, cast):
    member = visit("member")
    words = {"title": "Trim", "problem": "Loose threads"}
    member.post(url(project), **words, version=str(project.version), expected="Six pieces fewer", expected_on="2026-12-31")
    bring_to(again(project), Stage.IMPLEMENTED, cast)
    page = member.get(url(project, "edit")).text
    assert "Six pieces fewer" in page and 'name="expected"' not in page and "stays as it was said" in page
    member.post(url(project), **words, version=str(project.version), expected="One piece fewer")
    assert again(project).expected == "Six pieces fewer"
    with pytest.raises(NotNow, match="stays as it was said"):
        project.edit(title="Trim", expected="One piece fewer")


def test_it_goes_back_and_what_no_longer_holds_is_taken_away(visit, project, cast):
    bring_to(project, Stage.VERIFIED, cast)
    assert visit("member").post(url(project, "stage"), to="implemented").status_code == 403
    assert visit("trainer").post(url(project, "stage"), to="implemented").status_code == 303
    assert again(project).verified_by_id is None
    assert visit("member").post(url(project, "stage"), to="in_progress").status_code == 303
    assert again(project).implemented_on is None


def test_a_stage_that_is_none_is_refused(visit, project):
    for to in ("", "done", "dropped", "<b>"):
        assert visit("member").post(url(project, "stage"), to=to).status_code == 422


def test_replicated_is_what_another_place_of_its_tree_has_in_use(visit, project, cast):
    bring_to(project, Stage.STANDARDISED, cast)
    member = visit("member")
    assert "in use in another area too" in member.get(url(project)).text
    assert member.post(url(project, "stage"), to="replicated", note="Line 9").status_code == 409  # words are no place
    child = carry_on(project, cast, "Line 9")
    assert member.post(url(project, "stage"), to="replicated").status_code == 409  # planned is not in use
    bring_to(child, Stage.IMPLEMENTED, cast)
    assert "Mark as replicated" in member.get(url(project)).text
    assert member.post(url(project, "stage"), to="replicated", note="Since the summer").status_code == 303
    assert again(project).stage is Stage.REPLICATED


def test_a_try_that_failed_closes_with_its_lesson(visit, project):
    member = visit("member")
    assert member.post(url(project, "closure")).status_code == 422
    assert member.post(url(project, "closure"), lesson="Scissors get lost").status_code == 303
    now = again(project)
    assert (now.stage, now.lesson) == (Stage.DROPPED, "Scissors get lost") and now.closed_on
    assert "Scissors get lost" in member.get(url(project)).text
    assert "Second scissors" in member.get("/projects", view="list", stage="dropped").text
    assert "Second scissors" not in member.get("/projects").text
    assert member.post(url(project, "closure"), lesson="again").status_code == 409
    assert member.post(url(project, "actions"), text="Too late").status_code == 409
    assert member.post(url(project, "stage"), to="planned").status_code == 409


def test_it_is_taken_up_again_where_it_was_left(visit, project, cast):
    bring_to(project, Stage.IN_PROGRESS, cast)
    member = visit("member")
    member.post(url(project, "closure"), lesson="Too early")
    assert member.post(url(project, "reopening")).status_code == 303
    now = again(project)
    assert (now.stage, now.closed_on, now.lesson) == (Stage.IN_PROGRESS, None, "Too early")
    assert member.post(url(project, "reopening")).status_code == 409


@pytest.mark.parametrize("name", ["member", "manager", "trainer", "expert", "coordinator"])
def test_they_comment(visit, project, name):
    visitor = visit(name)
    assert visitor.post(url(project, "comments"), text="Looks <b>good</b> 👍").status_code == 303
    assert "Looks &lt;b&gt;good&lt;/b&gt; 👍" in visitor.get(url(project)).text


def test_a_comment_comes_back_as_a_part_of_the_page(visit, project):
    answer = visit("trainer").post_fragment(url(project, "comments"), text="Who hangs the hooks?")
    assert answer.status_code == 200
    assert "<html" not in answer.text and 'id="comments"' in answer.text and "Who hangs the hooks?" in answer.text


def test_a_comment_without_words_is_explained(visit, project):
    for send in ("post", "post_fragment"):
        answer = getattr(visit("member"), send)(url(project, "comments"), text="  ")
        assert answer.status_code == 422 and "Write your comment first" in answer.text


def test_an_administrator_does_not_join_the_talk(visit, project):
    assert visit("admin").post(url(project, "comments"), text="x").status_code == 403


def test_an_unknown_id_leads_nowhere(visit, cast):
    assert visit("manager").get("/projects/00000000-0000-0000-0000-000000000000").status_code == 404
    assert visit("manager").get("/projects/1").status_code == 404


def test_its_page_tells_what_was_done_and_photographed(visit, database, cast):
    project = make_project(cast)
    action = make_action(project, cast, "Hang hooks at station 7")
    action.finish(person(cast, "member"))
    database.commit()
    page = visit("manager").get(f"/projects/{project.id}").text
    story = page[page.index("What happened") :]
    assert story.index("Action done") < story.index("Written down") and "Hang hooks at station 7" in story


def test_what_was_just_done_leaves_its_form_open_and_what_is_done_steps_aside(visit, project, cast):
    member = visit("member")
    assert '<details class="more" open><summary>Add an action' in member.get(url(project)).text, "the first one is asked for"
    make_action(project, cast, "Paint the walkway").finish(person(cast, "member"))
    db.session.commit()
    page = member.get(url(project)).text
    assert "1 action is done" in page and '<details class="more"><summary>Add an action' in page
    assert page.index("1 action is done") < page.index("Paint the walkway")
    part = member.post_fragment(url(project, "actions"), text="Hang the sheet").text
    assert '<details class="more" open><summary>Add an action' in part
    assert '<details class="more"><summary>Say something' in page
    refused = member.post(url(project, "comments"), text="").text
    assert '<details class="more" open><summary>Say something' in refused
