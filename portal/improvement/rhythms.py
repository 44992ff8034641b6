"""What comes again: every day, every week, every month, and the day on which it is due next."""

from __future__ import annotations

import enum
from calendar import monthrange
from datetime import date, timedelta

STEPS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


class Rhythm(enum.StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


def next_day(rhythm: Rhythm, since: date, today: date, day_of_month: int | None = None) -> date:
    """The first day of this rhythm, counted from `since`, that lies after both it and today."""
    after = max(since, today)
    if rhythm is Rhythm.MONTHLY:
        return next_of_month(after, day_of_month or since.day)
    step = STEPS[rhythm]
    return since + ((after - since) // step + 1) * step


def next_of_month(after: date, day: int) -> date:
    """The next such day of a month; in a month that has none, its last one."""
    here = in_month(after.year, after.month, day)
    return here if here > after else in_month(after.year + after.month // 12, after.month % 12 + 1, day)


def in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
