"""A notice: something happened that one person must act on, asked to know, or can see has changed."""

from __future__ import annotations

import enum
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.database import Base, choice, within


class Kind(enum.StrEnum):
    MUST_ACT = "must_act"
    ASKED_TO_KNOW = "asked_to_know"
    CHANGED = "changed"


class Notice(Base):
    """It belongs to the person, not to the programme; where the person no longer reaches the enterprise, it says nothing of it."""

    __tablename__ = "notice"
    __unrecorded__ = True  # what happened stands in the history of the record itself
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        *within(enterprise_id="enterprise"),
        Index("ix_notice_user_seen", "user_id", "seen_at"),
        Index("ix_notice_record", "record_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programme.id"))
    enterprise_id: Mapped[UUID | None] = mapped_column(Uuid())
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    what: Mapped[str] = mapped_column(String(40))
    record: Mapped[str] = mapped_column(String(40))  # the table of what it is about
    record_id: Mapped[UUID | None] = mapped_column(Uuid())
    facts: Mapped[dict] = mapped_column(JSON, default=dict)
    path: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]  # what one had to do about it is done, by whomever
    mailed_at: Mapped[datetime | None]

    def see(self) -> None:
        self.seen_at = self.seen_at or clock.now()


class Frequency(enum.StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


DEFAULT = {Kind.MUST_ACT: Frequency.DAILY, Kind.ASKED_TO_KNOW: Frequency.DAILY, Kind.CHANGED: Frequency.WEEKLY}


class NoticeSettings(Base):
    """How often a person wants a digest of each kind, and the key of their calendar. Who never chose has no row."""

    __tablename__ = "notice_settings"
    __kept_secret__ = ("calendar_key",)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), unique=True)
    must_act: Mapped[Frequency] = mapped_column(choice(Frequency), default=DEFAULT[Kind.MUST_ACT])
    asked_to_know: Mapped[Frequency] = mapped_column(choice(Frequency), default=DEFAULT[Kind.ASKED_TO_KNOW])
    changed: Mapped[Frequency] = mapped_column(choice(Frequency), default=DEFAULT[Kind.CHANGED])
    calendar_key: Mapped[str | None] = mapped_column(String(43), unique=True)

    def how_often(self, kind: Kind) -> Frequency:
        return getattr(self, kind.value) or DEFAULT[kind]

    def choose(self, must_act: Frequency, asked_to_know: Frequency, changed: Frequency) -> None:
        self.must_act, self.asked_to_know, self.changed = must_act, asked_to_know, changed

    def open_calendar(self) -> None:
        """A new address; the old one, if there was one, is dead."""
        self.calendar_key = secrets.token_urlsafe(32)

    def close_calendar(self) -> None:
        self.calendar_key = None
