"""A stored verdict: the running one, and the two that are taken once and stay."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import JSON, Double, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, deferred, mapped_column

from portal import clock
from portal.database import Base, Tenant, choice, link, within
from portal.evidence import Verdict

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard


class ReviewKind(enum.StrEnum):
    RUNNING = "running"  # may change back with new numbers until the next change is declared, and is not counted
    SIX = "six"
    TWELVE = "twelve"


LOCKED = (ReviewKind.TWELVE, ReviewKind.SIX)  # the later one counts


class Review(Tenant, Base):
    """One row for each change, kind and version of the rule: another version is reckoned beside, never over. From the next change on the running one stays, too."""

    __tablename__ = "measure_review"
    __unrecorded__ = True  # it follows from what is recorded, and names the digest of it
    __table_args__ = (
        UniqueConstraint("programme_id", "change_id", "kind", "rule_version"),
        *within(card_id="measure_card", change_id="measured_change"),
        Index("ix_measure_review_programme_card", "programme_id", "card_id"),
    )

    card_id: Mapped[UUID] = mapped_column(Uuid())
    change_id: Mapped[UUID] = mapped_column(Uuid())
    kind: Mapped[ReviewKind] = mapped_column(choice(ReviewKind))
    rule_version: Mapped[str] = mapped_column(String(12))
    inputs_digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    n_before: Mapped[int] = mapped_column(default=0)
    n_after: Mapped[int] = mapped_column(default=0)
    pool_y: Mapped[float | None] = mapped_column(Double())
    pool_se: Mapped[float | None] = mapped_column(Double())
    is_complement: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[dict] = mapped_column(JSON)
    inputs: Mapped[dict | None] = deferred(mapped_column(JSON))  # of those that stay: what they were made from
    until: Mapped[date | None]  # of those that stay: the last day they look at
    amended_at: Mapped[datetime | None]  # a number in it was changed later: a footnote, never another verdict
    card: Mapped[MeasureCard] = link(back_populates="reviews")
