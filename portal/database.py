"""The database: how rows are keyed, how SQLite is set, how a transaction begins."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Date, DateTime, Engine, Enum, ForeignKey, ForeignKeyConstraint, Join, MetaData, Uuid, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator
from uuid_utils.compat import uuid7

from portal import clock

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
WAL_RESET_RACE = ((3, 7, 0), (3, 51, 2))  # SQLite releases that can lose committed rows in WAL mode
WAL_RESET_MENDED = ((3, 44, 6), (3, 50, 7))


class Moment(TypeDecorator):
    """A moment in UTC, without a zone, to the microsecond."""

    impl = DateTime
    cache_ok = True


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {UUID: Uuid(), datetime: Moment(), date: Date()}


def choice(values: type[enum.StrEnum]) -> Enum:
    """A column of fixed words, stored as the words themselves on every database."""
    return Enum(values, native_enum=False, create_constraint=False, length=24, values_callable=lambda e: [m.value for m in e])


class Tenant:
    """A row of one programme. The programme's id leads its key, so that no row can point across programmes."""

    @declared_attr
    def programme_id(cls) -> Mapped[UUID]:
        return mapped_column(ForeignKey("programme.id"), primary_key=True)

    @declared_attr
    def id(cls) -> Mapped[UUID]:
        return mapped_column(Uuid(), primary_key=True, default=uuid7)


class Versioned:
    """A row that two people can edit: the form carries `version`, a clash answers 409."""

    version: Mapped[int] = mapped_column(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls):
        return {"version_id_col": cls.version}


def within(**columns: str) -> tuple[ForeignKeyConstraint, ...]:
    """Foreign keys that stay inside the programme: `within(enterprise_id="enterprise")`."""
    return tuple(
        ForeignKeyConstraint(["programme_id", column], [f"{table}.programme_id", f"{table}.id"]) for column, table in columns.items()
    )


def link(*args, **kwargs):
    """A relationship over keys that share the programme's id (which SQLAlchemy would warn of)."""
    return relationship(*args, overlaps="__*", **kwargs)


def looks_up(*args, **kwargs):
    """A relationship for reading only: what points there is set by its id, and may be empty."""
    return relationship(*args, viewonly=True, **kwargs)


class LedBy(Join):
    """A join that SQLite begins with its first table: where the page is in the order of that table's index, it reads sixty rows, not all."""

    inherit_cache = True


@compiles(LedBy, "sqlite")
def begin_there(join: LedBy, compiler, **options) -> str:
    return compiler.visit_join(join, **options).replace(" JOIN ", " CROSS JOIN ", 1)


class wall_day(GenericFunction):
    """The day on the programme's wall at a moment of the database: `clock.day_of` inside a statement."""

    type = Date()
    inherit_cache = True


@compiles(wall_day, "postgresql")
def on_the_wall(day: wall_day, compiler, **options) -> str:
    (moment,) = day.clauses
    return f"CAST({compiler.process(moment, **options)} AT TIME ZONE 'UTC' AT TIME ZONE '{clock.ZONE.key}' AS DATE)"


def wall_day_of(moment: str | None) -> str | None:
    """What SQLite calls for it: moments and days are texts there."""
    return moment and clock.day_of(datetime.fromisoformat(moment)).isoformat()


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def insert_once(model: type[Base], rows: list[dict]) -> int:
    """Add the rows that are not there yet, by whatever is unique among them; how many were new."""
    if not rows:
        return 0
    db.session.flush()
    new = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.session.get_bind().dialect.name]
    table: Any = model.__table__
    added = new(table).values(rows).on_conflict_do_nothing().returning(*table.primary_key)
    return len(db.session.execute(added).all())  # counted by what came back: a driver's own count may be unknown


POOL = {"pool_size": 10, "max_overflow": 60, "hide_parameters": True}  # people's words stay out of the log


def options(url: str) -> dict:
    if url.startswith("sqlite"):
        return {**POOL, "module": sqlite_driver(), "connect_args": {"timeout": 10}}
    return {**POOL, "pool_pre_ping": True}


def sqlite_driver():
    try:
        import pysqlite3.dbapi2 as driver
    except ImportError:  # other machines than Linux on x86-64 use the system's library
        import sqlite3 as driver
    return driver


def loses_rows_in_wal(version: tuple[int, ...]) -> bool:
    first, last = WAL_RESET_RACE
    mended = any(version[:2] == good[:2] and version >= good for good in WAL_RESET_MENDED)
    return first <= version <= last and not mended


def prepare(engine: Engine) -> None:
    """Set an SQLite engine so that no acknowledged write is lost; see the README's decisions."""
    if engine.dialect.name != "sqlite":
        return
    safe = not loses_rows_in_wal(sqlite_driver().sqlite_version_info)
    journal = ("WAL", "FULL") if safe else ("DELETE", "EXTRA")

    @event.listens_for(engine, "connect")
    def set_up(connection, _record):
        connection.isolation_level = None
        connection.create_function("wall_day", 1, wall_day_of, deterministic=True)
        cursor = connection.cursor()
        for pragma in (
            "busy_timeout=10000",
            f"journal_mode={journal[0]}",
            f"synchronous={journal[1]}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "cache_size=-1500",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection):
        reads = only_reads(connection)
        info = connection.connection.info
        if info.get("query_only", False) != reads:
            connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
            info["query_only"] = reads
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def only_reads(connection) -> bool:
    """A GET reads, and so does the door of a write; all else, and what says `writes=True` of itself, takes the write lock at once."""
    if connection.get_execution_options().get("writes"):
        return False
    return has_request_context() and (request.method in SAFE_METHODS or g.get("is_at_the_door", False))


def wait_at_the_door() -> None:
    """Who asks, what they reach, whether this was answered already: read without the write lock, which is everybody's."""
    g.is_at_the_door = True


def go_in() -> None:
    """From here on a write reads what it will depend on: under the lock, in a transaction that begins with it.

    What was found at the door was true when the request came, as on any database where a session is looked up first:
    a right that ends in the milliseconds between ends for the next request. A key that was answered in between is found
    when the answer is kept, by the key's own uniqueness.
    """
    if g.pop("is_at_the_door", False) and db.engine.dialect.name == "sqlite":
        db.session.commit()
