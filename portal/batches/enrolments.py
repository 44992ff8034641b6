"""One enterprise in one batch: how it came in, pauses, comes back and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.batches.states import WORKS, Standing, Status
from portal.clock import now
from portal.database import Base, Tenant, choice, link, within
from portal.enterprises import stops
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.say import _l

if TYPE_CHECKING:
    from portal.batches.models import Batch


@dataclass(frozen=True)
class Readiness:
    """What is known of an enterprise that is to be enrolled: handed in, because other rooms know it."""

    has_consent: bool
    needs_baseline: bool = False  # before its first module
    baseline_on: date | None = None
    without_baseline: str | None = None  # why it begins all the same
    undecided: object = None  # why it is not decided that it comes in
    without_decision: str | None = None  # why it joins all the same


ALREADY_IN = _l("This enterprise is already in the batch. If it paused or left, let it take part again.")
WITHOUT_CONSENT = _l(
    "This enterprise has not signed its consent, or has taken it back. Nobody is enrolled without: ask for it on the enterprise’s consent page."
)


def must_have_consent(has_consent: bool) -> None:
    if not has_consent:
        raise NotNow(WITHOUT_CONSENT, beside="on")


class Enrolment(Tenant, Base):
    """One enterprise in one batch."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("programme_id", "batch_id", "enterprise_id"),
        *within(batch_id="batch", enterprise_id="enterprise"),
        Index("ix_enrolment_programme_enterprise", "programme_id", "enterprise_id"),
    )

    batch_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    enrolled_on: Mapped[date]
    state: Mapped[Standing] = mapped_column(choice(Standing), default=Standing.ACTIVE)
    since_on: Mapped[date | None]  # of the pause or the withdrawal
    reason: Mapped[str | None] = mapped_column(String(500))
    baseline_on: Mapped[date | None]
    without_baseline: Mapped[str | None] = mapped_column(String(500))  # why it began without one
    without_decision: Mapped[str | None] = mapped_column(String(500))  # why it joined although nobody decided to take it in
    steps: Mapped[list[EnrolmentStep]] = link(back_populates="enrolment", order_by="EnrolmentStep.at")
    batch: Mapped[Batch] = link(back_populates="enrolments")
    enterprise: Mapped[Enterprise] = link()

    @property
    def is_over(self) -> bool:
        """Its batch is closed: how it stood on that day stays."""
        return self.batch.status is Status.CLOSED

    def pause(self, on: date, reason: str, by: UUID | None = None) -> None:
        if self.state is not Standing.ACTIVE:
            raise NotNow(_l("Only an enterprise that is taking part can pause."))
        self._move(Standing.PAUSED, on, reason, by)

    def resume(self, on: date, reason: str, has_consent: bool, by: UUID | None = None) -> None:
        if self.state is Standing.ACTIVE:
            raise NotNow(_l("This enterprise is already taking part."))
        stops.refuse(self.enterprise)
        must_have_consent(has_consent)
        self._move(Standing.ACTIVE, on, reason, by)

    def withdraw(self, on: date, reason: str, by: UUID | None = None) -> None:
        if self.state is Standing.WITHDRAWN:
            raise NotNow(_l("This enterprise has already left the batch."))
        self._move(Standing.WITHDRAWN, on, reason, by)

    def _move(self, to: Standing, on: date, reason: str, by: UUID | None) -> None:
        if self.is_over:
            raise NotNow(_l("This batch is closed. How each enterprise stood on that day stays."))
        if on < (self.since_on or self.enrolled_on):
            raise NotNow(_l("This day lies before the last change of this enterprise in the batch. Write a later one."), beside="on")
        step = EnrolmentStep(programme_id=self.programme_id, by_id=by, moved_from=self.state, moved_to=to, since_on=on, reason=reason)
        self.steps.append(step)
        self.state, self.since_on, self.reason = (to, None, None) if to is Standing.ACTIVE else (to, on, reason)

    def must_take_part(self) -> None:
        """What a module's completion rests on."""
        if self.state is not Standing.ACTIVE:
            raise NotNow(_l("This enterprise has paused or left the batch. Let it take part again first."))
        if self.batch.status not in WORKS:
            raise NotNow(_l("This batch is not running, so nothing in it can be proposed or entered."))


class EnrolmentStep(Tenant, Base):
    """A pause, a return or a leaving, with its reason: how one enterprise went through one batch."""

    __tablename__ = "enrolment_step"
    __table_args__ = (*within(enrolment_id="enrolment"), Index("ix_enrolment_step_programme_enrolment", "programme_id", "enrolment_id"))

    enrolment_id: Mapped[UUID] = mapped_column(Uuid())
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))  # none: it followed from something else
    at: Mapped[datetime] = mapped_column(default=now)
    moved_from: Mapped[Standing] = mapped_column(choice(Standing))
    moved_to: Mapped[Standing] = mapped_column(choice(Standing))
    since_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(String(500))
    enrolment: Mapped[Enrolment] = link(back_populates="steps")
