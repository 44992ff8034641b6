"""When a programme may be disturbed: on its working days, outside its quiet hours, on its own wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portal import clock

QUIET_FROM, QUIET_UNTIL, WORKING_DAYS = 20, 7, "123456"  # of whoever belongs to no programme


class Hours:
    def __init__(self, programme=None):
        self.zone = zone(programme.zone) if programme else clock.ZONE
        self.quiet_from = programme.quiet_from if programme else QUIET_FROM
        self.quiet_until = programme.quiet_until if programme else QUIET_UNTIL
        self.working_days = programme.working_days if programme else WORKING_DAYS

    def there(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone(self.zone)

    def are_waking(self, moment: datetime) -> bool:
        there = self.there(moment)
        return str(there.isoweekday()) in self.working_days and not self.is_quiet(there.hour)

    def is_quiet(self, hour: int) -> bool:
        """The hours may go over midnight, as 20 to 7 do; from an hour to the same hour is never."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def morning(self, moment: datetime) -> datetime:
        """When today's quiet hours ended, in UTC: a digest tells what happened until then."""
        return self._in_utc(datetime.combine(self.there(moment).date(), time(self.quiet_until), self.zone))

    def week(self, moment: datetime) -> datetime:
        """The beginning of this week, in UTC."""
        day = self.there(moment).date()
        return self._in_utc(datetime.combine(day - timedelta(days=day.weekday()), time(0), self.zone))

    @staticmethod
    def _in_utc(there: datetime) -> datetime:
        return there.astimezone(UTC).replace(tzinfo=None)


def zone(name: str) -> ZoneInfo:
    """The programme's zone; the portal's own where nobody knows a zone of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return clock.ZONE
