"""The chain of what happened: each row carries the digest of the one before it, and of contents that can be erased."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import DDL, BigInteger, Index, Integer, String, Text, Uuid, and_, event
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.database import Base

PORTAL = "portal"  # the chain of what belongs to no programme
GENESIS = "0" * 64
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def chain_of(programme_id: UUID | None) -> str:
    return programme_id.hex if programme_id else PORTAL


class HistoryRow(Base):
    """Who did what to which record, when. It is never changed, never dropped: the database refuses."""

    __tablename__ = "history"
    __unrecorded__ = True
    __table_args__ = (Index("ix_history_record", "record_id", "chain", "number"),)

    chain: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid())  # a user, or a person who cannot sign in
    agent: Mapped[str | None] = mapped_column(String(24))  # where nobody signed in acted: see acting.py
    what: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID | None] = mapped_column(Uuid())
    contents: Mapped[str] = mapped_column(String(64))  # the digest of salt and payload
    digest: Mapped[str] = mapped_column(String(64))
    payload: Mapped[Payload | None] = relationship(
        primaryjoin=lambda: and_(HistoryRow.chain == foreign(Payload.chain), HistoryRow.number == foreign(Payload.number)),
        viewonly=True,
        uselist=False,
        lazy="joined",
    )

    @property
    def before(self) -> dict | None:
        return self.said.get("before")

    @property
    def after(self) -> dict | None:
        return self.said.get("after")

    @property
    def said(self) -> dict:
        return json.loads(self.payload.body) if self.payload and self.payload.body else {}

    @property
    def is_erased(self) -> bool:
        return self.payload is None or self.payload.body is None


class Payload(Base):
    """What was before and what came after. It can be erased, and nothing else."""

    __tablename__ = "history_payload"
    __unrecorded__ = True

    chain: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=False)
    salt: Mapped[str | None] = mapped_column(String(32))
    body: Mapped[str | None] = mapped_column(Text)


class Head(Base):
    """Where a chain ends. Whoever adds to it holds this row until the transaction ends, so no chain ever forks."""

    __tablename__ = "history_head"
    __unrecorded__ = True

    chain: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(NUMBER)
    digest: Mapped[str] = mapped_column(String(64))


def canonical(value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of_contents(salt: str, body: str) -> str:
    return hashlib.sha256(f"{salt}\n{body}".encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_row(row, before: str) -> str:
    """`row` speaks of itself by attributes or as a mapping; `before` is the digest of the row that it follows."""
    get = row.__getitem__ if isinstance(row, dict) else lambda name: getattr(row, name)
    actor, record = get("actor_id"), get("record_id")
    facts = (
        get("chain"),
        get("number"),
        get("at").isoformat(timespec="microseconds"),
        actor.hex if actor else "",
        get("agent") or "",
        get("what"),
        record.hex if record else "",
        get("contents"),
        before,
    )
    return hashlib.sha256("\n".join(map(str, facts)).encode()).hexdigest()


_ERASED_ONLY = (
    "NEW.chain = OLD.chain AND NEW.number = OLD.number AND NEW.body IS NULL AND NEW.salt IS NULL"  # what an UPDATE may do to a payload
)
_REFUSALS = (  # name of the trigger, table, verb, condition under which it refuses
    ("history_is_kept_update", "history", "UPDATE", None),
    ("history_is_kept_delete", "history", "DELETE", None),
    ("history_payload_is_kept_update", "history_payload", "UPDATE", f"NOT ({_ERASED_ONLY})"),
    ("history_payload_is_kept_delete", "history_payload", "DELETE", None),
    ("history_head_is_kept_delete", "history_head", "DELETE", None),
)
POSTGRES_GUARD = (
    "CREATE OR REPLACE FUNCTION history_is_kept() RETURNS trigger AS $$ BEGIN "
    "RAISE EXCEPTION 'history is append-only'; END $$ LANGUAGE plpgsql"
)


def guards(dialect: str, table: str) -> list[str]:
    """The statements by which the database itself refuses to change or drop what happened."""
    made = [] if dialect == "sqlite" else [POSTGRES_GUARD]
    for name, of, verb, condition in _REFUSALS:
        if of == table:
            when = f" WHEN ({condition})" if condition else ""
            head = f"CREATE TRIGGER {name} BEFORE {verb} ON {table}"
            made.append(
                f"{head}{when} BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
                if dialect == "sqlite"
                else f"{head} FOR EACH ROW{when} EXECUTE FUNCTION history_is_kept()"
            )
    return made


for _table in (HistoryRow.__table__, Payload.__table__, Head.__table__):
    for _dialect in ("sqlite", "postgresql"):
        for _statement in guards(_dialect, str(_table)):
            event.listen(_table, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
