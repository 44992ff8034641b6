"""Enterprises trained together: a batch, the modules it plans, and one enrolment for each enterprise in it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.batches.enrolments import ALREADY_IN, Enrolment, EnrolmentStep, Readiness, must_have_consent
from portal.batches.overriding import Anyway, BatchOverride
from portal.batches.planning import BatchDay, BatchTrainer, DayKind
from portal.batches.states import TAKES_IN, WORKS, Format, Standing, Status
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.enterprises import enrolled, stops
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.say import _l

__all__ = [
    "WORKS",
    "Batch",
    "BatchDay",
    "BatchModule",
    "BatchOverride",
    "BatchTrainer",
    "DayKind",
    "Enrolment",
    "EnrolmentStep",
    "Format",
    "Readiness",
    "Standing",
    "Status",
]


class Batch(Tenant, Versioned, Base):
    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_programme_status", "programme_id", "status"),)

    name: Mapped[str] = mapped_column(String(80))
    name_ur: Mapped[str | None] = mapped_column(String(80))
    format: Mapped[Format] = mapped_column(choice(Format))
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.DRAFT)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(500))  # why it was closed while somebody was still on the way
    plan: Mapped[list[BatchModule]] = link(back_populates="batch", order_by="BatchModule.position")
    enrolments: Mapped[list[Enrolment]] = link(back_populates="batch")
    trainers: Mapped[list[BatchTrainer]] = link(back_populates="batch", order_by="BatchTrainer.starts_on")
    days: Mapped[list[BatchDay]] = link(back_populates="batch", order_by="BatchDay.planned_on")
    overrides: Mapped[list[BatchOverride]] = link(order_by="BatchOverride.at")

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
        """This enterprise joins the batch. Nobody is enrolled who is stopped or has not signed; a missing decision or baseline needs a reason, which stays."""
        if self.status not in TAKES_IN:
            raise NotNow(_l("A batch takes enterprises in from the day it recruits until it closes. This one does not at present."))
        if any(enrolment.enterprise_id == enterprise.id for enrolment in self.enrolments):
            raise NotNow(ALREADY_IN)
        stops.refuse(enterprise)
        must_have_consent(ready.has_consent)
        if ready.undecided and not ready.without_decision:
            raise NotNow(ready.undecided)
        if ready.needs_baseline and not (ready.baseline_on or ready.without_baseline):
            raise NotNow(
                _l("A baseline comes before the first module. Write down when it was taken, or why the enterprise begins without.")
            )
        joined = Enrolment(
            programme_id=self.programme_id, enterprise_id=enterprise.id, enterprise=enterprise, enrolled_on=on, state=Standing.ACTIVE
        )
        joined.baseline_on, joined.without_baseline = ready.baseline_on, None if ready.baseline_on else ready.without_baseline
        joined.without_decision = ready.without_decision if ready.undecided else None
        self.enrolments.append(joined)
        enterprise.is_prospect = False
        enrolled.tell(self.programme_id, enterprise.id, on)
        return joined

    def recruit(self) -> None:
        self._step(Status.DRAFT, Status.RECRUITING)

    def confirm(self, anyway: Anyway | None = None) -> None:
        if not self.module_codes:
            raise NotNow(_l("A batch is confirmed with at least one planned module. Edit the batch and choose what it teaches."))
        self._step(Status.RECRUITING, Status.CONFIRMED, anyway)

    def start(self, anyway: Anyway | None = None) -> None:
        self._step(Status.CONFIRMED, Status.RUNNING, anyway)

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

    def _step(self, needed: Status, to: Status, anyway: Anyway | None = None) -> None:
        """Onward; with something missing only for a reason, which stays."""
        if self.status is not needed:
            raise NotNow(_l("The steps of a batch are: draft, recruiting, confirmed, running, closing, closed. This is not the next one."))
        if anyway and anyway.missing:
            if not anyway.reason:
                raise NotNow(
                    _l("Something is still missing. Mend it, or say why the batch goes on without; the reason is kept."), beside="reason"
                )
            facts = {"moved_to": to, "missing": " ".join(anyway.missing), "reason": anyway.reason, "by_id": anyway.by.person_id}
            self.overrides.append(BatchOverride(programme_id=self.programme_id, **facts))
        self.status = to

    def send_trainer(self, user_id: UUID, starts_on: date, ends_on: date | None) -> BatchTrainer:
        """Who teaches this batch, from when to when."""
        if any(one.user_id == user_id and one.overlaps(starts_on, ends_on) for one in self.trainers):
            raise NotNow(_l("This trainer already teaches this batch in these days."), beside="trainer")
        sent = BatchTrainer(programme_id=self.programme_id, user_id=user_id, starts_on=starts_on, ends_on=ends_on)
        self.trainers.append(sent)
        return sent

    def plan_day(self, module_code: str, kind: DayKind, on: date, note: str | None = None) -> BatchDay:
        if module_code not in self.module_codes:
            raise NotNow(_l("This module is not in the plan of the batch."))
        planned = BatchDay(programme_id=self.programme_id, module_code=module_code, kind=kind, planned_on=on, note=note)
        self.days.append(planned)
        return planned


class BatchModule(Tenant, Base):
    """One module in a batch's plan."""

    __tablename__ = "batch_module"
    __table_args__ = (UniqueConstraint("programme_id", "batch_id", "module_code"), *within(batch_id="batch"))

    batch_id: Mapped[UUID] = mapped_column(Uuid())
    module_code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    dropped_on: Mapped[date | None]
    batch: Mapped[Batch] = link(back_populates="plan")
