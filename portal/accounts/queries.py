"""Reads across the tables of people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select

from portal import clock
from portal.accounts.models import User, UserSession
from portal.database import db
from portal.web.forms import URDU_DIGITS


def plain_phone(text: str) -> str | None:
    """A phone number as it is kept: digits with the country's code, Pakistan's where none is written."""
    digits = re.sub(r"[\s\-().]", "", text.translate(URDU_DIGITS))
    if not re.fullmatch(r"\+?\d{7,15}", digits):
        return None
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith("0"):
        return "+92" + digits[1:]
    return digits if digits.startswith("+") else "+" + digits


@dataclass(frozen=True)
class Way:
    """Whose name was typed, and what the password is held against; nothing where the sign-in is closed."""

    id: UUID
    hash: str | None


def way_in(name: str) -> Way | None:
    """By username, e-mail or phone, in one statement whatever was typed; what several people share signs nobody in."""
    plain = name.casefold().strip()
    named = (User.username == plain, User.email == plain, User.phone == (plain_phone(plain) or plain))
    columns = (User.id, User.username, User.password_hash, User.password_until, User.disabled_at)
    rows = db.session.execute(select(*columns).where(or_(*named)).limit(4)).all()
    by_name = [row for row in rows if row.username == plain]
    found = by_name or [row for row in rows if row.disabled_at is None]
    if len(found) != 1:
        return None
    counts = found[0].disabled_at is None and (found[0].password_until is None or clock.now() < found[0].password_until)
    return Way(found[0].id, found[0].password_hash if counts else None)


def user_by_name(name: str) -> User | None:
    way = way_in(name)
    return db.session.get(User, way.id) if way and way.hash else None


def living_sessions(user: User) -> list[UserSession]:
    living = select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return list(db.session.scalars(living.order_by(UserSession.seen_at.desc()).limit(60)))


def is_taken(username: str) -> bool:
    return db.session.scalar(select(User.id).where(User.username == username)) is not None


def devices_count(user: User) -> int:
    living = select(func.count()).select_from(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return db.session.scalar(living) or 0
