"""Signed-in devices: the cookie holds a random token, the table says whose it is and whether it still counts."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from flask import current_app, session
from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.accounts.models import Role, User, UserSession
from portal.accounts.reach import beside_places, reach_of
from portal.database import db, only_reads
from portal.web import drafts
from portal.web.log import log

AHEAD = timedelta(hours=2)  # a clock may be put back by so much; what began later than that was begun by a wrong one
TOUCHED_EVERY = 60  # seconds between two notes that a session was seen


asked_beside: dict[str, Any] = {}  # rooms above ask what the frame shows of a person in the same statement: name → scalar subquery


@cache  # every request asks it: put together once
def whose() -> Select:
    """The user of a token and the session, what is asked beside, and each of the user's places."""
    beside = [question.label(name) for name, question in asked_beside.items()]
    of_token = (
        select(User, UserSession, *beside)
        .join(UserSession, UserSession.user_id == User.id)
        .join(User.person)
        .options(contains_eager(User.person))
        .where(UserSession.digest == bindparam("token"))
    )
    whom = select(UserSession.user_id).where(UserSession.digest == bindparam("token")).scalar_subquery()
    return beside_places(of_token, whom)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def load(token: str) -> User | None:
    """The user of a living session, with today's reach: one statement a request."""
    rows = db.session.execute(whose(), {"token": digest(token), "today": clock.today()}).all()
    if not rows or not is_alive(rows[0].User, rows[0].UserSession):
        return None
    row, user = rows[0], rows[0].User
    user.token, user.session, user.reach = token, row.UserSession, reach_of(user.id, clock.today(), rows)
    if row.UserSession.phone_id and user.reach.roles - {Role.MEMBER}:  # a PIN opens nothing but a member's things
        return None
    db.session.info.update(actor_id=user.id, beside={name: getattr(row, name) for name in asked_beside})
    touch(row.UserSession)
    return user


def is_alive(user: User, device: UserSession) -> bool:
    moment, where = clock.now(), "_PHONE" if device.phone_id else ""
    return (
        user.is_active
        and device.ended_at is None
        and device.started_at - moment < AHEAD
        and moment - device.seen_at < current_app.config["SESSION_IDLE" + where]
        and moment - device.started_at < current_app.config["SESSION_ABSOLUTE" + where]
    )


def touch(device: UserSession) -> None:
    """Note that the session was seen, at most once a minute.

    A page that only reads does it in a short transaction of its own; a write holds SQLite's one lock already
    and would wait for itself, so it notes it with what it writes. Where it cannot be noted – the disk is full, others
    write without end – the page is shown all the same, and the next one notes it.
    """
    moment = clock.now()
    if (moment - device.seen_at).total_seconds() < TOUCHED_EVERY:
        return
    seen = update(UserSession).where(UserSession.id == device.id).values(seen_at=moment)
    if not only_reads(db.session.connection()):
        db.session.connection().execute(seen)
        return
    try:
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(seen)
    except OperationalError as fault:
        log.warning("a session’s sign of life was not kept", kind=type(fault.orig).__name__)


def start(user: User, device: str, network: str = "", phone_id: UUID | None = None, must_set_pin: bool = False) -> UserSession:
    """A new session under a new token; whatever the cookie held before is gone."""
    language = session.get("language")
    session.clear()
    token = UserSession.new_token()
    user.token, session["csrf_token"] = token, drafts.token_for_forms(user.id)
    started = UserSession(user_id=user.id, digest=digest(token), device=device[:120], network=network)
    started.phone_id, started.must_set_pin = phone_id, must_set_pin
    started.confirmed_at = None if phone_id else clock.now()
    user.session = started
    db.session.add(started)
    if language:
        session["language"] = language
    session.permanent = True
    return started


def renew(user: User) -> None:
    """The same session under a new token: whoever holds the old one holds nothing."""
    user.token = UserSession.new_token()
    user.session.digest, user.session.confirmed_at = digest(user.token), clock.now()


def end_of_phone(phone_id: UUID) -> None:
    living = select(UserSession).where(UserSession.phone_id == phone_id, UserSession.ended_at.is_(None))
    for device in db.session.scalars(living):
        device.end()


def end_all(user: User, but: UserSession | None = None) -> int:
    """End every session of a person, but perhaps the one in hand; how many there were."""
    living = select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    ended = [device for device in db.session.scalars(living) if but is None or device.id != but.id]
    for device in ended:
        device.end()
    return len(ended)


def last_owner(token: str) -> UUID | None:
    """Whose session a cookie was, even if it has ended."""
    return db.session.scalar(select(UserSession.user_id).where(UserSession.digest == digest(token)))
