"""Weeks, months and days as a card counts them: where one begins and ends, and which comes next."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date, timedelta

DAY, WEEK = timedelta(days=1), timedelta(days=7)
FIRST_DAY, LAST_DAY = date(2005, 1, 1), date(2099, 12, 31)  # what lies outside is a slip of the finger, and arithmetic with it ends


class Frequency(enum.StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    DAILY = "daily"

    def start(self, day: date) -> date:
        """The first day of the period that holds this day; weeks begin on Monday."""
        if self is Frequency.WEEKLY:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self is Frequency.MONTHLY else day

    def next(self, start: date) -> date:
        if self is Frequency.MONTHLY:
            return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        return start + (WEEK if self is Frequency.WEEKLY else DAY)

    def previous(self, start: date) -> date:
        return self.start(start - DAY)

    def end(self, start: date) -> date:
        """Its last day."""
        return self.next(start) - DAY

    def between(self, first: date, last: date) -> Iterator[date]:
        """The start of every period from that of `first` to that of `last`, both included."""
        start = self.start(first)
        while start <= last:
            yield start
            start = self.next(start)

    def latest_over(self, today: date) -> date:
        """The newest period that has ended: the running one is not counted yet."""
        return self.previous(self.start(today))

    def newest(self, count: int, today: date) -> list[date]:
        """The last `count` periods that have ended, the oldest first."""
        found = [self.latest_over(today)]
        while len(found) < count:
            found.append(self.previous(found[-1]))
        return found[::-1]
