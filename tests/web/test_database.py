"""SQLite as it must be set: nothing acknowledged is lost, nothing is written by who only reads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import DateTime, bindparam, literal, select, text
from sqlalchemy.exc import OperationalError

from portal import clock, database
from portal.accounts.models import Person
from portal.database import db, wall_day
from tests.browsing import Visitor

sqlite = pytest.mark.sqlite


@sqlite
@pytest.mark.parametrize(
    ("setting", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000), ("trusted_schema", 0)]
)
def test_every_connection_is_set_so_that_nothing_is_lost(database, setting, value):
    assert database.execute(text(f"PRAGMA {setting}")).scalar() == value


@sqlite
def test_a_write_takes_the_lock_at_its_beginning(app, cast):
    """A transaction outside a GET is IMMEDIATE: a second one waits instead of failing half-way."""
    with app.app_context(), db.engine.connect() as first:
        first.begin()
        with db.engine.connect() as second:
            second.connection.cursor().execute("PRAGMA busy_timeout=50")
            with pytest.raises(OperationalError, match="locked"):
                second.begin()
            second.connection.cursor().execute("PRAGMA busy_timeout=10000")


@sqlite
def test_a_read_needs_no_lock(app, cast):
    with app.app_context(), db.engine.connect() as writer:
        writer.begin()
        with app.test_request_context("/"), db.engine.connect() as reader:
            assert reader.execute(text('SELECT count(*) FROM "user"')).scalar()


def test_two_writers_lose_nothing(notebook_app, cast, database):
    """Read, think, write, from several threads at once, without a version column: every increment counts."""
    person = Person(name="0")
    database.add(person)
    database.commit()
    person_id = person.id

    def increment(_):
        return Visitor(notebook_app).post("/notebook/count", person=str(person_id)).status_code

    times = 60 if db.engine.dialect.name == "sqlite" else 0
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(increment, range(times)))
    assert answers.count(204) == times
    database.expire_all()
    database.rollback()
    assert database.scalar(select(Person.name).where(Person.id == person_id)) == str(times)


@sqlite
def test_a_get_that_writes_is_refused_by_the_database(read, database):
    answer = read("manager").get("/notebook/sneaky")
    assert answer.status_code == 500
    assert database.scalar(select(Person).where(Person.name == "written by a GET")) is None


@sqlite
def test_after_a_read_the_same_connection_can_write(read):
    manager = read("manager")
    for _ in range(5):
        assert manager.get("/notebook").status_code == 200
        assert manager.post("/notebook", title="After a read").status_code == 303


@pytest.mark.parametrize(
    ("version", "loses"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 44, 9), False),
        ((3, 45, 0), True), ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 0), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 4), False),
    ],
)  # fmt: skip
def test_which_releases_lose_rows_in_wal_mode(version, loses):
    assert database.loses_rows_in_wal(version) is loses


@sqlite
def test_the_driver_in_use_loses_none():
    version = database.sqlite_driver().sqlite_version_info
    assert not database.loses_rows_in_wal(version), f"SQLite {version}: install pysqlite3 0.6.1 or newer"


@sqlite
def test_a_losing_library_is_used_without_wal(tmp_path, monkeypatch):
    from sqlalchemy import create_engine

    monkeypatch.setattr(database, "loses_rows_in_wal", lambda version: True)
    engine = create_engine(f"sqlite:///{tmp_path}/x.db", module=database.sqlite_driver())
    database.prepare(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "delete"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 3


def test_a_row_cannot_point_into_another_programme(database, cast):
    """The programme's id leads every key: the database itself refuses a foreign parent."""
    from sqlalchemy.exc import IntegrityError

    from portal.enterprises.models import Area

    database.add(Area(programme_id=cast.beyond, enterprise_id=cast.roshan, name="Smuggled"))
    with pytest.raises(IntegrityError):
        database.commit()
    database.rollback()


@pytest.mark.parametrize("hour", [0, 18, 19, 23])
def test_a_statement_knows_the_day_on_the_wall(database, hour):
    """From seven in the evening, UTC, it is tomorrow in Karachi; also for the database."""
    moment = datetime.fromisoformat(f"2026-11-23T{hour:02}:30:15.000250")
    day = clock.day_of(moment)
    asked = select(wall_day(literal(moment)), wall_day(bindparam("none", None, DateTime())), literal(moment) >= clock.beginning(day))
    assert tuple(database.execute(asked).one()) == (day, None, True)
    assert (
        day == date(2026, 11, 24 if hour >= 19 else 23)
        and not moment < clock.beginning(day)
        and moment < clock.beginning(day + timedelta(days=1))
    )


def test_ids_grow_with_time(database, cast):
    """Version 7: rows of one table lie in the order in which they were made."""
    from uuid_utils.compat import uuid7

    made = [uuid7() for _ in range(100)]
    assert made == sorted(made) and all(isinstance(one, UUID) and one.version == 7 for one in made)
