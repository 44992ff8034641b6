"""A batch from its plan to its end: who joins, which days are planned, a pause, who leaves, and when it is closed."""

from __future__ import annotations

from functools import partial

from portal import clock
from portal.batches.models import Batch, DayKind, Format, Standing
from portal.consent.asking import has_signed
from portal.database import db
from portal.demo.factory import FactoryTelling


class BatchTelling:
    def __init__(self, telling, facts: dict):
        self.telling, self.facts = telling, facts
        self.factories = [FactoryTelling(telling, one, facts) for one in facts["factories"]]

    def tell(self) -> None:
        on, facts = self.telling.on, self.facts
        on(facts["planned"], self.plan)
        for factory in self.factories:
            on(facts["starts"], partial(factory.join, self))
        on(facts["starts"], self.start)
        for verb in ("pause", "resume", "teach_more", "wind_up", "close"):
            if verb in facts:
                on(facts[verb]["day"], getattr(self, verb))
        for factory in self.factories:
            if left := factory.facts.get("left"):
                on(left["day"], partial(self.leave, factory, left["reason"]))

    @property
    def by(self):
        return self.telling.user("coordinator")

    def plan(self) -> None:
        name, kind = self.facts["name"], Format(self.facts["format"])
        starts_on = self.telling.date(self.facts["starts"])
        self.batch = Batch(
            programme_id=self.telling.programme.id, name=name, name_ur=self.facts["name_ur"], format=kind, starts_on=starts_on
        )
        db.session.add(self.batch)
        self.batch.plan_modules(self.facts["begins_with"], clock.today())
        db.session.flush()
        self.batch.recruit()

    def start(self) -> None:
        self.batch.confirm()
        self.batch.start()
        for trainer in self.facts["sent"]:
            self.batch.send_trainer(self.telling.user(trainer).id, self.batch.starts_on, self.telling.date(self.facts["until"]))
        self.plan_days(self.facts["days"])

    def plan_days(self, days: list[dict]) -> None:
        for one in days:
            self.batch.plan_day(one["module"], DayKind(one["kind"]), self.telling.date(one["day"]), one.get("note"))

    def pause(self) -> None:
        for factory in self.factories:
            if factory.enrolment.state is Standing.ACTIVE:
                factory.enrolment.pause(clock.today(), self.facts["pause"]["reason"], self.by.id)

    def resume(self) -> None:
        for factory in self.factories:
            if factory.enrolment.state is Standing.PAUSED and "left" not in factory.facts:
                agreed = bool(has_signed(self.batch.programme_id, [factory.enterprise.id]))
                factory.enrolment.resume(clock.today(), self.facts["resume"]["reason"], agreed, self.by.id)

    def leave(self, factory: FactoryTelling, reason: str) -> None:
        factory.enrolment.withdraw(clock.today(), reason, self.by.id)

    def teach_more(self) -> None:
        self.batch.plan_modules(self.facts["modules"], clock.today())
        self.plan_days(self.facts["teach_more"]["days"])

    def wind_up(self) -> None:
        self.batch.wind_up()

    def close(self) -> None:
        self.batch.close(clock.today())
