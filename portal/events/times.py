"""The hours of an event: written and read on the clock of the programme's zone, kept in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from portal.notices.hours import zone as zone_of


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
