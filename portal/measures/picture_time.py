"""The time axis of a picture: periods of equal width, or cases on a true calendar. It always runs from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

TICKS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where one spot lies, in percent of the width."""

    left: float
    middle: float
    right: float


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """`places`: one for each spot. `days`: what may be written beneath. `changes`: position of each change that can be shown."""

    places: list[Place]
    days: list[tuple[float, date]]
    changes: list[tuple[date, float]]


def of_periods(periods: Sequence[tuple[date, date]], changes: Sequence[date]) -> TimeAxis:
    """Periods (first day, last day) in time order, each as wide as the other, whatever the calendar says."""
    count = len(periods)
    places = [Place(*(round(100 * (at + part) / count, 2) for part in (0, 0.5, 1))) for at in range(count)]
    days = [(place.middle, period[1]) for place, period in zip(places, periods, strict=True)]
    found = [(change, _among(change, periods, places)) for change in changes]
    return TimeAxis(places, days, [(change, x) for change, x in found if x is not None])


def _among(change: date, periods: Sequence[tuple[date, date]], places: Sequence[Place]) -> float | None:
    """The middle of its period, or the seam between two; None before the first."""
    for at, (first, last) in enumerate(periods):
        if first <= change <= last:
            return places[at].middle
        if first > change:
            return places[at].left if at else None
    return places[-1].right if places else None


def of_calendar(first: date, last: date, spots: Sequence[tuple[date, int]], changes: Sequence[date]) -> TimeAxis:
    """Cases (day, phase) between two days; each reaches back to the case, or the change, before it."""
    total = max(1, (last - first).days)

    def x(day: date) -> float:
        return round(100 * min(1, max(0, (day - first).days / total)), 2)

    shown = [(change, x(change)) for change in changes if first <= change <= last]
    edges = [0.0, *(at for _, at in shown), 100.0]
    places = []
    for n, (day, phase) in enumerate(spots):
        phase = min(phase, len(edges) - 2)
        left = x(spots[n - 1][0]) if n and spots[n - 1][1] == spots[n][1] else edges[phase]
        is_last = n + 1 == len(spots) or spots[n + 1][1] != spots[n][1]
        places.append(Place(left, x(day), edges[phase + 1] if is_last else x(day)))
    ticks = [first + timedelta(days=round(total * (n + 0.5) / TICKS)) for n in range(TICKS)] if total >= TICKS else [first]
    return TimeAxis(places, [(x(day), day) for day in ticks], shown)
