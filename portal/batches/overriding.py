"""A batch goes on although something is missing: why, and who said so, stays to be read."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.models import Person, User
from portal.batches.states import Status
from portal.clock import now
from portal.database import Base, Tenant, choice, looks_up, within


class Missing(enum.StrEnum):
    TRAINER = "trainer"
    DAYS = "days"
    ENTERPRISES = "enterprises"


@dataclass(frozen=True)
class Anyway:
    """What is missing at a step, and why it is taken all the same."""

    missing: tuple[Missing, ...]
    reason: str | None
    by: User


class BatchOverride(Tenant, Base):
    """One step of a batch that was taken although something was missing."""

    __tablename__ = "batch_override"
    __table_args__ = (*within(batch_id="batch"), Index("ix_batch_override_programme_batch", "programme_id", "batch_id"))

    batch_id: Mapped[UUID] = mapped_column(Uuid())
    moved_to: Mapped[Status] = mapped_column(choice(Status))
    missing: Mapped[str] = mapped_column(String(80))  # what was, by a blank
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[Person] = looks_up()

    @property
    def lacked(self) -> list[Missing]:
        return [code for code in Missing if code in self.missing.split()]
