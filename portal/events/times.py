"""The hours of an event: written and read on the clock of the programme's zone, kept in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup

from portal.notices.hours import zone as zone_of
from portal.web.formats import day as spelled_day
from portal.web.formats import filled, ltr
from portal.web.language import language


class NoSuchHour(ValueError):
    """On that day the clocks there are put forward over this hour."""


def in_utc(day: date, hour: time, zone: str) -> datetime:
    there = datetime.combine(day, hour, zone_of(zone))
    moment = there.astimezone(UTC)
    if moment.astimezone(zone_of(zone)).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise NoSuchHour
    return moment.replace(tzinfo=None)


def there(moment: datetime, zone: str) -> datetime:
    """A moment as the clock on the wall of the event shows it."""
    return moment.replace(tzinfo=UTC).astimezone(zone_of(zone))


def hours(begin: datetime, end: datetime, zone: str) -> Markup:
    """From when to when, on the event's clock, in the page's language."""
    return _hours(begin, end, zone, language())


@lru_cache(4096)
def _hours(begin: datetime, end: datetime, zone: str, _language: str) -> Markup:
    first, last = there(begin, zone), there(end, zone)
    days = {"day": spelled_day(first.date()), "last": spelled_day(last.date())}
    if first.date() == last.date():
        words, clock = _("%(day)s, %(hours)s"), {"hours": ltr(f"{first:%H:%M}–{last:%H:%M}")}
    else:
        words, clock = _("from %(day)s, %(hour)s to %(last)s, %(end)s"), {"hour": ltr(f"{first:%H:%M}"), "end": ltr(f"{last:%H:%M}")}
    return filled(words, **days, **clock)
