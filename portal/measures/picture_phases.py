"""The phases of a series: which points form them, and the lines that each of them, or the one before, gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from portal.evidence import InvalidPeriod, Kind, LimitsStatus, RareSeries, chart, runs
from portal.evidence.charts import Limits, limits_status
from portal.measures.told import Point, Told

RUN_POINTS = 10  # fewer points off the median prove nothing about runs


@dataclass(frozen=True, slots=True)
class Spot:
    """One period on the time axis. `phase` is None in the period of a change. `is_used`: it counts for its phase's level."""

    point: Point
    phase: int | None
    value: float | None
    is_used: bool = False
    is_struck: bool = False
    is_out: bool = False

    @property
    def entry(self):
        """As the rule of evidence takes it."""
        if self.value is None:
            return None
        point = self.point
        return point.numerator if point.denominator is None else (point.numerator, point.denominator)


@dataclass(frozen=True, slots=True)
class Section:
    """The lines over the spots `first` to `last`. `is_carried`: limits of the phase before, while this one has too few points.

    Numbers are unscaled; `limits` has one pair, or none, for each of its spots.
    """

    phase: int
    first: int
    last: int
    mean: float | None
    limits: tuple[Limits | None, ...]
    status: LimitsStatus
    n: int
    is_carried: bool = False
    long_run: tuple[int, int] | None = None


def named_pair(section: Section, sections: Sequence[Section]) -> tuple[Limits | None, bool]:
    """Of limits that step, the pair that picture and table name, and whether it is the one at the end: the first phase’s first, the last one’s last."""
    own = [one for one in sections if one.limits and not one.is_carried]
    at_end = section is not own[0] and section.last == sections[-1].last
    return next((pair for pair in (reversed(section.limits) if at_end else section.limits) if pair), None), at_end


def changes_of(told: Told) -> list[date]:
    return sorted({*told.other_changes, *([told.changed_on] if told.changed_on else [])})


def spots_of(told: Told) -> list[Spot]:
    """Every point with its phase, counted by the changes that lie wholly before it."""
    changes = changes_of(told)
    spots = [_spot(point, changes, told.delays) for point in told.points]
    return _struck(told, spots)


def _spot(point: Point, changes: Sequence[date], delays: Sequence[tuple[date, date]]) -> Spot:
    is_between = any(first <= point.ends_on and point.starts_on <= last for first, last in (*((day, day) for day in changes), *delays))
    phase = None if is_between else sum(day < point.starts_on for day in changes)
    value = point.value
    value = value if value is not None and math.isfinite(value) else None
    return Spot(point, phase, value, value is not None and phase is not None and not point.excluded)


def _struck(told: Told, spots: list[Spot]) -> list[Spot]:
    """Baseline points that led to the choice of the place are drawn, but used for nothing."""
    if isinstance(told.series, RareSeries) or not told.answer.struck or told.changed_on is None:
        return spots
    base = sum(day < told.changed_on for day in changes_of(told))
    inside = [at for at, spot in enumerate(spots) if spot.phase == base][-told.series.selection_window :]
    return [
        Spot(spot.point, spot.phase, spot.value, is_struck=True) if at in inside and spot.is_used else spot for at, spot in enumerate(spots)
    ]


def sections_of(kind: Kind, spots: Sequence[Spot]) -> list[Section]:
    """One for each phase that has spots, in time order."""
    sections: list[Section] = []
    base: list = []
    for phase in sorted({spot.phase for spot in spots if spot.phase is not None}):
        places = [at for at, spot in enumerate(spots) if spot.phase == phase]
        mine = spots[places[0] : places[-1] + 1]
        own = [spot.entry for spot in mine if spot.is_used]
        limits, is_carried = _limits(kind, own, mine), False
        if not limits and base:
            limits, is_carried = _limits(kind, base, mine), True
        else:
            base = own
        status = limits_status(len(base)) if limits else LimitsStatus.NONE
        run = _long_run(mine, places[0])
        sections.append(Section(phase, places[0], places[-1], mean_of(own), limits, status, len(own), is_carried, run))
    return sections


def _limits(kind: Kind, base: Sequence, mine: Sequence[Spot]) -> tuple[Limits | None, ...]:
    """Empty below 6 usable points, or where a number cannot be right."""
    try:
        drawn = chart(kind, base, [spot.entry for spot in mine])
    except (InvalidPeriod, OverflowError):  # numbers that cannot be right, or whose sum leaves double precision
        return ()
    return drawn.limits if drawn else ()


def mean_of(entries: Sequence) -> float | None:
    """Pooled: sum of numerators over sum of denominators, never a mean of rates."""
    if not entries:
        return None
    pairs = [entry if isinstance(entry, tuple) else (entry, 1) for entry in entries]
    below = math.fsum(d for _, d in pairs)
    return sum(x / below for x, _ in pairs) if below else None


def _long_run(mine: Sequence[Spot], start: int) -> tuple[int, int] | None:
    """Where the longest run on one side of the middle lies, if chance hardly makes it so long."""
    used = [(start + at, spot.value) for at, spot in enumerate(mine) if spot.is_used and spot.value is not None]
    if len(used) < RUN_POINTS:
        return None
    middle = median(value for _, value in used)
    seen = runs([value for _, value in used], middle)
    if seen.n < RUN_POINTS or seen.longest_max is None or seen.longest <= seen.longest_max:
        return None
    sides = [(at, value > middle) for at, value in used if value != middle]
    turns = [0, *(n + 1 for n, (a, b) in enumerate(pairwise(sides)) if a[1] != b[1]), len(sides)]
    first, last = max(pairwise(turns), key=lambda turn: turn[1] - turn[0])
    return sides[first][0], sides[last - 1][0]


def with_signals(spots: list[Spot], sections: Sequence[Section]) -> list[Spot]:
    """Points outside the limits that are drawn for them."""
    for section in sections:
        for at, pair in enumerate(section.limits, section.first):
            spot = spots[at]
            if pair and spot.is_used and spot.value is not None and not pair[0] <= spot.value <= pair[1]:
                spots[at] = Spot(spot.point, spot.phase, spot.value, True, is_out=True)
    return spots
