"""What the factories count: cards, numbers week by week, the day of change, and the reviews that the worker takes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from portal.evidence import Better, Kind
from portal.improvement.models import Project, Stage
from portal.measures import entering, locking
from portal.measures.indicators import catalogue
from portal.measures.judging import take_due_reviews
from portal.measures.models import Frequency, MeasureCard
from portal.measures.subjects import Subject

WEEKLY, WEEK = Frequency.WEEKLY, timedelta(days=7)
OWN = ("name", "unit", "counted_by", "source", "numerator", "denominator")
ENOUGH_FOR_A_REVIEW = (6, 12, 13)


class MeasureTelling:
    """One card of one project: made with the numbers from before, locked with the change, then one number a week."""

    def __init__(self, project, facts: dict):
        self.project, self.facts, self.telling = project, facts, project.factory.telling
        self.after, self.before = facts.get("after", []), facts.get("before", [])
        if "not_tracked" in facts:
            self.on(self.day_of_change - 1, self.say_not_tracked)
        elif "events" in facts:
            self.tell_events()
        else:
            self.tell_numbers()

    def on(self, day: int, deed) -> None:
        facts = self.project.facts
        self.telling.on(max(day, facts["day"]), deed, facts.get("owner") or facts["by"])

    @property
    def steps(self) -> list[dict]:
        return self.project.facts.get("steps", [])

    @property
    def day_of_change(self) -> int:
        """When the story says that it was put into use; else so that the last number is of last week."""
        told = next((step["day"] for step in self.steps if step["to"] == Stage.IMPLEMENTED), None)
        return self.facts.get("change", told) or self.day(self.week(len(self.after) + 1)) + 2

    def week(self, ago: int):
        return WEEKLY.start(self.telling.anchor) - ago * WEEK

    def day(self, date) -> int:
        return (date - self.telling.anchor).days

    def tell_numbers(self) -> None:
        changed = self.day_of_change
        week = WEEKLY.start(self.telling.date(changed))
        first = week - len(self.before) * WEEK
        self.on(changed - 1 if self.after else self.day(week), partial(self.make, first))
        if put_off := self.facts.get("put_off"):
            self.on(changed, self.lock)
            self.on(put_off, lambda: locking.put_all_off([self.card], self.telling.date(put_off), self.facts["put_off_because"]))
        if not self.after:
            return
        self.on(changed, self.lock)
        if "at_once" in self.facts:
            return self.on(self.day(week) + 7 * (len(self.after) + 1) + 1, partial(self.read_all, week))
        for place, number in enumerate(self.after, 1):
            starts_on = week + place * WEEK
            if number is not None:
                self.on(self.day(starts_on) + 8, partial(self.read, starts_on, number, place))

    def tell_events(self) -> None:
        self.on(self.day_of_change, self.make_and_lock)
        for day in self.facts["events"]:
            self.on(max(day + 1, self.day_of_change + 1) if day > self.day_of_change else self.day_of_change, partial(self.event, day))
        for days in (91, 181):
            self.on(self.day_of_change + days, lambda: take_due_reviews(self.card))

    @property
    def by(self):
        return self.project.person(self.facts["by"])

    @property
    def about(self) -> Subject:
        told: Project = self.project.project
        return Subject(told.programme_id, told.enterprise_id, told.id, told.area_id, told.title)

    def say_not_tracked(self) -> None:
        MeasureCard.say_not_tracked(self.about, self.by, self.facts["not_tracked"])

    def define(self) -> MeasureCard:
        facts = {name: self.facts[name] for name in OWN if name in self.facts}
        chosen = self.facts.get("chosen")
        choice: dict[str, Any] = {"is_chosen_worst": bool(chosen), "is_example": self.facts.get("published", False)}
        if chosen:
            choice |= {"selection_window": chosen[0], "areas_compared": chosen[1]}
        if code := self.facts.get("code"):
            return MeasureCard.define(self.about, self.by, catalogue()[code], **facts, **choice)
        kind = Kind(self.facts.get("kind", "value"))
        facts |= {"kind": kind, "better": Better(self.facts["better"]), "scale": 100.0 if kind is Kind.SHARE else 1.0}
        return MeasureCard.define(self.about, self.by, **facts, **choice)

    def make(self, first) -> None:
        """The card, and the numbers that stood on the sheet already."""
        self.card = self.define()
        numbers: list[Any] = [(first + place * WEEK, self.pair(number)) for place, number in enumerate(self.before) if number is not None]
        entering.read_many(self.card, numbers, self.by)
        for place, reason in self.facts.get("excluded", ()):
            entering.exclude(self.card, first + place * WEEK, reason, self.by)

    def pair(self, number) -> tuple[float, float | None]:
        """As people type it: a quotient that the card divides, or the number by itself."""
        if isinstance(number, list):
            return float(number[0]), float(number[1])
        return (float(number), 1.0) if self.card.is_divided else (float(number), None)

    def lock(self) -> None:
        locking.declare([self.card], self.telling.date(self.day_of_change), self.by)

    def read(self, starts_on, number, place: int) -> None:
        entering.read(self.card, starts_on, self.pair(number), self.by)
        if place >= min(ENOUGH_FOR_A_REVIEW):
            take_due_reviews(self.card)

    def read_all(self, week) -> None:
        """The whole sheet of after, brought in on one day."""
        entering.read_many(self.card, [(week + place * WEEK, self.pair(number)) for place, number in enumerate(self.after, 1)], self.by)
        take_due_reviews(self.card)

    def make_and_lock(self) -> None:
        self.card = self.define()
        self.card.watched_from = self.telling.date(self.facts["watched"])
        for day in self.facts["events"]:
            if day < self.day_of_change:
                entering.read(self.card, self.telling.date(day), (1.0, None), self.by)
        self.lock()

    def event(self, day: int) -> None:
        if day > self.day_of_change:
            entering.read(self.card, self.telling.date(day), (1.0, None), self.by)
