"""Roles, and where and when they are held: grants of people, assignments of trainers."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid_utils.compat import uuid7

from portal.database import Base, Tenant, choice, link, within
from portal.errors import NotNow
from portal.say import _l

if TYPE_CHECKING:
    from portal.accounts.models import User


class Role(enum.StrEnum):
    MEMBER = "member"
    MANAGER = "manager"
    TRAINER = "trainer"
    EXPERT = "expert"
    COORDINATOR = "coordinator"
    DONOR = "donor"
    ADMINISTRATOR = "administrator"


OF_AN_ENTERPRISE = (Role.MEMBER, Role.MANAGER)
OF_A_PROGRAMME = (Role.TRAINER, Role.EXPERT, Role.COORDINATOR, Role.DONOR)


class Grant(Base):
    """A role in a programme or an enterprise, from a day to a day."""

    __tablename__ = "grant"
    __is_access__ = True
    __table_args__ = (
        UniqueConstraint("programme_id", "user_id", "role", "enterprise_id", "starts_on"),
        *within(enterprise_id="enterprise"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programme.id"))  # none: administrator
    enterprise_id: Mapped[UUID | None] = mapped_column(Uuid())
    expert_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)  # who oversees this trainer
    given_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    user: Mapped[User] = relationship(foreign_keys=[user_id], back_populates="grants")

    def stands(self, today: date) -> bool:
        """Held today or from a later day on."""
        return self.ends_on is None or self.ends_on >= max(today, self.starts_on)

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        return overlap(self, starts_on, ends_on)

    def end(self, on: date) -> None:
        """`on` is the last day on which the role counts."""
        if self.ends_on and self.ends_on <= on:
            raise NotNow(_l("This role has already ended."))
        self.ends_on = on


class Assignment(Tenant, Base):
    """A trainer reaches an enterprise from a day to a day, and on no other."""

    __tablename__ = "assignment"
    __is_access__ = True
    __table_args__ = (
        *within(enterprise_id="enterprise"),
        Index("ix_assignment_programme_enterprise", "programme_id", "enterprise_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    user: Mapped[User] = link(foreign_keys=[user_id])

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        return overlap(self, starts_on, ends_on)

    def end(self, on: date) -> None:
        """`on` is the last day on which the trainer reaches the enterprise."""
        if self.ends_on and self.ends_on <= on:
            raise NotNow(_l("This assignment has already ended."))
        self.ends_on = on


def overlap(held: Grant | Assignment, starts_on: date, ends_on: date | None) -> bool:
    """Whether the days of what is held and the new days meet; what ended before it began has no days."""
    if held.ends_on and held.ends_on < held.starts_on:
        return False
    return (held.ends_on is None or starts_on <= held.ends_on) and (ends_on is None or held.starts_on <= ends_on)
