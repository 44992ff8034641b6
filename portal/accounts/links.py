"""Links that open once: random, kept only as their digest, for a day at most."""

from __future__ import annotations

import enum
import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid_utils.compat import uuid7

from portal.accounts.models import User
from portal.clock import now
from portal.database import Base, choice, db

LIVES = timedelta(hours=24)
PHONE_CODE_LIVES = timedelta(hours=1)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are read for one another


class Purpose(enum.StrEnum):
    PASSWORD = "password"  # noqa: S105 # nosec B105 – a word, not a secret
    PHONE = "phone"


class OneTimeLink(Base):
    __tablename__ = "one_time_link"
    __kept_secret__ = ("digest",)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    phone_programme: Mapped[UUID | None] = mapped_column(Uuid())
    phone_id: Mapped[UUID | None] = mapped_column(Uuid())
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))  # none: the person's own wish, or the command line
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])

    @property
    def is_open(self) -> bool:
        return self.used_at is None and now() < self.expires_at and (self.user is None or self.user.is_active)

    def use(self) -> None:
        self.used_at = now()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def for_password(user: User, by: UUID | None) -> str:
    """A link by which this person chooses a password. Older ones still count: a wish typed by a stranger closes none."""
    token = secrets.token_urlsafe(32)
    keep(token, Purpose.PASSWORD, LIVES, user_id=user.id, made_by=by)
    return token


def for_phone(programme_id: UUID, phone_id: UUID, by: UUID) -> str:
    """A code of sixteen letters that one can also type: the phone that brings it is enrolled."""
    code = "".join(secrets.choice(LETTERS) for _ in range(16))
    keep(code, Purpose.PHONE, PHONE_CODE_LIVES, phone_programme=programme_id, phone_id=phone_id, made_by=by)
    return code


def keep(token: str, purpose: Purpose, lives: timedelta, **facts) -> None:
    db.session.add(OneTimeLink(digest=digest(token), purpose=purpose, expires_at=now() + lives, **facts))


def close_all(user: User) -> None:
    still = select(OneTimeLink).where(OneTimeLink.user_id == user.id, OneTimeLink.used_at.is_(None))
    for link in db.session.scalars(still):
        link.use()


def find(token: str | None, purpose: Purpose) -> OneTimeLink | None:
    """The link of this token, where it still counts."""
    link = db.session.scalar(select(OneTimeLink).where(OneTimeLink.digest == digest(token or ""), OneTimeLink.purpose == purpose))
    return link if link and link.is_open else None
