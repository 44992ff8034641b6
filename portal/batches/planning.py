"""Who teaches a batch on which days, and when its classes and visits are."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base, Tenant, choice, link, within
from portal.errors import NotNow
from portal.say import _l

if TYPE_CHECKING:
    from portal.batches.models import Batch


class BatchTrainer(Tenant, Base):
    """A trainer who teaches a batch on these days."""

    __tablename__ = "batch_trainer"
    __table_args__ = (*within(batch_id="batch"), Index("ix_batch_trainer_programme_batch", "programme_id", "batch_id"))

    batch_id: Mapped[UUID] = mapped_column(Uuid())
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    batch: Mapped[Batch] = link(back_populates="trainers")

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        return (ends_on is None or self.starts_on <= ends_on) and (self.ends_on is None or starts_on <= self.ends_on)

    def end(self, on: date) -> None:
        if self.ends_on is not None and self.ends_on <= on:
            raise NotNow(_l("This trainer’s days in the batch have already ended."))
        self.ends_on = max(on, self.starts_on)


class DayKind(enum.StrEnum):
    CLASS = "class"
    VISIT = "visit"


class BatchDay(Tenant, Base):
    """A planned class or round of visits of one module."""

    __tablename__ = "batch_day"
    __table_args__ = (*within(batch_id="batch"), Index("ix_batch_day_programme_batch", "programme_id", "batch_id"))

    batch_id: Mapped[UUID] = mapped_column(Uuid())
    module_code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[DayKind] = mapped_column(choice(DayKind))
    planned_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(200))
    dropped_on: Mapped[date | None]
    batch: Mapped[Batch] = link(back_populates="days")

    def drop(self, on: date) -> None:
        self.dropped_on = self.dropped_on or on
