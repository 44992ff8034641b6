"""Actions: one thing to do, one tap to tick it, a reason when something is in the way."""

import re
from datetime import timedelta

import pytest

from portal import clock
from portal.improvement.models import Action, Status
from tests.improvement.build import make_action, make_project


@pytest.fixture
def project(database, cast):
    return make_project(cast)


@pytest.fixture
def action(project, cast):
    return make_action(project, cast)


def now(database, action) -> Action:
    database.expire_all()
    found = database.get(Action, (action.programme_id, action.id))
    database.commit()  # lets go of the lock
    return found


def url(action, *more) -> str:
    return "/".join(("/actions", str(action.id), *more))


def test_an_action_is_added_for_somebody_who_never_signs_in(visit, database, project, cast):
    fields = {"text": "Hang hooks", "owner": str(cast.people["manager"]), "due_on": "2026-12-24"}
    assert visit("member").post(f"/projects/{project.id}/actions", **fields).status_code == 303
    page = visit("trainer").get(f"/projects/{project.id}").text
    assert "Hang hooks" in page and "Imran Qureshi" in page and "1 of 1 open" in page


def test_added_as_a_part_it_comes_back_as_one(visit, project):
    answer = visit("member").post_fragment(f"/projects/{project.id}/actions", text="Hang hooks")
    assert answer.status_code == 200
    assert "<html" not in answer.text and 'id="actions"' in answer.text and "Hang hooks" in answer.text and "is added" in answer.text
    assert 'value="Hang hooks"' not in answer.text


@pytest.mark.parametrize("send", ["post", "post_fragment"])
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "", "Write what is to be done"),
        ("text", "x" * 241, "too long"),
        ("due_on", "1900-01-01", "2005 and 2099"),
        ("due_on", "2999-12-31", "2005 and 2099"),
        ("due_on", "32", "date"),
        ("owner", "someone", "Choose one of those offered"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(visit, project, send, field, value, said):
    answer = getattr(visit("member"), send)(f"/projects/{project.id}/actions", **{"text": "Kept words", field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert field == "text" or "Kept words" in answer.text


def test_one_tap_ticks_it_and_credits_who_tapped(visit, database, action, cast):
    assert visit("manager").post(url(action, "completion")).status_code == 303
    done = now(database, action)
    assert (done.status, done.done_on, done.done_by_id) == (Status.DONE, clock.today(), cast.people["manager"])


@pytest.mark.parametrize("owner", [None, "member", "manager"])
def test_a_done_action_says_who_did_it(visit, project, cast, owner):
    one = make_action(project, cast, owner=owner)
    ticked = visit("manager").post_fragment(url(one, "completion"))
    for page in (ticked.text, visit("trainer").get(f"/projects/{project.id}").text):
        told = re.search(r'class="done">.*?</li>', page, re.S)[0]
        assert re.search(r"done by <bdi>Imran Qureshi</bdi> on <time", told) and "Nobody yet" not in told
        assert ("<bdi>Rukhsana Bibi</bdi> ·" in told) is (owner == "member") and told.count("Imran") == 1


def test_the_tick_answers_with_the_row_and_the_count(visit, action):
    answer = visit("member").post_fragment(url(action, "completion"))
    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.text and "0 of 1 open" in answer.text and "<html" not in answer.text
    again = visit("member").post_fragment(url(action, "reopening"))
    assert 'aria-pressed="false"' in again.text and "1 of 1 open" in again.text


def test_ticked_twice_is_ticked(visit, database, action):
    member = visit("member")
    for _again in range(2):
        assert member.post(url(action, "completion")).status_code == 303
    for _again in range(2):
        assert member.post(url(action, "reopening")).status_code == 303
    assert now(database, action).status is Status.OPEN


def test_it_is_blocked_with_a_reason_and_freed_again(visit, database, action):
    member = visit("member")
    assert member.post(url(action, "blocking"), reason="").status_code == 422
    assert member.post(url(action, "blocking"), reason="No red card in the store").status_code == 303
    assert "No red card in the store" in visit("trainer").get(f"/projects/{action.project_id}").text
    assert "Blocked: <bdi>No red card" in member.get("/projects").text
    assert member.post(url(action, "unblocking")).status_code == 303
    assert now(database, action).blocked_reason is None
    assert member.post(url(action, "unblocking")).status_code == 409


def test_what_is_done_is_not_blocked(visit, action):
    member = visit("member")
    member.post(url(action, "completion"))
    assert member.post(url(action, "blocking"), reason="x").status_code == 409


def test_it_is_changed_and_handed_over(visit, database, action, cast):
    member = visit("member")
    page = member.get(url(action, "edit")).text
    assert "Hang hooks at station 7" in page
    fields = {"text": "Hang ten hooks", "owner": str(cast.people["manager"]), "due_on": "2026-12-01", "version": "1"}
    assert member.post(url(action), **fields).status_code == 303
    changed = now(database, action)
    assert (changed.text, changed.owner_id, str(changed.due_on)) == ("Hang ten hooks", cast.people["manager"], "2026-12-01")


def test_who_saved_second_sees_both_texts(visit, action):
    visit("manager").post(url(action), text="Theirs", version="1")
    answer = visit("member").post(url(action), text="Mine", version="1")
    assert answer.status_code == 409
    assert "Theirs" in answer.text and 'value="Mine"' in answer.text and re.search(r'name="version"[^>]*value="2"', answer.text)


def test_a_change_that_does_not_fit_is_explained(visit, action):
    answer = visit("member").post(url(action), text="x" * 300, version="1")
    assert answer.status_code == 422 and "too long" in answer.text


PATHS = ["", "completion", "reopening", "blocking", "unblocking"]


@pytest.mark.parametrize("name", ["stranger", "far_manager"])
def test_a_stranger_finds_no_action(visit, action, name):
    visitor = visit(name)
    assert visitor.get(url(action, "edit")).status_code == 404
    assert {visitor.post(url(action, path).rstrip("/"), text="x", reason="x", version="1").status_code for path in PATHS} == {404}


@pytest.mark.parametrize("name", ["trainer", "expert", "coordinator", "admin", "donor"])
def test_the_ticks_are_the_factorys_own(visit, action, name):
    visitor = visit(name)
    assert visitor.get(url(action, "edit")).status_code == 403
    assert {visitor.post(url(action, path).rstrip("/"), text="x", reason="x", version="1").status_code for path in PATHS} == {403}


def test_my_actions_late_ones_first(visit, project, cast):
    make_action(project, cast, "Some day")
    make_action(project, cast, "Next month", due_on=clock.today() + timedelta(days=30))
    make_action(project, cast, "Was due", due_on=clock.today() - timedelta(days=3))
    make_action(project, cast, "Somebody else's", owner="manager")
    page = visit("member").get("/actions").text
    assert page.index("Was due") < page.index("Next month") < page.index("Some day")
    assert "Somebody else" not in page and "Late" in page


def test_ticked_on_my_page_one_stays_on_it(visit, action):
    member = visit("member")
    assert member.post(url(action, "completion"), back="/actions").location.endswith("/actions")
    answer = member.post_fragment(url(action, "reopening"), back="/actions")
    assert f'href="/projects/{action.project_id}"' in answer.text and "actions-h" not in answer.text


def test_nothing_to_do_says_what_this_place_is_for(visit, cast):
    assert "Nothing is waiting for you" in visit("manager").get("/actions").text
    assert visit("trainer").get("/actions").status_code == 403


def test_the_summary_puts_no_colon_after_a_question(visit):
    page = visit("member").post("/projects", problem="").text
    assert "What is the problem? " in page.split('id="sorry"')[1].split("</div>")[0] and "problem?:" not in page
