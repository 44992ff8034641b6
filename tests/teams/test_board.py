"""The board on the wall: numbers, actions, safety, suggestions; and a page that stays cheap."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from portal import clock
from portal.database import db
from portal.teams.models import Harm, SafetyEvent
from tests.improvement.build import make_action, make_project, person
from tests.measures.build import STEADY, make_card, write
from tests.suggestions.build import drop_in, hang
from tests.teams.build import factory, make_meeting

TODAY = clock.today()


def board(cast) -> str:
    return f"/enterprises/{cast.roshan}/board"


def happened(cast, kind=Harm.ACCIDENT, ago: int = 12, text: str = "A needle through a finger") -> SafetyEvent:
    told = SafetyEvent.tell(factory(cast), kind, TODAY - timedelta(days=ago), text, person(cast, "member"))
    db.session.commit()
    return told


def test_it_shows_the_day(visit, database, cast):
    project = make_project(cast)
    card = make_card(cast, project)
    write(card, cast, STEADY, newest_ago=1)
    make_action(project, cast, "Buy hooks", due_on=TODAY)
    make_action(project, cast, "In three weeks", due_on=TODAY + timedelta(days=21))
    drop_in(visit, hang(cast))
    happened(cast)
    shown = visit("member").get(board(cast)).text
    assert "Buy hooks" in shown and "In three weeks" not in shown and card.name in shown
    assert "days since somebody was hurt" in shown and ">12<" in shown and "A needle through a finger" in shown
    assert 'href="/suggestions"' in shown and 'href="/suggestions"' not in visit("trainer").get(board(cast)).text
    assert '<div id="board-' in visit("member").fragment(board(cast)).text


def test_what_was_never_written_down_is_not_called_safe(visit, database, cast):
    shown = visit("member").get(board(cast)).text
    assert "No accident is written down here" in shown and "days since" not in shown


def test_what_happened_is_written_once_and_can_be_taken_off(visit, database, cast):
    member, sent = visit("member"), {"kind": "near_miss", "happened_on": str(TODAY), "text": "The guard was open", "area": "", "_key": "s"}
    for _ in range(2):
        assert member.post(f"/enterprises/{cast.roshan}/safety", **sent).status_code == 303
    one = database.scalars(select(SafetyEvent)).one()
    database.commit()
    assert "The guard was open" in member.get(board(cast)).text
    assert member.post(f"/safety-events/{one.id}/withdrawal", _key="w").status_code == 303
    assert "The guard was open" not in member.get(board(cast)).text
    assert member.post(f"/safety-events/{one.id}/withdrawal", _key="v").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"kind": ""}, "Please fill this in"),
        ({"kind": "flood"}, "Choose one of those offered"),
        ({"happened_on": str(TODAY + timedelta(days=3))}, "has not come yet"),
        ({"text": ""}, "in a few words"),
        ({"area": "x"}, "Choose one of those offered"),
    ],
)
def test_bad_input_is_explained_and_kept(visit, database, cast, wrong, why):
    sent = {"kind": "accident", "happened_on": str(TODAY), "text": "The guard was open", **wrong}
    answer = visit("member").post(f"/enterprises/{cast.roshan}/safety", **sent)
    assert answer.status_code == 422 and why in answer.text and not database.scalars(select(SafetyEvent)).all()


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("trainer", 403), ("donor", 403), ("far_manager", 404)])
def test_only_the_team_writes_on_it(visit, database, cast, who, status):
    one = happened(cast)
    sent = {"kind": "accident", "happened_on": str(TODAY), "text": "x"}
    assert visit(who).post(f"/enterprises/{cast.roshan}/safety", **sent).status_code == status
    assert visit(who).post(f"/safety-events/{one.id}/withdrawal").status_code == status
    assert visit(who).get(board(cast)).status_code == (200 if who == "trainer" else status)


@pytest.mark.parametrize("who", ["member", "trainer", "coordinator"])
@pytest.mark.parametrize(
    "page", ["/enterprises/{roshan}/board", "/enterprises/{roshan}/eit", "/teams", "/meetings/{meeting}", "/meetings/{running}", "/"]
)
def test_a_page_makes_eight_statements_at_most(app, visit, database, cast, who, page):
    make_action(make_project(cast), cast, due_on=TODAY)
    meeting, running = make_meeting(cast, on=TODAY + timedelta(days=1)), make_meeting(cast, begun=True)
    path = page.format(roshan=cast.roshan, meeting=meeting.id, running=running.id)
    visitor, heard = visit(who), []
    visitor.get(path)

    def hear(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT")):
            heard.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert visitor.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    assert len(heard) <= 8, "\n\n".join(heard)
