"""What works in one place is carried to others: planned with its own start, counted there, changed on its own day."""

from __future__ import annotations

from datetime import date, timedelta

from portal.improvement.models import Project, Replication, Stage
from portal.improvement.tree import tree_of
from portal.measures import entering, locking
from portal.measures.judging import take_due_reviews
from portal.measures.models import Frequency, MeasureCard
from portal.measures.queries import cards_of
from portal.measures.subjects import Subject

WEEKLY, WEEK = Frequency.WEEKLY, timedelta(days=7)


class Carrying:
    """One further place. `changed`: so many weeks ago; none: only counted so far, and others are compared with it."""

    def __init__(self, origin, facts: dict):
        self.origin, self.facts, self.telling = origin, facts, origin.factory.telling
        origin.carried[facts["area"]] = self
        self.before, self.after = facts["before"], facts.get("after", [])
        self.on(facts["planned"], self.plan)
        if "changed" in facts:
            change = self.day(self.week(facts["changed"])) + 2
            self.on(change - 1, lambda: self.write(self.before, facts["changed"] + 1))
            self.on(change, self.change)
            for ago, number in zip(range(facts["changed"] - 1, 0, -1), self.after, strict=True):
                self.on(self.day(self.week(ago)) + 7, lambda ago=ago, number=number: self.read(ago, number))
        else:
            self.count_on()

    def on(self, day: int, deed) -> None:
        self.telling.on(day, deed, self.facts["by"])

    def week(self, ago: int) -> date:
        return WEEKLY.start(self.telling.anchor) - ago * WEEK

    def day(self, on: date) -> int:
        return (on - self.telling.anchor).days

    def count_on(self) -> None:
        """Where nothing is changed the sheet is brought in month by month, the newest number last week's."""
        weeks = list(enumerate(self.before))
        for start in range(0, len(weeks), 4):
            block = [number for _place, number in weeks[start : start + 4]]
            newest = len(self.before) - start - len(block) + 1
            day = self.day(self.week(newest)) + 7
            self.on(max(day, self.facts["planned"] + 1), lambda block=block, newest=newest: self.write(block, newest))

    @property
    def by(self):
        return self.origin.person(self.facts["by"])

    def plan(self) -> None:
        origin: Project = self.origin.project
        family, area = [node.project for node in tree_of(origin).nodes], self.origin.factory.areas[self.facts["area"]]
        starts_on = self.telling.date(self.facts["planned"] + 10)
        self.project = Replication.plan(origin, family, area, starts_on, self.by, self.facts["adapted"])
        self.project.owner_id = self.by.id
        self.project.move_to(Stage.PLANNED, self.by)
        told = self.project
        [self.card] = cards_of(Subject(told.programme_id, told.enterprise_id, told.id, told.area_id, told.title))
        self.card.describe(is_chosen_worst=False)

    def write(self, numbers: list[float], newest: int) -> None:
        """A block of weeks, the last of them `newest` weeks ago."""
        weeks = range(newest + len(numbers) - 1, newest - 1, -1)
        entering.read_many(self.card, [(self.week(ago), (float(one), None)) for ago, one in zip(weeks, numbers, strict=True)], self.by)

    def read(self, ago: int, number: float) -> None:
        entering.read(self.card, self.week(ago), (float(number), None), self.by)
        take_due_reviews(self.card)

    def change(self) -> None:
        self.project.move_to(Stage.IN_PROGRESS, self.by)
        if other := self.facts.get("beside"):
            self.card.compare_with(self.untouched(other), self.by)
        locking.declare([self.card], self.week(self.facts["changed"]) + timedelta(days=2), self.by)
        self.project.move_to(Stage.IMPLEMENTED, self.by, result=self.facts["result"])

    def untouched(self, area: str) -> MeasureCard:
        return self.origin.carried[area].card
