"""What others changed about one's sign-in: told at the next sign-in, and by letter where there is one."""

from __future__ import annotations

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid_utils.compat import uuid7

from portal.accounts import letters
from portal.accounts.models import User
from portal.clock import now
from portal.database import Base, choice, db


class Change(enum.StrEnum):
    PASSWORD = "password"  # noqa: S105 # nosec B105 – a word, not a secret
    LINK = "link"
    PIN = "pin"
    FACTORS = "factors"
    CONTACT = "contact"


class SignInChange(Base):
    __tablename__ = "sign_in_change"
    __unrecorded__ = True  # it tells of what history holds already

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    what: Mapped[Change] = mapped_column(choice(Change))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))  # none: whoever keeps the server
    at: Mapped[datetime] = mapped_column(default=now)
    told_at: Mapped[datetime | None]
    by: Mapped[User | None] = relationship(foreign_keys=[by_id], viewonly=True)


class PasswordWish(Base):
    """Somebody typed this name under “forgotten”. The worker looks whose it is: the answer was given without looking."""

    __tablename__ = "password_wish"
    __unrecorded__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    name: Mapped[str] = mapped_column(Text)
    root: Mapped[str] = mapped_column(String(300))  # where the portal stands, by its settings: no header decides whither a letter leads
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]


def note(user: User, what: Change, by: UUID | None) -> None:
    """Somebody else changed this: keep it for the person, and write to them."""
    db.session.add(SignInChange(user_id=user.id, what=what, by_id=by))
    letters.tell_of_change(user, what)


def untold(user: User) -> list[SignInChange]:
    waiting = select(SignInChange).where(SignInChange.user_id == user.id, SignInChange.told_at.is_(None))
    return list(db.session.scalars(waiting.order_by(SignInChange.id)))


def recent(user: User) -> list[SignInChange]:
    newest = select(SignInChange).where(SignInChange.user_id == user.id).order_by(SignInChange.id.desc()).limit(10)
    return list(db.session.scalars(newest))
