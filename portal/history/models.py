"""The history row, and the one place where it is written: whatever a session flushes leaves its trace."""

from __future__ import annotations

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DDL, JSON, Index, String, Uuid, event, insert
from sqlalchemy import inspect as look_at
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.database import Base


class HistoryRow(Base):
    __tablename__ = "history"
    __unrecorded__ = True
    __table_args__ = (Index("ix_history_record", "programme_id", "record_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    programme_id: Mapped[UUID | None] = mapped_column(Uuid())
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[UUID | None] = mapped_column(Uuid())  # none: the portal itself
    what: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID | None] = mapped_column(Uuid())
    before: Mapped[dict | None] = mapped_column(JSON)
    after: Mapped[dict | None] = mapped_column(JSON)


_APPEND_ONLY = (
    "CREATE TRIGGER history_is_kept_{verb} BEFORE {verb} ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    "CREATE TRIGGER history_is_kept_{verb} BEFORE {verb} ON history FOR EACH ROW EXECUTE FUNCTION history_is_kept()",
)
POSTGRES_GUARD = (
    "CREATE OR REPLACE FUNCTION history_is_kept() RETURNS trigger AS $$ BEGIN "
    "RAISE EXCEPTION 'history is append-only'; END $$ LANGUAGE plpgsql"
)


def guards(dialect: str) -> list[str]:
    """The statements by which the database itself refuses to change or drop a history row."""
    if dialect == "sqlite":
        return [_APPEND_ONLY[0].format(verb=verb) for verb in ("UPDATE", "DELETE")]
    return [POSTGRES_GUARD, *(_APPEND_ONLY[1].format(verb=verb) for verb in ("UPDATE", "DELETE"))]


def record_changes(session: Session, _flush) -> None:
    rows = [row for record in (*session.new, *session.dirty, *session.deleted) if (row := row_of(session, record))]
    if rows:
        session.execute(insert(HistoryRow), rows)


def row_of(session: Session, record) -> dict | None:
    if getattr(record, "__unrecorded__", False):
        return None
    is_new = record in session.new
    before, after = ({}, full(record)) if is_new else changed(record)
    if not before and not after:
        return None
    return {
        "programme_id": getattr(record, "programme_id", None),
        "actor_id": session.info.get("actor_id"),
        "what": record.__tablename__,
        "record_id": getattr(record, "id", None),
        "before": before or None,
        "after": after or None,
    }


def full(record) -> dict:
    return {name: shown(record, name, value) for name in columns_of(record) if (value := getattr(record, name)) is not None}


def changed(record) -> tuple[dict, dict]:
    before, after = {}, {}
    state = look_at(record)
    for name in columns_of(record):
        past = state.attrs[name].history
        if past.has_changes():
            old, new = past.deleted[0] if past.deleted else None, past.added[0] if past.added else None
            if old != new:
                before[name], after[name] = shown(record, name, old), shown(record, name, new)
    if set(after) <= {"version"}:
        return {}, {}
    return before, after


def columns_of(record) -> list[str]:
    return [attribute.key for attribute in look_at(type(record)).column_attrs if attribute.key != "id"]


def shown(record, name: str, value):
    """A value as JSON; a secret only as the fact that there is one."""
    if value is None or (isinstance(value, bool | int | float | str) and name not in getattr(record, "__kept_secret__", ())):
        return value.value if isinstance(value, enum.StrEnum) else value
    if name in getattr(record, "__kept_secret__", ()):
        return "•••"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value if isinstance(value, dict | list) else repr(value)


def forbid_bulk_writes(state: ORMExecuteState) -> None:
    """A bulk UPDATE or DELETE of a recorded table would leave no trace: it is refused."""
    if not (state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and not getattr(mapper.class_, "__unrecorded__", False):
        raise RuntimeError(f"bulk write on {mapper.class_.__name__} leaves no history: change the records one by one")


for _dialect in ("sqlite", "postgresql"):
    for _statement in guards(_dialect):
        event.listen(HistoryRow.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
