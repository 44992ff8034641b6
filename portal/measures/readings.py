"""A reading: one number of one period. What is missing is no row, or a row with its reason; it is never a zero."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Double, ForeignKey, Index, String, UniqueConstraint, Uuid, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, link, looks_up, within
from portal.files.models import StoredFile
from portal.files.removals import Removable

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard


class Reading(Removable, Tenant, Versioned, Base):
    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("programme_id", "card_id", "starts_on"),
        *within(card_id="measure_card", file_id="stored_file"),
        Index("ix_reading_programme_file", "programme_id", "file_id"),
    )

    card_id: Mapped[UUID] = mapped_column(Uuid())
    starts_on: Mapped[date]
    numerator: Mapped[float | None] = mapped_column(Double())  # or the number itself
    denominator: Mapped[float | None] = mapped_column(Double())
    first_numerator: Mapped[float | None] = mapped_column(Double())  # of a number from after a change that was overwritten on its day
    first_denominator: Mapped[float | None] = mapped_column(Double())
    is_estimate: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(String(240))
    gap_because: Mapped[str | None] = mapped_column(String(240))
    excluded_because: Mapped[str | None] = mapped_column(String(240))
    excluded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    excluded_at: Mapped[datetime | None]
    file_id: Mapped[UUID | None] = mapped_column(Uuid())
    read_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[datetime] = mapped_column(default=clock.now)
    card: Mapped[MeasureCard] = link(back_populates="readings")
    read_by: Mapped[Person] = looks_up(foreign_keys=[read_by_id])
    file: Mapped[StoredFile | None] = looks_up()

    @property
    def enterprise_id(self) -> UUID:
        return self.card.enterprise_id

    def write(self, pair: tuple[float | None, float | None], by: Person, is_judged: bool) -> None:
        """What is judged already keeps the number that was written first: who sees the verdict beside it could try numbers."""
        if is_judged and self.numerator is not None and self.first_numerator is None and pair != self.pair:
            self.first_numerator, self.first_denominator = self.pair
        self.numerator, self.denominator = pair
        self.read_by_id, self.read_at = by.id, clock.now()
        if pair[0] is not None:
            self.gap_because = None

    @property
    def first(self) -> tuple[float | None, float | None] | None:
        """What was written first, where something else stands now."""
        found = self.first_numerator, self.first_denominator
        return found if self.first_numerator is not None and found != self.pair else None

    @property
    def pair(self) -> tuple[float | None, float | None]:
        return self.numerator, self.denominator

    @property
    def value(self) -> float | None:
        if self.numerator is None or self.denominator == 0:
            return None
        return self.numerator if self.denominator is None else self.numerator / self.denominator

    def cover(self, digest: str) -> None:
        """Its file shows the new bytes already."""

    def show_nothing(self) -> None:
        """The number stays: only what it was read from is shown no more."""
        self.file_id = None


def showing(programme_id: UUID, enterprise_id: UUID, digest: str) -> list[Reading]:
    """The numbers of this factory whose sheet has these bytes."""
    here = StoredFile.programme_id == programme_id, StoredFile.enterprise_id == enterprise_id, StoredFile.digest == digest
    same = and_(StoredFile.programme_id == Reading.programme_id, StoredFile.id == Reading.file_id)
    return list(db.session.scalars(select(Reading).join(StoredFile, same).where(*here)))


class Decision(enum.StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Amendment(Tenant, Versioned, Base):
    """A number changed after it was locked: asked for by one person, decided by another, and both numbers stay."""

    __tablename__ = "amendment"
    __table_args__ = (
        *within(card_id="measure_card", enterprise_id="enterprise"),
        Index("ix_amendment_programme_card", "programme_id", "card_id"),
        Index("ix_amendment_programme_enterprise_state", "programme_id", "enterprise_id", "state"),
    )

    card_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    starts_on: Mapped[date]
    old_numerator: Mapped[float | None] = mapped_column(Double())
    old_denominator: Mapped[float | None] = mapped_column(Double())
    new_numerator: Mapped[float | None] = mapped_column(Double())
    new_denominator: Mapped[float | None] = mapped_column(Double())
    reason: Mapped[str] = mapped_column(String(400))
    state: Mapped[Decision] = mapped_column(choice(Decision), default=Decision.ASKED)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(400))
    card: Mapped[MeasureCard] = looks_up()
    asked_by: Mapped[Person] = looks_up(foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = looks_up(foreign_keys=[decided_by_id])
