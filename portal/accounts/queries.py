"""Reads across the tables of people."""

from __future__ import annotations

import re

from sqlalchemy import func, select

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


def user_by_name(name: str) -> User | None:
    """By username, e-mail or phone; a phone that several people share signs nobody in."""
    plain = name.casefold().strip()
    if user := db.session.scalar(select(User).where(User.username == plain)):
        return user
    if "@" in plain:
        found = db.session.scalars(select(User).where(func.lower(User.email) == plain, User.disabled_at.is_(None)).limit(2)).all()
    elif phone := plain_phone(plain):
        found = db.session.scalars(select(User).where(User.phone == phone, User.disabled_at.is_(None)).limit(2)).all()
    else:
        return None
    return found[0] if len(found) == 1 else None


def living_sessions(user: User) -> list[UserSession]:
    living = select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return list(db.session.scalars(living.order_by(UserSession.seen_at.desc()).limit(60)))


def is_taken(username: str) -> bool:
    return db.session.scalar(select(User.id).where(User.username == username)) is not None


def devices_count(user: User) -> int:
    living = select(func.count()).select_from(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return db.session.scalar(living) or 0
