"""What was gained stays: few statements on the pages that people open most, and a door that holds nobody up."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from portal.database import db
from portal.web.whole import Whole

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
