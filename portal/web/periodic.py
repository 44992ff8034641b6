"""What is done again and again: a room names its periodic jobs here, and the worker does each once a period, however many hosts there are.

A job may be done twice when a host dies in the middle of it, so each must bear that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from portal import clock

EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 – moments are UTC without a zone
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Job:
    """`every` is its period; a daily one begins its period at `at` o'clock on the wall. `lease` is longer than it ever takes."""

    name: str
    work: Callable[[], object]
    every: timedelta
    at: time | None = None
    lease: timedelta = timedelta(minutes=10)

    def period_at(self, moment: datetime) -> datetime:
        """The beginning of the period that this moment lies in, the same on every host."""
        if self.at is None:
            return moment - (moment - EPOCH) % self.every
        there = clock.local(moment)
        begins = datetime.combine(there.date(), self.at, clock.ZONE)
        return (begins if begins <= there else begins - DAY).astimezone(UTC).replace(tzinfo=None)


jobs: dict[str, Job] = {}


def every(name: str, lease: timedelta = timedelta(minutes=10), **period) -> Callable:
    """`@every("sweep", hours=1)` over a function that takes nothing and commits what it does."""

    def take(work: Callable) -> Callable:
        jobs[name] = Job(name, work, timedelta(**period), lease=lease)
        return work

    return take


def daily(name: str, hour: int, lease: timedelta = timedelta(minutes=10)) -> Callable:
    """`@daily("late-actions", hour=6)`: once a day, from that hour on in the portal's zone."""

    def take(work: Callable) -> Callable:
        jobs[name] = Job(name, work, DAY, time(hour), lease)
        return work

    return take
