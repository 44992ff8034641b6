"""Who was in the team, quarter by quarter: workers and managers, women and men, and what the rule of balance said then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal import clock
from portal.enterprises.models import Balance, Employment, Membership

QUARTERS = 8


@dataclass(frozen=True)
class Then:
    """The team as it stood on one day: the last of a quarter, or today."""

    on: date
    balance: Balance
    unsteady: int  # casual, or through a contractor
    joined: int  # in this quarter
    left: int

    @property
    def is_now(self) -> bool:
        return self.on == clock.today()


def over_time(everybody: list[Membership]) -> list[Then]:
    """The newest first, back to the quarter in which the first of them joined."""
    first = min((one.starts_on for one in everybody), default=None)
    if first is None:
        return []
    days = [day for day in days_back(clock.today()) if day >= quarter_of(first)]
    return [then(everybody, day) for day in days]


def days_back(today: date) -> list[date]:
    days = [today]
    while len(days) < QUARTERS:
        days.append(quarter_of(days[-1]) - timedelta(days=1))
    return days


def quarter_of(day: date) -> date:
    """Its first day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def then(everybody: list[Membership], day: date) -> Then:
    team, since = [one for one in everybody if one.is_current(day)], quarter_of(day)
    return Then(
        day,
        Balance.of(team),
        sum(one.employment in (Employment.CASUAL, Employment.CONTRACTOR) for one in team),
        sum(since <= one.starts_on <= day for one in everybody),
        sum(bool(one.ends_on and since <= one.ends_on <= day) for one in everybody),
    )
