"""What the page of one module of one enrolment says: the finding first, who may do what, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from sqlalchemy import Row

from portal.accounts.models import User
from portal.batches import policy
from portal.batches.completions import Completion, State
from portal.batches.forms import FactForm, fact_form
from portal.batches.models import WORKS, Enrolment, Standing
from portal.batches.modules import Title
from portal.batches.stands import Check, Stand
from portal.batches.words import DECIDED, FINDINGS


@dataclass(frozen=True)
class Page:
    user: User
    enrolment: Enrolment
    completion: Completion | None
    code: str
    title: Title
    stand: Stand
    trail: list[Row]
    overseers: list[Row]

    @property
    def state(self) -> State:
        return self.completion.state if self.completion else State.OPEN

    @property
    def version(self) -> int:
        return self.completion.version if self.completion else 0

    @property
    def url(self) -> str:
        return url_for("batches.show_completion", enrolment_id=self.enrolment.id, code=self.code)

    @property
    def finding(self):
        return DECIDED.get(self.state) or FINDINGS[len(self.stand.missing)]

    @property
    def is_open(self) -> bool:
        """Whether the trainer's hand is in it: it runs, and nothing is proposed or confirmed."""
        running = self.enrolment.state is Standing.ACTIVE and self.enrolment.batch.status in WORKS
        return running and self.state in (State.OPEN, State.RETURNED, State.WITHDRAWN)

    @property
    def may_enter(self) -> bool:
        return self.is_open and policy.can_enter(self.user, self.enrolment)

    @property
    def may_propose(self) -> bool:
        return self.is_open and policy.can_propose(self.user, self.enrolment)

    @property
    def may_decide(self) -> bool:
        if self.completion is None or self.state is not State.PROPOSED or self.completion.proposed_by == self.user.id:
            return False
        return policy.rule_to_decide(self.completion)(self.user, self.completion)

    @property
    def may_withdraw(self) -> bool:
        if self.completion is None or self.state not in (State.PROPOSED, State.CONFIRMED):
            return False
        return policy.rule_to_withdraw(self.completion)(self.user, self.completion)

    @property
    def is_flagged(self) -> bool:
        """Confirmed on the device of the proposal: told to those who may confirm."""
        found = self.completion
        return found is not None and found.is_same_device and self.state is State.CONFIRMED and policy.can_confirm(self.user, found)

    @property
    def may_see_batches(self) -> bool:
        return policy.can_see_batches(self.user)

    def fact_forms(self, typed: FactForm | None = None) -> dict[str, FactForm]:
        """A form for each gate that is entered by hand; `typed` is the one that was sent and is shown again."""
        by_hand = [check for check in self.stand.checks if check.by_hand] if self.may_enter else []
        forms = {check.gate.code: fact_form(check.gate.code) for check in by_hand}
        return {check.gate.code: typed if isinstance(typed, forms[check.gate.code]) else form_for(check) for check in by_hand}


def form_for(check: Check) -> FactForm:
    return fact_form(check.gate.code).fresh(met=check.met, note=check.finding.says if check.version else None, version=check.version or 0)
