"""Rare events as a picture: each case stands at its day, as high as the days since the case before it (t chart)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from portal.evidence import LimitsStatus, RareSeries
from portal.evidence.charts import gaps_chart, limits_status
from portal.measures.picture_phases import Section, Spot, changes_of
from portal.measures.picture_time import TimeAxis, of_calendar
from portal.measures.told import Point, Told

SAME_DAY = 0.5  # two cases on one day are half a day apart
FEWEST_GAPS = 5


def event_spots(told: Told) -> list[Spot]:
    """One spot a gap between two cases of one phase, at the later one's day."""
    cases = [(day, point) for point in told.points for day in _days(point)]
    found = (_spot(told, earlier, later) for earlier, later in pairwise(cases))
    return [spot for spot in found if spot is not None]


def event_axis(told: Told, spots: Sequence[Spot]) -> TimeAxis:
    first, last = watched(told) or (date.min, date.min)
    return of_calendar(first, last, [(spot.point.ends_on, spot.phase or 0) for spot in spots], changes_of(told))


def _days(point: Point) -> list[date]:
    """As many cases as that day had; a case that is not a number is none."""
    number = point.numerator
    return [point.ends_on] * int(number) if number is not None and math.isfinite(number) and 0 < number < 1000 else []


def _spot(told: Told, earlier: tuple[date, Point], later: tuple[date, Point]) -> Spot | None:
    """None across the change, or while it was put off: that gap belongs to neither phase."""
    phase = _phase(told, later[0])
    if _phase(told, earlier[0]) != phase or any(first < later[0] <= on for first, on in told.delays):
        return None
    return Spot(later[1], phase, max(SAME_DAY, float((later[0] - earlier[0]).days)), is_used=True)


def _phase(told: Told, day: date) -> int:
    return sum(change <= day for change in changes_of(told))


def event_sections(spots: Sequence[Spot]) -> list[Section]:
    """Limits of a phase from five gaps on, else those of the phase before."""
    sections: list[Section] = []
    base: list[float] = []
    for phase in sorted({spot.phase for spot in spots if spot.phase is not None}):
        places = [at for at, spot in enumerate(spots) if spot.phase == phase]
        gaps = [spot.value for spot in spots if spot.phase == phase and spot.value is not None]
        is_carried = len(gaps) < FEWEST_GAPS and len(base) >= FEWEST_GAPS
        base = base if is_carried else gaps
        drawn = gaps_chart(base)
        status = limits_status(len(base), FEWEST_GAPS) if drawn else LimitsStatus.NONE
        limits = drawn.limits * len(places) if drawn else ()
        mean = drawn.center if drawn and not is_carried else sum(gaps) / len(gaps)
        sections.append(Section(phase, places[0], places[-1], mean, limits, status, len(gaps), is_carried))
    return sections


def watched(told: Told) -> tuple[date, date] | None:
    """First and last day that somebody looked."""
    days = [point.ends_on for point in told.points]
    if told.changed_on and isinstance(told.series, RareSeries):
        before, after = (_span(days) for days in (told.series.before_days, told.series.after_days))
        declared_for = next((first for first, on in told.delays if on == told.changed_on), told.changed_on)
        days += [declared_for - before, told.changed_on + after]
    return (min(days), max(days)) if days else None


def _span(days: float) -> timedelta:
    """Days observed, at most what a calendar holds."""
    return timedelta(days=min(36_525.0, max(0.0, days)) if math.isfinite(days) else 0)
