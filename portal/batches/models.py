"""Enterprises trained together: a batch, the modules it plans, and one enrolment for each enterprise in it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.clock import now
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.say import _l


class Format(enum.StrEnum):
    FULL = "full"
    SHORT = "short"
    VIRTUAL = "virtual"
    BLENDED = "blended"


class Status(enum.StrEnum):
    """In this order; each step is a verb of the batch."""

    DRAFT = "draft"
    RECRUITING = "recruiting"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    CLOSING = "closing"
    CLOSED = "closed"


TAKES_IN = (Status.RECRUITING, Status.CONFIRMED, Status.RUNNING)
WORKS = (Status.RUNNING, Status.CLOSING)  # facts are entered, completions proposed and decided


class Standing(enum.StrEnum):
    """Where an enrolment stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Readiness:
    """What is known of an enterprise that is to be enrolled: handed in, because other rooms know it."""

    has_consent: bool
    needs_baseline: bool = False  # before its first module
    baseline_on: date | None = None
    without_baseline: str | None = None  # why it begins all the same


class Batch(Tenant, Versioned, Base):
    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_programme_status", "programme_id", "status"),)

    name: Mapped[str] = mapped_column(String(80))
    format: Mapped[Format] = mapped_column(choice(Format))
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.DRAFT)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(500))  # why it was closed while somebody was still on the way
    plan: Mapped[list[BatchModule]] = link(back_populates="batch", order_by="BatchModule.position")
    enrolments: Mapped[list[Enrolment]] = link(back_populates="batch")
    trainers: Mapped[list[BatchTrainer]] = link(back_populates="batch", order_by="BatchTrainer.starts_on")
    days: Mapped[list[BatchDay]] = link(back_populates="batch", order_by="BatchDay.planned_on")

    @property
    def module_codes(self) -> list[str]:
        """What is planned, in its order."""
        return [planned.module_code for planned in self.plan if planned.dropped_on is None]

    def plan_modules(self, codes: list[str], on: date) -> None:
        """These modules, in this order; one that is no longer planned keeps what was completed in it."""
        known = {planned.module_code: planned for planned in self.plan}
        for position, code in enumerate(codes):
            planned = known.pop(code, None)
            if planned is None:
                self.plan.append(BatchModule(programme_id=self.programme_id, module_code=code, position=position))
            else:
                planned.position, planned.dropped_on = position, None
        for dropped in known.values():
            dropped.dropped_on = dropped.dropped_on or on

    def enrol(self, enterprise: Enterprise, on: date, ready: Readiness) -> Enrolment:
        """This enterprise joins the batch. Without its consent nobody is enrolled; a missing baseline needs a reason, which stays."""
        if self.status not in TAKES_IN:
            raise NotNow(_l("A batch takes enterprises in from the day it recruits until it closes. This one does not at present."))
        if any(enrolment.enterprise_id == enterprise.id for enrolment in self.enrolments):
            raise NotNow(_l("This enterprise is already in the batch. If it paused or left, let it take part again."))
        must_have_consent(ready.has_consent)
        if ready.needs_baseline and not (ready.baseline_on or ready.without_baseline):
            raise NotNow(
                _l("A baseline comes before the first module. Write down when it was taken, or why the enterprise begins without.")
            )
        joined = Enrolment(
            programme_id=self.programme_id, enterprise_id=enterprise.id, enterprise=enterprise, enrolled_on=on, state=Standing.ACTIVE
        )
        joined.baseline_on, joined.without_baseline = ready.baseline_on, None if ready.baseline_on else ready.without_baseline
        self.enrolments.append(joined)
        enterprise.is_prospect = False
        return joined

    def recruit(self) -> None:
        self._step(Status.DRAFT, Status.RECRUITING)

    def confirm(self) -> None:
        if not self.module_codes:
            raise NotNow(_l("A batch is confirmed with at least one planned module. Edit the batch and choose what it teaches."))
        self._step(Status.RECRUITING, Status.CONFIRMED)

    def start(self) -> None:
        self._step(Status.CONFIRMED, Status.RUNNING)

    def wind_up(self) -> None:
        """The last class is given; what is still open is completed or ended."""
        self._step(Status.RUNNING, Status.CLOSING)

    def close(self, on: date, open_count: int = 0, reason: str | None = None) -> None:
        """For good. Who is still on the way is counted by whoever asks; then the reason stays."""
        if open_count and not reason:
            raise NotNow(_l("Some enterprises of this batch are still on the way. Say why it is closed all the same."))
        if self.status not in WORKS:
            raise NotNow(_l("Only a batch that runs, or is closing, can be closed."))
        self.status = Status.CLOSED
        self.ends_on, self.closed_reason = on, reason if open_count else None

    def _step(self, needed: Status, to: Status) -> None:
        if self.status is not needed:
            raise NotNow(_l("The steps of a batch are: draft, recruiting, confirmed, running, closing, closed. This is not the next one."))
        self.status = to

    def send_trainer(self, user_id: UUID, starts_on: date, ends_on: date | None) -> BatchTrainer:
        """Who teaches this batch, from when to when."""
        if any(one.user_id == user_id and one.overlaps(starts_on, ends_on) for one in self.trainers):
            raise NotNow(_l("This trainer already teaches this batch in these days."))
        sent = BatchTrainer(programme_id=self.programme_id, user_id=user_id, starts_on=starts_on, ends_on=ends_on)
        self.trainers.append(sent)
        return sent

    def plan_day(self, module_code: str, kind: DayKind, on: date, note: str | None = None) -> BatchDay:
        if module_code not in self.module_codes:
            raise NotNow(_l("This module is not in the plan of the batch."))
        planned = BatchDay(programme_id=self.programme_id, module_code=module_code, kind=kind, planned_on=on, note=note)
        self.days.append(planned)
        return planned


def must_have_consent(has_consent: bool) -> None:
    if not has_consent:
        raise NotNow(
            _l(
                "This enterprise has not signed its consent, or has taken it back. Nobody is enrolled without: ask for it on the enterprise’s consent page."
            )
        )


class BatchModule(Tenant, Base):
    """One module in a batch's plan."""

    __tablename__ = "batch_module"
    __table_args__ = (UniqueConstraint("programme_id", "batch_id", "module_code"), *within(batch_id="batch"))

    batch_id: Mapped[UUID] = mapped_column(Uuid())
    module_code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    dropped_on: Mapped[date | None]
    batch: Mapped[Batch] = link(back_populates="plan")


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
    steps: Mapped[list[EnrolmentStep]] = link(back_populates="enrolment", order_by="EnrolmentStep.at")
    batch: Mapped[Batch] = link(back_populates="enrolments")
    enterprise: Mapped[Enterprise] = link()

    def pause(self, on: date, reason: str, by: UUID | None = None) -> None:
        if self.state is not Standing.ACTIVE:
            raise NotNow(_l("Only an enterprise that is taking part can pause."))
        self._move(Standing.PAUSED, on, reason, by)

    def resume(self, on: date, reason: str, has_consent: bool, by: UUID | None = None) -> None:
        if self.state is Standing.ACTIVE:
            raise NotNow(_l("This enterprise is already taking part."))
        must_have_consent(has_consent)
        self._move(Standing.ACTIVE, on, reason, by)

    def withdraw(self, on: date, reason: str, by: UUID | None = None) -> None:
        if self.state is Standing.WITHDRAWN:
            raise NotNow(_l("This enterprise has already left the batch."))
        self._move(Standing.WITHDRAWN, on, reason, by)

    def _move(self, to: Standing, on: date, reason: str, by: UUID | None) -> None:
        if on < (self.since_on or self.enrolled_on):
            raise NotNow(_l("This day lies before the last change of this enterprise in the batch. Write a later one."))
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
