"""What time it is: UTC for moments, the programme's zone for days. The demo and tests may stand elsewhere in time."""

from __future__ import annotations

import os
import time as wall
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo(os.environ.get("PORTAL_ZONE", "Asia/Karachi"))
_ANCHOR = os.environ.get("PORTAL_DEMO_TODAY")
_stands_at: ContextVar[datetime | None] = ContextVar("stands_at", default=None)


def now() -> datetime:
    """This moment in UTC, without a zone, as the database keeps it."""
    return _stands_at.get() or datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """The day on the wall; the demonstration may be held to the day that it was told from."""
    if _stands_at.get() is not None:
        return local(now()).date()
    return date.fromisoformat(_ANCHOR) if _ANCHOR else _this_minute(int(wall.time()) // 60)


@lru_cache(2)
def _this_minute(minute: int) -> date:
    """A page of sixty rows asks some hundred times; every day of every zone begins at a full minute."""
    return datetime.fromtimestamp(minute * 60, ZONE).date()


def local(moment: datetime) -> datetime:
    """A moment of the database as the clock on the wall shows it."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE)


def day_of(moment: datetime) -> date:
    """The day on the wall at a moment of the database: from seven in the evening, UTC, it is tomorrow in Karachi."""
    return local(moment).date()


def beginning(day: date) -> datetime:
    """The moment, as the database keeps it, at which this day begins on the wall."""
    return datetime.combine(day, time(0), ZONE).astimezone(UTC).replace(tzinfo=None)


@contextmanager
def at(moment: datetime | date, hour: time = time(10)):
    """Do what is inside as if it were then; a bare day means this hour on the wall."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, hour, ZONE).astimezone(UTC).replace(tzinfo=None)
    token = _stands_at.set(moment)
    try:
        yield
    finally:
        _stands_at.reset(token)
