"""Every change leaves its row, no row is ever changed, and no secret stands in one."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from portal.accounts.models import Person, User
from portal.enterprises.models import Area, Enterprise
from portal.history.models import HistoryRow
from tests.cast import PASSWORD


def rows(database, **terms) -> list[HistoryRow]:
    return list(database.scalars(select(HistoryRow).filter_by(**terms).order_by(HistoryRow.at, HistoryRow.number)))


def test_a_new_record_leaves_a_row_with_all_that_it_says(database, cast):
    factory = database.get(Enterprise, (cast.programme, cast.dastak))
    area = factory.open_area("Cutting")
    database.commit()
    (row,) = rows(database, record_id=area.id)
    assert row.what == "area" and row.before is None and row.after["name"] == "Cutting" and row.chain == cast.programme.hex


def test_a_change_leaves_what_was_and_what_is(database, cast):
    area = database.get(Area, (cast.programme, cast.line_3))
    area.close(date(2026, 5, 1))
    database.commit()
    row = rows(database, record_id=cast.line_3)[-1]
    assert row.before["closed_on"] is None and row.after["closed_on"] == "2026-05-01" and "name" not in row.after


def test_what_did_not_change_leaves_nothing(database, cast):
    before = len(rows(database))
    person = database.get(Person, cast.people["manager"])
    person.name = str(person.name)
    database.commit()
    assert len(rows(database)) == before


def test_a_write_of_the_site_names_who_did_it(read, database, cast):
    read("manager").post("/notebook", title="Signed")
    row = next(row for row in reversed(rows(database, what="person")) if row.after.get("name") == "Signed")
    assert row.actor_id == cast.users["manager"]


def test_the_one_before_is_not_named_for_the_next(read, database, cast):
    """The actor belongs to a request, not to a thread."""
    read("manager").post("/notebook", title="First")
    database.rollback()
    database.add(Person(name="By the portal itself"))
    database.commit()
    row = next(row for row in reversed(rows(database, what="person")) if row.after.get("name") == "By the portal itself")
    assert row.actor_id is None and row.agent == "command"


def test_what_is_rolled_back_leaves_no_row(database, cast):
    before = len(rows(database))
    database.add(Person(name="Never"))
    database.flush()
    database.rollback()
    assert len(rows(database)) == before


@pytest.mark.parametrize("statement", [update(Person).values(name="x"), delete(Person), update(Area).values(name="x"), delete(User)])
def test_a_bulk_write_is_refused(database, cast, statement):
    with pytest.raises(RuntimeError, match="leaves no history"):
        database.execute(statement)
    database.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET what = 'x'",
        "DELETE FROM history",
        "UPDATE history_payload SET body = 'x'",
        "UPDATE history_payload SET body = NULL, salt = NULL, number = number + 1000",
        "DELETE FROM history_payload",
        "DELETE FROM history_head",
    ],
)
def test_the_database_itself_keeps_every_row(database, cast, statement):
    with pytest.raises(DBAPIError, match="append-only"):
        database.execute(text(statement))
    database.rollback()


def test_no_secret_stands_in_the_history(visit, database, cast):
    member = visit("member")
    new = "yarn kite seven rivers"
    assert member.post("/password", current=PASSWORD, password=new, again=new).status_code == 303
    hashes = database.scalars(select(User.password_hash)).all()
    written = json.dumps([[row.before, row.after] for row in rows(database)], ensure_ascii=False)
    assert "argon2" not in written and new not in written and PASSWORD not in written
    assert not any(one in written for one in hashes)
    assert "•••" in written


def test_every_recorded_table_writes_history(app):
    """Only the plumbing is unrecorded, and each by name."""
    from portal.database import Base

    unrecorded = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if getattr(mapper.class_, "__unrecorded__", False)}
    assert unrecorded <= {
        "history",
        "history_payload",
        "history_head",
        "answer",
        "draft",
        "user_session",
        "sign_in",
        "sign_in_attempt",
        "attempt",
        "trace",  # on which device something was written, for an hour and by a digest
        "password_wish",
        "sign_in_change",  # it tells of what history holds already
        "notice",  # the deed that it tells of leaves the row
        "letter",
        "saved_view",  # a bookmark of one's own: it says nothing of the work
        "material_opening",  # a count that says of nobody who opened
        *("suggestion", "concern", "suggestion_slip", "suggestion_day"),  # nothing tells when it came; what is done with it is noted
        "job_run",
        "worker_sign",
        "measure_review",  # it follows from rows that do
        "search_entry",
        "search_near",
    }, unrecorded


def test_nothing_recorded_is_ever_deleted_by_the_site(world):
    """No form of the house makes a table shorter, whatever is sent."""
    from tests.planting import row_counts

    wrong = []
    for path, form in world.forms.items():
        before = world.run(row_counts)
        world.visitor(form.person).post(path, **world.body_for(path))
        after = world.run(row_counts)
        wrong += [f"{path}: {name} has fewer rows" for name in before if after[name] < before[name] and name not in ("draft", "answer")]
        if after != before:
            world.reset()
    assert not wrong, wrong
