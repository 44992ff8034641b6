"""What an event is made of: slots of its agenda, lines of its budget, and those who help at the door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.database import Base, Tenant, Versioned, link, looks_up, within
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.files.models import StoredFile
from portal.say import _l

if TYPE_CHECKING:
    from portal.events.models import Event


class Slot(Tenant, Versioned, Base):
    """One point of the agenda, with who speaks and the short video they show."""

    __tablename__ = "slot"
    __table_args__ = (
        *within(event_id="event", enterprise_id="enterprise", file_id="stored_file"),
        Index("ix_slot_programme_event", "programme_id", "event_id"),
        Index("ix_slot_programme_enterprise", "programme_id", "enterprise_id"),
        Index("ix_slot_programme_file", "programme_id", "file_id"),
    )

    event_id: Mapped[UUID] = mapped_column(Uuid())
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    speaker: Mapped[str | None] = mapped_column(String(120))
    role: Mapped[str | None] = mapped_column(String(120))  # what the speaker does
    enterprise_id: Mapped[UUID | None] = mapped_column(Uuid())  # that tells of its own experience
    video_link: Mapped[str | None] = mapped_column(String(500))
    file_id: Mapped[UUID | None] = mapped_column(Uuid())
    dropped_at: Mapped[datetime | None]
    event: Mapped[Event] = link(back_populates="slots")
    enterprise: Mapped[Enterprise | None] = looks_up()
    file: Mapped[StoredFile | None] = looks_up()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def has_video(self) -> bool:
        return bool(self.file_id or self.video_link)

    def show_video(self, stored: StoredFile) -> None:
        """A film belongs to the enterprise that speaks: it counts as theirs, and leaves with them."""
        if stored.enterprise_id != self.enterprise_id:
            raise NotNow(_l("A video belongs to the enterprise that speaks. Choose first which enterprise speaks in this slot."))
        self.file_id = stored.id

    def take_video_away(self) -> None:
        if not self.has_video:
            raise NotNow(_l("There is no video in this slot."))
        self.file_id = self.video_link = None

    def drop(self) -> None:
        if self.dropped_at:
            raise NotNow(_l("This point is already out of the agenda."))
        self.dropped_at = clock.now()


class BudgetLine(Tenant, Versioned, Base):
    """What a thing was to cost and did cost, in the programme's currency; none is not known, which is not zero."""

    __tablename__ = "budget_line"
    __table_args__ = (*within(event_id="event"), Index("ix_budget_line_programme_event", "programme_id", "event_id"))

    event_id: Mapped[UUID] = mapped_column(Uuid())
    item: Mapped[str] = mapped_column(String(120))
    planned: Mapped[int | None] = mapped_column(BigInteger)
    actual: Mapped[int | None] = mapped_column(BigInteger)
    dropped_at: Mapped[datetime | None]
    event: Mapped[Event] = link(back_populates="budget")

    def describe(self, item: str, planned: int | None, actual: int | None) -> None:
        self.item, self.planned, self.actual = item, planned, actual

    def drop(self) -> None:
        if self.dropped_at:
            raise NotNow(_l("This line is already out of the budget."))
        self.dropped_at = clock.now()


class EventHelper(Tenant, Base):
    """A trainer or expert who sees the event and checks guests in, although none of its enterprises is theirs."""

    __tablename__ = "event_helper"
    __table_args__ = (UniqueConstraint("programme_id", "event_id", "user_id"), *within(event_id="event"))

    event_id: Mapped[UUID] = mapped_column(Uuid())
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    event: Mapped[Event] = link(back_populates="helpers")
