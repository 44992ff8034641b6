"""Enterprises trained together: a batch, the modules it plans, and one enrolment for each enterprise in it."""

from __future__ import annotations

import enum
from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

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
    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


class Standing(enum.StrEnum):
    """Where an enrolment stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


class Batch(Tenant, Versioned, Base):
    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_programme_status", "programme_id", "status"),)

    name: Mapped[str] = mapped_column(String(80))
    format: Mapped[Format] = mapped_column(choice(Format))
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.DRAFT)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    plan: Mapped[list[BatchModule]] = link(back_populates="batch", order_by="BatchModule.position")
    enrolments: Mapped[list[Enrolment]] = link(back_populates="batch")

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

    def enrol(self, enterprise: Enterprise, on: date) -> Enrolment:
        """This enterprise joins the batch."""
        if self.status is Status.CLOSED:
            raise NotNow(_l("This batch is closed. Enrol the enterprise in a batch that is still to run."))
        if any(enrolment.enterprise_id == enterprise.id for enrolment in self.enrolments):
            raise NotNow(_l("This enterprise is already in the batch. If it paused or left, let it take part again."))
        joined = Enrolment(
            programme_id=self.programme_id, enterprise_id=enterprise.id, enterprise=enterprise, enrolled_on=on, state=Standing.ACTIVE
        )
        self.enrolments.append(joined)
        enterprise.is_prospect = False
        return joined

    def start(self) -> None:
        if self.status in (Status.RUNNING, Status.CLOSED):
            raise NotNow(_l("This batch has already started."))
        if not self.module_codes:
            raise NotNow(_l("A batch starts with at least one planned module. Edit the batch and choose what it teaches."))
        self.status = Status.RUNNING

    def close(self, on: date) -> None:
        if self.status is not Status.RUNNING:
            raise NotNow(_l("Only a running batch can be closed."))
        self.status, self.ends_on = Status.CLOSED, on


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
    batch: Mapped[Batch] = link(back_populates="enrolments")
    enterprise: Mapped[Enterprise] = link()

    def pause(self, on: date, reason: str) -> None:
        if self.state is not Standing.ACTIVE:
            raise NotNow(_l("Only an enterprise that is taking part can pause."))
        self.state, self.since_on, self.reason = Standing.PAUSED, on, reason

    def resume(self) -> None:
        if self.state is Standing.ACTIVE:
            raise NotNow(_l("This enterprise is already taking part."))
        self.state, self.since_on, self.reason = Standing.ACTIVE, None, None

    def withdraw(self, on: date, reason: str) -> None:
        if self.state is Standing.WITHDRAWN:
            raise NotNow(_l("This enterprise has already left the batch."))
        self.state, self.since_on, self.reason = Standing.WITHDRAWN, on, reason

    def must_take_part(self) -> None:
        """What a module's completion rests on."""
        if self.state is not Standing.ACTIVE:
            raise NotNow(_l("This enterprise has paused or left the batch. Let it take part again first."))
        if self.batch.status is not Status.RUNNING:
            raise NotNow(_l("This batch is not running, so nothing in it can be proposed or entered."))
