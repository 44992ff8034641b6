"""Telling people what happened, in the transaction in which it happens. Nobody is told of what they did themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select, update
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.models import User
from portal.database import db, insert_once
from portal.notices import sentences
from portal.notices.models import Kind, Notice

Ids = Iterable[UUID | None] | Select


def tell(kind: Kind, what: str, record: Any, path: str, *, users: Ids = (), people: Ids = (), key: str = "", **facts: Any) -> int:
    """How many were newly told. `users` and `people` are ids or selects of ids; with a `key` it is told once, however often asked.

    `record` is the row that it is about. Its enterprise, or the record itself where it is none of an enterprise, says where it happened.
    """
    assert what in sentences.known(), f"no sentence is registered for {what}"
    told = {name: sentences.kept(value) for name, value in facts.items()}
    about = {
        "programme_id": record.programme_id,
        "enterprise_id": getattr(record, "enterprise_id", None),
        "kind": kind,
        "what": what,
        "record": record.__tablename__,
        "record_id": record.id,
        "facts": told,
        "path": path,
        "at": clock.now(),
    }
    db.session.flush()
    rows = []
    for user_id in who(users, people):
        notice_id = uuid7()
        rows.append({**about, "id": notice_id, "user_id": user_id, "key": key or f"{what}/{notice_id}"})
    return insert_once(Notice, rows)


def who(users: Ids, people: Ids) -> list[UUID]:
    """Those of them who can sign in, but for whoever is doing it."""
    asked = [ids_in(User.id, users), ids_in(User.person_id, people)]
    terms = [term for term in asked if term is not None]
    if not terms:
        return []
    found = select(User.id).where(or_(*terms), User.disabled_at.is_(None))
    actor = db.session.info.get("actor_id")
    return list(db.session.scalars(found.where(User.id != actor) if actor else found))


def ids_in(column, ids: Ids):
    if isinstance(ids, Select):
        return column.in_(ids)
    given = [one for one in ids if one is not None]
    return column.in_(given) if given else None


def settle(record: Any, *whats: str) -> None:
    """What people had to do about this record is done: their notices of it ask for nothing any more."""
    settle_all([record.id], *whats)


def settle_all(record_ids: Ids, *whats: str) -> int:
    """The same for many records at once; how many notices asked for something until now."""
    moment = clock.now()
    waiting = (Notice.what.in_(whats), Notice.done_at.is_(None), Notice.record_id.in_(record_ids))
    settling = update(Notice).where(*waiting).values(done_at=moment, seen_at=db.func.coalesce(Notice.seen_at, moment))
    return len(db.session.scalars(settling.returning(Notice.id), execution_options={"synchronize_session": False}).all())
