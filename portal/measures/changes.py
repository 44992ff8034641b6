"""The day of change: declared once, by somebody, with all that is fixed from then on."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, link, looks_up, within

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard


class Change(Tenant, Versioned, Base):
    """`locked` holds the card's definition, the answer about its choice, and the baseline, as they stood then."""

    __tablename__ = "measured_change"
    __table_args__ = (UniqueConstraint("programme_id", "card_id", "changed_on"), *within(card_id="measure_card"))

    card_id: Mapped[UUID] = mapped_column(Uuid())
    changed_on: Mapped[date]
    first_for: Mapped[date | None]  # the day for which it was declared, where it was put off
    delayed_because: Mapped[str | None] = mapped_column(String(240))
    what: Mapped[str | None] = mapped_column(String(240))
    declared_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime] = mapped_column(default=clock.now)
    locked: Mapped[dict] = mapped_column(JSON)
    amended_at: Mapped[datetime | None]  # when a number of its baseline was changed, with approval
    card: Mapped[MeasureCard] = link(back_populates="changes")
    declared_by: Mapped[Person] = looks_up(foreign_keys=[declared_by_id])

    @property
    def declared_for(self) -> date:
        """The day that was said first: the numbers from before it are what the change is compared with, however often it is put off."""
        return self.first_for or self.changed_on
