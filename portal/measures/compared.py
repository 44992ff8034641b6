"""The area beside it: another card of the same measure, of a place that nobody changed in that time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.database import Base, Tenant, Versioned, link, looks_up, within
from portal.evidence import Kind
from portal.say import _l

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard

SAME = ("indicator_code", "kind", "better", "scale", "unit", "numerator", "denominator", "frequency")  # what makes two cards one measure

OF = "foreign(Beside.programme_id)"


class Beside(Tenant, Versioned, Base):
    """One card names one other; from the day of change on the choice stands, so that nobody tries one after the other."""

    __tablename__ = "measure_beside"
    __table_args__ = (
        UniqueConstraint("programme_id", "card_id"),
        *within(card_id="measure_card", other_id="measure_card"),
        Index("ix_measure_beside_programme_other", "programme_id", "other_id"),
    )

    card_id: Mapped[UUID] = mapped_column(Uuid())
    other_id: Mapped[UUID | None] = mapped_column(Uuid())
    chosen_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime] = mapped_column(default=clock.now)
    card: Mapped[MeasureCard] = link(
        back_populates="beside", primaryjoin=f"and_({OF} == MeasureCard.programme_id, foreign(Beside.card_id) == MeasureCard.id)"
    )
    other: Mapped[MeasureCard | None] = looks_up(
        primaryjoin=f"and_({OF} == MeasureCard.programme_id, foreign(Beside.other_id) == MeasureCard.id)"
    )


def is_same_measure(card: MeasureCard, other: MeasureCard) -> bool:
    """The same thing counted in the same way; own measures must bear the same name too."""
    named = bool(card.indicator_code) or card.name.strip().casefold() == other.name.strip().casefold()
    return named and all(getattr(card, name) == getattr(other, name) for name in SAME)


def misfit(card: MeasureCard, other: MeasureCard):
    """Why these two cannot be compared, or none."""
    if other.id == card.id or (other.programme_id, other.enterprise_id) != (card.programme_id, card.enterprise_id):
        return _l("A card is compared with another card of the same factory.")
    if card.kind is Kind.RARE:
        return _l("Rare events cannot be compared with another area: there are too few of them.")
    if other.project_id is not None and other.project_id == card.project_id:
        return _l("Both cards belong to the same project. Choose a place where nothing was changed.")
    if not is_same_measure(card, other):
        return _l("The two cards count different things, or in another rhythm. Only the same measure can be compared.")
    return None
