"""A meeting from its plan to its minutes: agenda drawn from what is open, who was there, decisions that become actions."""

from datetime import timedelta
from uuid import uuid4

import pytest
from markupsafe import escape
from sqlalchemy import select

from portal import clock
from portal.enterprises.models import Membership
from portal.improvement.models import Action, Project
from portal.notices.models import Notice
from portal.teams.models import Meeting, Presence, State
from tests.improvement.build import make_action, make_project, person
from tests.suggestions.build import drop_in, hang
from tests.teams.build import all_there, make_meeting, seen_again

TODAY = clock.today()


def plan(visitor, cast, **facts):
    sent = {"planned_on": str(TODAY), "begins_at": "14:30", "_key": str(uuid4()), **facts}
    return visitor.post(f"/enterprises/{cast.roshan}/meetings", **sent)


def test_it_is_planned_and_the_team_is_told(visit, database, cast):
    answer = plan(visit("member"), cast, led_by=str(cast.people["manager"]))
    meeting = database.scalars(select(Meeting)).one()
    assert answer.location == f"/meetings/{meeting.id}" and (meeting.number, meeting.state) == (1, State.PLANNED)
    assert database.scalars(select(Notice.user_id).where(Notice.what == "meeting_planned")).all() == [cast.users["manager"]]
    database.commit()
    assert "Hold the team" in visit("manager").get("/").text and "14:30" in visit("trainer").get(answer.location).text


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"planned_on": ""}, "Please fill this in"),
        ({"planned_on": "soon"}, "year-month-day"),
        ({"planned_on": str(TODAY - timedelta(days=3))}, "This day is over"),
        ({"begins_at": "25:00"}, "four digits"),
        ({"led_by": str(uuid4())}, "Choose one of those offered"),
    ],
)
def test_a_wrong_plan_is_explained_and_kept(visit, database, cast, facts, why):
    answer = plan(visit("member"), cast, **facts)
    assert answer.status_code == 422 and why in answer.text and not database.scalars(select(Meeting)).all()


def test_no_two_meetings_on_one_day_and_sent_twice_is_one(visit, database, cast):
    member = visit("member")
    first, again = plan(member, cast, _key="k"), plan(member, cast, _key="k")
    assert first.location == again.location
    assert "planned for this day already" in plan(member, cast).text and len(database.scalars(select(Meeting)).all()) == 1


def test_the_agenda_is_drawn_from_what_is_open(visit, database, cast):
    project = make_project(cast, title="Hooks at station 7")
    late = make_action(project, cast, "Buy hooks", due_on=TODAY - timedelta(days=2))
    stuck = make_action(project, cast, "Weld the rack")
    stuck.block("No welding rod")
    make_action(project, cast, "Not due yet", due_on=TODAY + timedelta(days=20))
    drop_in(visit, hang(cast), text="The words of the box")
    meeting, member = make_meeting(cast), visit("member")
    shown = member.get(f"/meetings/{meeting.id}").text
    assert all(words in shown for words in ("Buy hooks", "Weld the rack", "Hooks at station 7", "Suggestions without an answer"))
    assert "Not due yet" not in shown and "The words of the box" not in shown
    assert member.post(f"/meetings/{meeting.id}/opening", _key="o").status_code == 303
    kept = [(item.kind, item.title, item.many) for item in seen_again(meeting).items]
    assert kept == [
        ("blocked", "Weld the rack", None),
        ("overdue", "Buy hooks", None),
        ("idea", "Hooks at station 7", None),
        ("suggestions", None, 1),
    ]
    late.finish(person(cast, "member"))
    make_action(project, cast, "Fetch the ladder", due_on=TODAY - timedelta(days=1))
    assert member.post(f"/meetings/{meeting.id}/agenda").status_code == 303
    assert [item.title for item in seen_again(meeting).items][-1] == "Fetch the ladder" and len(seen_again(meeting).items) == 5
    trainers = visit("trainer").get(f"/meetings/{meeting.id}").text
    assert "Buy hooks" in trainers and 'href="/suggestions"' not in trainers, "the box is the factory's own"


def test_a_decision_becomes_an_action_of_its_project(visit, database, cast):
    project, meeting = make_project(cast), make_meeting(cast, begun=True)
    due = TODAY + timedelta(days=7)
    sent = {"text": "Hang two more hooks", "project": str(project.id), "owner": str(cast.people["member"]), "due_on": str(due), "_key": "d"}
    manager = visit("manager")
    first, again = (manager.post(f"/meetings/{meeting.id}/decisions", **sent) for _ in range(2))
    assert first.status_code == again.status_code == 303
    action = database.scalars(select(Action)).one()
    assert (action.text, action.project_id, action.owner_id, action.due_on) == (
        "Hang two more hooks",
        project.id,
        cast.people["member"],
        due,
    )
    assert [one.action_id for one in seen_again(meeting).decisions] == [action.id]
    assert database.scalars(select(Notice.what).where(Notice.user_id == cast.users["member"])).all() == ["action_given_due"]
    database.commit()
    assert "Hang two more hooks" in visit("member").get("/actions").text


def test_a_decision_may_found_an_improvement_or_stay_a_sentence(visit, database, cast):
    meeting, member = make_meeting(cast, begun=True), visit("member")
    url, due = f"/meetings/{meeting.id}/decisions", str(TODAY + timedelta(days=3))
    assert member.post(url, text="Try a second rack", project="new", owner=str(cast.people["manager"]), due_on=due).status_code == 303
    assert database.scalars(select(Project)).one().problem == "Try a second rack"
    database.commit()
    assert member.post(url, text="We meet on Tuesdays", project="").status_code == 303
    assert [one.is_action for one in seen_again(meeting).decisions] == [True, False]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"text": " "}, "Write what was decided"),
        ({"text": "x" * 241}, "at most 240"),
        ({"owner": ""}, "Say who does it"),
        ({"due_on": ""}, "Say by when"),
        ({"due_on": str(TODAY - timedelta(days=3))}, "This day is over"),
        ({"project": str(uuid4())}, "Choose one of those offered"),
        ({"owner": str(uuid4())}, "Choose one of those offered"),
    ],
)
def test_a_wrong_decision_is_explained_and_kept(visit, database, cast, facts, why):
    meeting = make_meeting(cast, begun=True)
    sent = {"text": "Hang two more hooks", "project": "new", "owner": str(cast.people["member"]), "due_on": str(TODAY), **facts}
    answer = visit("member").post(f"/meetings/{meeting.id}/decisions", **sent)
    assert answer.status_code == 422 and why in answer.text and not database.scalars(select(Action)).all()
    assert "text" in facts or "Hang two more hooks" in answer.text


def leave(database, cast) -> None:
    database.scalars(select(Membership).where(Membership.person_id == cast.people["member"])).one().leave(TODAY)
    database.commit()


def test_a_member_who_left_is_neither_there_nor_given_anything(visit, database, cast):
    meeting = make_meeting(cast, begun=True)
    leave(database, cast)
    sent = {"text": "Sweep", "project": "new", "owner": str(cast.people["member"]), "due_on": str(TODAY)}
    assert visit("manager").post(f"/meetings/{meeting.id}/decisions", **sent).status_code == 422
    there = {f"p_{cast.people[who].hex}": "present" for who in ("member", "manager")} | {"version": str(seen_again(meeting).version)}
    answer = visit("manager").post(f"/meetings/{meeting.id}/attendance", **there)
    assert (
        answer.status_code == 422
        and "no longer in the team" in answer.text
        and "checked" in answer.text
        and not seen_again(meeting).attendances
    )


def test_who_was_there_is_kept_as_they_were(visit, database, cast):
    meeting, member = make_meeting(cast, begun=True), visit("member")
    fields = {f"p_{cast.people['member'].hex}": "present", f"p_{cast.people['manager'].hex}": "excused"}
    version = str(meeting.version)
    assert member.post(f"/meetings/{meeting.id}/attendance", **fields, version=version).status_code == 303
    kept = {one.person_id: one.presence for one in seen_again(meeting).attendances}
    assert kept == {cast.people["member"]: Presence.PRESENT, cast.people["manager"]: Presence.EXCUSED}
    assert "One-sided" in member.get(f"/meetings/{meeting.id}").text, "a worker alone speaks for no manager"
    stale = visit("manager").post(f"/meetings/{meeting.id}/attendance", **fields, version=version)
    assert stale.status_code == 409, "the list was saved in between"
    wrong = member.post(f"/meetings/{meeting.id}/attendance", **{f"p_{cast.people['member'].hex}": "asleep"}, version="9")
    assert wrong.status_code == 422


def test_it_is_closed_and_its_minutes_stay(visit, database, cast):
    make_project(cast, title="Hooks at station 7")
    meeting, member = make_meeting(cast, begun=True), visit("member")
    item = meeting.items[0]
    url, sent = f"/meetings/{meeting.id}", {"held_on": str(TODAY), "summary": "The fan is loud.", "version": str(meeting.version)}
    assert member.post(f"/agenda-items/{item.id}", note="Rukhsana shows it", version="1").status_code == 303
    assert member.post(f"/agenda-items/{item.id}", note="Another", version="1").status_code == 409
    nobody = member.post(f"{url}/closure", **sent)
    assert nobody.status_code == 422 and "who was there" in nobody.text and 'id="held_on-err"' in nobody.text
    assert member.get(f"{url}/minutes.pdf").status_code == 409
    all_there(database.get(Meeting, (meeting.programme_id, meeting.id)))
    sent["version"] = str(seen_again(meeting).version)
    early = member.post(f"{url}/closure", **{**sent, "held_on": str(TODAY + timedelta(days=3))})
    assert early.status_code == 422 and early.text.count("The fan is loud.") and "has not come yet" in early.text, (
        "a phone's clock that runs ahead"
    )
    assert member.post(f"{url}/closure", **sent, _key="x").status_code == 303
    shown = visit("trainer").get(url).text
    assert all(words in shown for words in ("Minutes of meeting 1", "Rukhsana shows it", "The fan is loud.", "Hooks at station 7", "Imran"))
    paper = visit("trainer").get(f"{url}/minutes.pdf")
    assert paper.status_code == 200 and paper.mimetype == "application/pdf" and paper.data.startswith(b"%PDF-")
    for path, facts in (("points", {"title": "Late"}), ("decisions", {"text": "Late"}), ("cancellation", {})):
        assert member.post(f"{url}/{path}", **facts).status_code == 409


def test_words_typed_before_anybody_was_there_stay_until_it_is_closed(visit, database, cast):
    """Closed too early, then saved who was there, then closed: the summary is typed once."""
    meeting, member = make_meeting(cast, begun=True), visit("member")
    url, words = f"/meetings/{meeting.id}", "The fan is loud; <Rukhsana> calls the fitter."
    sent = {"held_on": str(TODAY), "summary": words, "version": str(meeting.version)}
    refused = member.post(f"{url}/closure", **sent)
    assert refused.status_code == 422 and refused.text.count(str(escape(words))) == 2, "in its field, and on the way with who was there"
    there = {f"p_{cast.people['member'].hex}": "present", "summary": words, "version": str(meeting.version)}
    assert member.post(f"{url}/attendance", **there).status_code == 303
    assert str(escape(words)) in member.get(url).text and str(escape(words)) not in visit("trainer").get(url).text
    assert member.post(f"{url}/closure", **{**sent, "version": str(seen_again(meeting).version)}).status_code == 303
    assert seen_again(meeting).summary == words


def test_it_is_called_off_and_does_not_begin_before_its_day(visit, database, cast):
    meeting, member = make_meeting(cast, on=TODAY + timedelta(days=5)), visit("member")
    early = member.post(f"/meetings/{meeting.id}/opening")
    assert early.status_code == 409 and "later day" in early.text
    assert member.post(f"/meetings/{meeting.id}/points", title="The noise in Cutting").status_code == 303
    assert member.post(f"/meetings/{meeting.id}/points", title="").status_code == 422
    assert member.post(f"/meetings/{meeting.id}/cancellation").status_code == 303
    assert seen_again(meeting).state is State.CALLED_OFF
    assert member.post(f"/meetings/{meeting.id}/opening").status_code == 409


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("trainer", 403), ("coordinator", 403), ("donor", 403), ("far_manager", 404)]
)
def test_only_the_team_writes(visit, database, cast, who, status):
    make_project(cast)
    meeting, visitor = make_meeting(cast, begun=True), visit(who)
    item = meeting.items[0]
    assert plan(visitor, cast).status_code == status
    for path in ("opening", "agenda", "points", "attendance", "decisions", "closure", "cancellation"):
        assert visitor.post(f"/meetings/{meeting.id}/{path}", title="x", version="1").status_code == status, path
    assert visitor.post(f"/agenda-items/{item.id}", note="x", version="1").status_code == status
    reads = {"trainer": 200, "coordinator": 200}.get(who, status)
    assert visitor.get(f"/meetings/{meeting.id}").status_code == reads
    assert seen_again(meeting).state is State.RUNNING
