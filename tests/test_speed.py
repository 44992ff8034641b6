"""What was gained stays: few statements on the pages that people open most, and a door that holds nobody up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from portal import clock
from portal.accounts.models import Person, Sex
from portal.audits.models import Audit
from portal.audits.questions import newest
from portal.database import db
from portal.enterprises.models import Area
from portal.events.kinds import Level, Reply
from portal.events.models import Guest
from portal.improvement.models import Bone, Cause, DefectKind, Why
from portal.improvement.replications import about
from portal.measures.entering import read_many
from portal.measures.indicators import catalogue
from portal.measures.models import MeasureCard
from portal.recruitment.models import Prospect
from portal.recruitment.stages import EARLY
from portal.web.whole import Whole
from tests.events.build import invite, make_event
from tests.improvement.build import make_project
from tests.recruitment.build import make_prospect

MOST = 8
BENCHED = ("/", "/projects?view=list", "/projects", "/enterprises/{roshan}", "/modules")


@pytest.fixture
def statements(app):
    heard: list[str] = []

    def hear(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT")):
            heard.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


@pytest.mark.parametrize("who", ["member", "manager"])
@pytest.mark.parametrize("path", BENCHED)
def test_a_page_makes_eight_statements_at_most(visit, cast, statements, who, path):
    visitor, address = visit(who), path.format(roshan=cast.roshan)
    visitor.get(address)
    statements.clear()
    assert visitor.get(address).status_code == 200
    assert len(statements) <= MOST, "\n".join(statements)


@pytest.mark.parametrize("who", ["member", "manager", "trainer"])
def test_a_projects_page_makes_eight_statements_at_most(visit, database, cast, statements, who):
    address = f"/projects/{make_project(cast).id}"
    visitor = visit(who)
    visitor.get(address)
    statements.clear()
    assert visitor.get(address).status_code == 200
    assert len(statements) <= MOST, "\n".join(statements)


@pytest.mark.parametrize("page", ["root-causes", "whys", "causes", "defects", "a3", "camera"])
def test_causes_and_paper_make_eight_statements_at_most(visit, database, cast, statements, page):
    project, by = make_project(cast), database.get(Person, cast.people["member"])
    Why.answer(project, "Because", by)
    Cause.suspect(project, Bone.PEOPLE, "Perhaps", by)
    DefectKind.name_for(project, "Open seam", by)
    project.add_action("Do it", by)
    card = MeasureCard.define(about(project), by, catalogue()["five-s"])
    database.flush()
    read_many(card, [(day, (60.0 + at, None)) for at, day in enumerate(card.frequency.newest(8, clock.today()))], by)
    database.commit()
    visitor = visit("member")
    visitor.get(f"/projects/{project.id}/{page}")
    statements.clear()
    assert visitor.get(f"/projects/{project.id}/{page}").status_code == 200
    assert len(statements) <= MOST, "\n".join(statements)


def test_an_audit_makes_eight_statements_at_most(visit, database, cast, statements):
    area, by = database.get(Area, (cast.programme, cast.line_3)), database.get(Person, cast.people["member"])
    for days in range(12):
        audit = Audit.make(area, clock.today() - timedelta(days=days), {one.code: 2 for one in newest().questions}, by)
        audit.find("sort-1", "Cartons")
        database.add(audit)
    database.commit()
    visitor = visit("member")
    for path in (f"/audits/{audit.id}", "/audits", f"/areas/{area.id}/findings/new", f"/enterprises/{cast.roshan}/team-board"):
        visitor.get(path)
        statements.clear()
        assert visitor.get(path).status_code == 200
        assert len(statements) <= MOST, "\n".join(statements)


@pytest.mark.sqlite
def test_who_waits_at_the_door_holds_no_lock(app, visit):
    """A write that somebody else's lock holds up has already found its session; a refused one never asks for the lock."""
    with app.app_context(), db.engine.connect() as writer:
        writer.begin()
        assert visit().post("/devices/end").status_code == 303  # nobody: sent to sign in, past a lock that another holds


def test_a_whole_answer_is_one_piece_and_is_closed():
    closed = []

    class Parts(list):
        def close(self):
            closed.append(True)

    assert Whole(lambda _environ, _start: Parts([b"a", b"b"]))({}, lambda *_: None) == [b"ab"]
    assert closed == [True]


@pytest.fixture
def recruiting(database, cast):
    """A programme with many prospects and an event to which many are invited; the event's id."""
    for number in range(40):
        make_prospect(cast, f"Firm {number}", EARLY[number % len(EARLY)])
    gathering = make_event(cast.programme, starts_in=timedelta(minutes=30))
    for enterprise_id in db.session.scalars(select(Prospect.enterprise_id)).all():
        part = invite(gathering, enterprise_id)
        gathering.answer(part, Reply.YES, 2, [("Rukhsana Bibi", Sex.FEMALE, Level.WORKER), ("Imran Qureshi", Sex.MALE, Level.MANAGER)])
    event_id = gathering.id
    db.session.commit()
    return event_id


def test_board_funnel_and_event_make_eight_statements_at_most_for_many_prospects(visit, database, recruiting, statements):
    coordinator = visit("coordinator")
    for path in ("", "?view=list", "?view=funnel"):
        assert_few(coordinator, f"/recruitment{path}", statements)
    for path in ("/events", f"/events/{recruiting}", f"/events/{recruiting}/door", f"/events/{recruiting}/sheet", "/consents?show=silent"):
        assert_few(coordinator, path, statements)


def test_a_tap_at_the_door_is_answered_with_the_guests_row_alone(visit, database, recruiting):
    guest = database.scalars(select(Guest).where(Guest.event_id == recruiting)).first().id
    database.commit()
    answer = visit("coordinator").post_fragment(f"/guests/{guest}/arrival")
    assert answer.status_code == 200 and f'id="guest-{guest}"' in answer.text and answer.text.count("<li") == 1


def assert_few(visitor, address, statements) -> None:
    visitor.get(address)
    statements.clear()
    assert visitor.get(address).status_code == 200
    assert len(statements) <= MOST, address + "\n" + "\n".join(statements)
