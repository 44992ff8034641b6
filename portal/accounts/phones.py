"""Phones that a factory has enrolled, and the PINs that count on them.

The phone is the first factor: its cookie holds a secret of 256 bits of which we keep the digest. The PIN is the second.
Six digits are guessed back from any digest, so a PIN is hashed under a key that is not in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal.accounts import passwords
from portal.clock import now
from portal.database import Base, Tenant, Versioned, within
from portal.errors import NotNow
from portal.say import _l

PIN_OF_ANOTHER = timedelta(hours=24)
STRAIGHT = "01234567890", "09876543210"
ON_THE_KEYS = {"147258", "258369", "147369", "159357", "159753", "357159", "258456", "123654", "789456", "456789", "741852", "963852"}


class Phone(Tenant, Versioned, Base):
    """A device of the factory on which its team members sign in by PIN."""

    __tablename__ = "phone"
    __is_access__ = True
    __table_args__ = (*within(enterprise_id="enterprise"), Index("ix_phone_programme_enterprise", "programme_id", "enterprise_id"))
    __kept_secret__ = ("digest",)

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str | None] = mapped_column(String(64))  # none: not yet brought
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    enrolled_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    def enrol(self) -> str:
        """Give the device its secret: what its cookie holds from now on."""
        if self.ended_at or self.digest:
            raise NotNow(_l("This phone is already enrolled, or was ended. Ask your manager to enrol it afresh."))
        secret = secrets.token_urlsafe(32)
        self.digest, self.enrolled_at = digest(secret), now()
        return f"{self.programme_id.hex}{self.id.hex}{secret}"

    def end(self) -> None:
        if self.ended_at:
            raise NotNow(_l("This phone was already ended."))
        self.ended_at = now()

    def is_known_by(self, secret: str) -> bool:
        return self.ended_at is None and self.digest is not None and hmac.compare_digest(self.digest, digest(secret))


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def parts_of(cookie: str | None) -> tuple[UUID, UUID, str] | None:
    """(programme, phone, secret) of what a cookie holds."""
    if not re.fullmatch(r"[0-9a-f]{64}[\w-]{43}", cookie or "", re.ASCII) or cookie is None:
        return None
    return UUID(cookie[:32]), UUID(cookie[32:64]), cookie[64:]


class Pin(Versioned, Base):
    """Six digits of one member; they count on the phones of the factory, and nowhere else."""

    __tablename__ = "pin"
    __kept_secret__ = ("hash",)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), unique=True)
    hash: Mapped[str] = mapped_column(String(200))
    set_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime | None]  # set by another: it lives for a day and must be changed

    def put(self, pin: str, by: UUID) -> None:
        self.hash, self.set_by, self.set_at = passwords.hash_of(peppered(self.user_id, pin)), by, now()
        self.expires_at = None if by == self.user_id else now() + PIN_OF_ANOTHER

    @property
    def must_change(self) -> bool:
        return self.expires_at is not None


def peppered(user_id: UUID, pin: str) -> str:
    key = hmac.digest(current_app.config["SECRET_KEY"].encode(), b"pin", "sha256")
    return hmac.new(key, f"{user_id} {pin}".encode(), "sha256").hexdigest()


def is_right(pin: Pin | None, user_id: UUID, typed: str) -> bool:
    """Takes the same time whether or not there is a PIN."""
    counts = pin is not None and (pin.expires_at is None or now() < pin.expires_at)
    return passwords.matches(pin.hash if pin and counts else None, peppered(user_id, typed))


def random_pin() -> str:
    while is_weak_pin(pin := f"{secrets.randbelow(1_000_000):06}"):
        continue
    return pin


def is_weak_pin(pin: str) -> bool:
    """What somebody who looks over a shoulder, or at a calendar, tries first."""
    return (
        len(set(pin)) < 3
        or any(pin in line or (pin[:3] in line and pin[3:] in line) for line in STRAIGHT)
        or pin[:3] in (pin[3:], pin[:2:-1])
        or pin[:2] == pin[2:4] == pin[4:]
        or pin in ON_THE_KEYS
        or is_a_day(pin)
    )


def is_a_day(pin: str) -> bool:
    """Day-month-year, year-month-day, month-day-year; or a year at either end."""
    one, two, three = (int(pin[at : at + 2]) for at in (0, 2, 4))
    days = ((one, two, three), (three, two, one), (two, one, three))
    return any(exists(*day) for day in days) or any(1940 <= int(year) <= 2030 for year in (pin[:4], pin[2:]))


def exists(day: int, month: int, year: int) -> bool:
    try:
        date(2000 if year % 4 == 0 else 2001, month, day)
    except ValueError:
        return False
    return True
