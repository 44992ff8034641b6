"""A module completed by an enterprise: facts at the gates, a proposal, and a decision that is never the proposer's own."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column

from portal.accounts.models import User
from portal.batches import gates
from portal.batches.gates import Finding
from portal.batches.models import Enrolment
from portal.clock import now
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.errors import NotNow
from portal.say import _l


class State(enum.StrEnum):
    OPEN = "open"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Completion(Tenant, Versioned, Base):
    __tablename__ = "completion"
    __table_args__ = (
        UniqueConstraint("programme_id", "enrolment_id", "module_code"),
        *within(enrolment_id="enrolment", enterprise_id="enterprise"),
        Index("ix_completion_programme_state", "programme_id", "state"),
        Index("ix_completion_programme_enterprise", "programme_id", "enterprise_id"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    module_code: Mapped[str] = mapped_column(String(40))
    state: Mapped[State] = mapped_column(choice(State), default=State.OPEN)
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    comment: Mapped[str | None] = mapped_column(Text)  # why it was returned
    reason: Mapped[str | None] = mapped_column(Text)  # why it was withdrawn
    override_reason: Mapped[str | None] = mapped_column(Text)  # why it was proposed with a gate missing
    is_same_device: Mapped[bool] = mapped_column(default=False)  # confirmed where it was proposed minutes before: a flag, no bar
    enrolment: Mapped[Enrolment] = link()
    steps: WriteOnlyMapped[CompletionStep] = link(back_populates="completion")

    @classmethod
    def begin(cls, enrolment: Enrolment, module_code: str) -> Completion:
        return cls(
            programme_id=enrolment.programme_id,
            enrolment=enrolment,
            enterprise_id=enrolment.enterprise_id,
            module_code=module_code,
            state=State.OPEN,
        )

    @property
    def is_exception(self) -> bool:
        """Proposed with something missing: only the coordinator decides."""
        return self.override_reason is not None

    def propose(self, by: User, findings: Mapping[str, Finding], override_reason: str | None = None) -> None:
        """Every gate is met, or there is a reason, which stays beside the completion."""
        self.enrolment.must_take_part()
        if self.state in (State.PROPOSED, State.CONFIRMED):
            raise NotNow(_l("This module is already proposed or confirmed."))
        missing = [gate for gate in gates.GATES if not findings[gate.code].met]
        if missing and not override_reason:
            things = str(_l(", ")).join(str(gate.title) for gate in missing)
            raise NotNow(
                _l("Still missing: %(things)s. Enter what was done, or say why the coordinator should make an exception.", things=things)
            )
        self.proposed_by, self.proposed_at = by.id, now()
        self.decided_by = self.decided_at = self.comment = self.reason = None
        self.override_reason, self.is_same_device = override_reason if missing else None, False
        self._step(by, State.PROPOSED, self.override_reason)

    def confirm(self, by: User, is_same_device: bool = False) -> None:
        self._must_be_undecided(by)
        self.is_same_device = is_same_device
        self._decide(by, State.CONFIRMED)

    def return_(self, by: User, comment: str) -> None:
        """Back to the trainer, with what is still to do."""
        self._must_be_undecided(by)
        self.comment = comment
        self._decide(by, State.RETURNED, comment)

    def withdraw(self, by: User, reason: str) -> None:
        """Taken back: a proposal by the trainer, a confirmation by whoever may confirm."""
        if self.state not in (State.PROPOSED, State.CONFIRMED):
            raise NotNow(_l("There is no proposal or confirmation here to withdraw."))
        self.reason = reason
        self._decide(by, State.WITHDRAWN, reason)

    def _must_be_undecided(self, by: User) -> None:
        if self.state is not State.PROPOSED:
            raise NotNow(_l("This module is not waiting for a decision. Open it once more and look at what happened."))
        if self.proposed_by == by.id:
            raise NotNow(
                _l("You proposed this yourself. Nobody confirms or returns their own entry: another expert or the coordinator does.")
            )

    def _decide(self, by: User, state: State, words: str | None = None) -> None:
        self.decided_by, self.decided_at = by.id, now()
        self._step(by, state, words)

    def _step(self, by: User, to: State, words: str | None) -> None:
        self.steps.add(CompletionStep(programme_id=self.programme_id, by_id=by.id, moved_from=self.state, moved_to=to, comment=words))
        self.state = to


class CompletionStep(Tenant, Base):
    """The trail that everybody sees: who, when, from where to where, and in which words."""

    __tablename__ = "completion_step"
    __table_args__ = (
        *within(completion_id="completion"),
        Index("ix_completion_step_programme_completion", "programme_id", "completion_id"),
    )

    completion_id: Mapped[UUID] = mapped_column(Uuid())
    by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    moved_from: Mapped[State] = mapped_column(choice(State))
    moved_to: Mapped[State] = mapped_column(choice(State))
    comment: Mapped[str | None] = mapped_column(Text)
    completion: Mapped[Completion] = link(back_populates="steps")


class GateFact(Tenant, Versioned, Base):
    """Whether a gate is met, entered by hand because no room knows it yet."""

    __tablename__ = "gate_fact"
    __table_args__ = (
        UniqueConstraint("programme_id", "enrolment_id", "module_code", "gate"),
        *within(enrolment_id="enrolment", enterprise_id="enterprise"),
        Index("ix_gate_fact_programme_enterprise", "programme_id", "enterprise_id"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    module_code: Mapped[str] = mapped_column(String(40))
    gate: Mapped[str] = mapped_column(String(24))
    met: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(String(500))
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime]
    enrolment: Mapped[Enrolment] = link()

    @classmethod
    def about(cls, enrolment: Enrolment, module_code: str, gate: str) -> GateFact:
        return cls(
            programme_id=enrolment.programme_id,
            enrolment=enrolment,
            enterprise_id=enrolment.enterprise_id,
            module_code=module_code,
            gate=gate,
        )

    def enter(self, by: User, met: bool, note: str | None, completion: Completion | None = None) -> None:
        """What somebody saw: whether it is done, who came, on which days."""
        self.enrolment.must_take_part()
        if gates.known_by_a_room(self.gate):
            raise NotNow(_l("The portal knows this by itself. It changes where the work is written down."))
        if completion and completion.state in (State.PROPOSED, State.CONFIRMED):
            raise NotNow(_l("This module is already proposed or confirmed. It must be returned or withdrawn before its facts change."))
        self.met, self.note, self.entered_by, self.entered_at = met, note, by.id, now()
