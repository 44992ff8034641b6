"""The one place where history is written: whatever a session flushes leaves its rows, all of them just before the commit.

A chain's head is held from the first row written to it until the transaction ends. Written last and in the order of the
chains' names, no two transactions ever wait for one another.
"""

from __future__ import annotations

import enum
import secrets
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, insert, select, text
from sqlalchemy import inspect as look_at
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from portal import clock
from portal.history.acting import who_acts
from portal.history.models import GENESIS, Head, HistoryRow, Payload, canonical, chain_of, digest_of_contents, digest_of_row

HIDDEN = "•••"
_HEAD = select(Head.number, Head.digest).where(Head.chain == bindparam("chain")).with_for_update()
_NEW_HEAD = text("INSERT INTO history_head (chain, number, digest) VALUES (:chain, 0, :digest) ON CONFLICT DO NOTHING")
_MOVED = text("UPDATE history_head SET number = :number, digest = :digest WHERE chain = :chain")
_ROWS, _PAYLOADS = (insert(cast(Table, model.__table__)) for model in (HistoryRow, Payload))


def record_changes(session: Session, _flush) -> None:
    """After each flush: what was changed is noted, to be written with the commit; in one order, though a session keeps none."""
    noted = session.info.setdefault("history", [])
    for record in (*session.new, *sorted(session.dirty, key=by_name), *session.deleted):
        if row := row_of(session, record):
            noted.append(row)


def by_name(record) -> tuple[str, str]:
    return type(record).__name__, str(getattr(record, "id", ""))


def note(session: Session, programme_id: UUID | None, what: str, record_id: UUID | None, before=None, after=None) -> None:
    """A row about something that is no change of one record: an erasure, an export."""
    row = facts_of(session, programme_id, what, record_id, before, after)
    session.info.setdefault("history", []).append(row)


def write(session: Session) -> None:
    """Before the commit: every noted change as a row of its chain."""
    if session.in_nested_transaction():
        return
    session.flush()
    noted = session.info.pop("history", None)
    if not noted:
        return
    chains: dict[str, list[dict]] = {}
    for row in noted:
        chains.setdefault(row["chain"], []).append(row)
    connection = session.connection()
    payloads = []
    for chain in sorted(chains):
        payloads += lengthen(connection, chain, chains[chain])
    connection.execute(_ROWS, [row for chain in sorted(chains) for row in chains[chain]])
    connection.execute(_PAYLOADS, payloads)


def lengthen(connection, chain: str, rows: list[dict]) -> list[dict]:
    """Number and chain these rows behind the head; their payloads."""
    number, digest = head_of(connection, chain)
    payloads = []
    for row in rows:
        number += 1
        salt, body = secrets.token_hex(16), row.pop("body")
        row["number"], row["contents"] = number, digest_of_contents(salt, body)
        row["digest"] = digest = digest_of_row(row, digest)
        payloads.append({"chain": chain, "number": number, "salt": salt, "body": body})
    connection.execute(_MOVED, {"chain": chain, "number": number, "digest": digest})
    return payloads


def head_of(connection, chain: str) -> tuple[int, str]:
    """The end of a chain, held until the transaction ends."""
    head = connection.execute(_HEAD, {"chain": chain}).first()
    if head is None:
        connection.execute(_NEW_HEAD, {"chain": chain, "digest": GENESIS})
        head = connection.execute(_HEAD, {"chain": chain}).one()
    return head.number, head.digest


def mark_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info.setdefault("history_marks", {})[transaction] = len(session.info.get("history", ()))


def forget_rolled_back(session: Session, transaction: SessionTransaction) -> None:
    """What is rolled back never happened: behind a savepoint, or all of it."""
    if transaction.nested:
        mark = session.info.get("history_marks", {}).get(transaction)
        if mark is not None:
            del session.info.get("history", [])[mark:]
    elif transaction.parent is None:
        session.info.pop("history", None)


def forget_ended(session: Session, transaction: SessionTransaction) -> None:
    """Nothing noted outlives its transaction. (A savepoint's mark does outlive it: it ends before its rollback is told.)"""
    if transaction.parent is None:
        session.info.pop("history", None)
        session.info.pop("history_marks", None)


def row_of(session: Session, record) -> dict | None:
    if getattr(record, "__unrecorded__", False):
        return None
    before, after = ({}, full(record)) if record in session.new else changed(record)
    if not before and not after:
        return None
    programme_id, record_id = getattr(record, "programme_id", None), getattr(record, "id", None)
    return facts_of(session, programme_id, record.__tablename__, record_id, before or None, after or None)


def facts_of(session: Session, programme_id: UUID | None, what: str, record_id: UUID | None, before, after) -> dict:
    actor_id, agent = who_acts(session.info.get("actor_id"))
    return {
        "chain": chain_of(programme_id),
        "at": clock.now(),
        "actor_id": actor_id,
        "agent": agent,
        "what": what,
        "record_id": record_id,
        "body": canonical({name: value for name, value in (("before", before), ("after", after)) if value}),
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
    kind = type(record)
    if kind not in _columns:
        _columns[kind] = [attribute.key for attribute in look_at(kind).column_attrs if attribute.key != "id"]
    return _columns[kind]


_columns: dict[type, list[str]] = {}


def shown(record, name: str, value):
    """A value as JSON; a secret only as the fact that there is one."""
    if value is None:
        return None
    if name in getattr(record, "__kept_secret__", ()):
        return HIDDEN
    if isinstance(value, enum.StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value if isinstance(value, bool | int | float | str | dict | list) else repr(value)


def forbid_bulk_writes(state: ORMExecuteState) -> None:
    """A bulk UPDATE or DELETE of a recorded table would leave no trace: it is refused."""
    if not (state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and not getattr(mapper.class_, "__unrecorded__", False):
        raise RuntimeError(f"bulk write on {mapper.class_.__name__} leaves no history: change the records one by one")
