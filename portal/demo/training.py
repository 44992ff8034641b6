"""The training of each batch: facts at the gates, proposals, and what was decided."""

from __future__ import annotations

from functools import partial

from portal.batches.completions import Completion, GateFact
from portal.batches.stands import stand_of
from portal.database import db

BY_HAND = ("class", "visits")


def tell_training(telling) -> None:
    brief = [facts for factory in telling.firms.values() for facts in factory.facts.get("training", ())]
    for facts in [*telling.facts["training"], *brief]:
        ModuleTelling(telling, telling.firms[facts["factory"]], facts)


class ModuleTelling:
    """One module of one enrolment."""

    def __init__(self, telling, factory, facts: dict):
        self.telling, self.factory, self.facts, self.code = telling, factory, facts, facts["module"]
        for gate in BY_HAND:
            if gate in facts:
                telling.on(facts[f"{gate}_day"], partial(self.enter, gate), factory.facts["trainer"])
        for deed, by in (("proposed", factory.facts["trainer"]), ("confirmed", "expert"), ("returned", "coordinator")):
            if deed in facts:
                telling.on(facts[deed], getattr(self, deed), by)

    def enter(self, gate: str) -> None:
        trainer = self.trainer
        fact = GateFact.about(self.factory.enrolment, self.code, gate)
        db.session.add(fact)
        fact.enter(trainer, self.facts.get(f"{gate}_met", True), self.facts[gate])

    @property
    def trainer(self):
        return self.telling.user(self.factory.facts["trainer"])

    def proposed(self) -> None:
        enrolment = self.factory.enrolment
        findings = stand_of(enrolment.programme_id, enrolment.id, enrolment.enterprise_id, self.code).findings
        trainer = self.trainer
        self.completion = Completion.begin(enrolment, self.code)
        db.session.add(self.completion)
        self.completion.propose(trainer, findings, self.facts.get("override"))

    def confirmed(self) -> None:
        self.completion.confirm(self.telling.user("expert"))

    def returned(self) -> None:
        self.completion.return_(self.telling.user("coordinator"), self.facts["comment"])
