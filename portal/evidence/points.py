"""From typed periods to usable points: reading, dropping what is missing, striking what drove the choice."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from .series import InvalidPeriod, Kind, Period, Series

Point = tuple[float, float]
"""Numerator and denominator; a value has the denominator 1."""

LARGEST_COUNT = 1e50  # beyond it squares and sums leave double precision; nobody has counted that far
ENOUGH_BEFORE = 6


@dataclass(frozen=True)
class Phase:
    """The usable points of one phase in time order."""

    points: tuple[Point, ...]

    @property
    def n(self) -> int:
        return len(self.points)

    @cached_property
    def x(self) -> float:
        """Sum of numerators."""
        return math.fsum(x for x, _ in self.points)

    @cached_property
    def d(self) -> float:
        """Sum of denominators."""
        return math.fsum(d for _, d in self.points)

    @cached_property
    def mean(self) -> float:
        """Pooled level: sum of numerators over sum of denominators, never a mean of rates."""
        return self.x / self.d

    @cached_property
    def y(self) -> tuple[float, ...]:
        """The plotted values."""
        return tuple(x / d for x, d in self.points)

    def complement(self) -> "Phase":
        return Phase(tuple((d - x, d) for x, d in self.points))

    def last(self, n: int) -> "Phase":
        return Phase(self.points[-n:])


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A series after rule 0, with everything the gates ask about."""

    kind: Kind
    before: Phase
    after: Phase
    periods: tuple[Point | None, ...]
    before_periods: int
    before_missing: int
    after_missing: int
    excluded: int
    struck: int
    handicapped: bool


def clean(series: Series) -> Cleaned:
    """Usable points of both phases. Raises InvalidPeriod for a number that cannot be right."""
    before, after = read(series.kind, series.before), read(series.kind, series.after)
    excluded = set(series.excluded)
    usable = [(i, point) for i, point in enumerate(before) if point and i not in excluded]
    kept = [(i, point) for i, point in usable if i < len(before) - max(0, series.selection_window)]
    strike = len(kept) >= ENOUGH_BEFORE
    baseline = kept if strike else usable
    return Cleaned(
        series.kind,
        Phase(tuple(point for _, point in baseline)),
        Phase(tuple(point for point in after if point)),
        before + after,
        len(before),
        before.count(None),
        after.count(None),
        len(excluded),
        len(usable) - len(baseline),
        series.selection_window > 0 and not strike,
    )


def read(kind: Kind, periods: Iterable[Period]) -> tuple[Point | None, ...]:
    """Each period as a point, None where it is missing. Raises InvalidPeriod."""
    one = _value if kind is Kind.VALUE else _pair
    points = tuple(None if period is None else one(period) for period in periods)
    if kind is Kind.SHARE and any(point and point[0] > point[1] for point in points):
        raise InvalidPeriod("numerator above denominator")
    return points


def number(raw: object) -> float:
    """A finite float. Raises InvalidPeriod for text, truth values, NaN, infinities, too large integers."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise InvalidPeriod("not a number")
    try:
        value = float(raw)
    except (OverflowError, ValueError) as error:
        raise InvalidPeriod("not a finite number") from error
    if not math.isfinite(value):
        raise InvalidPeriod("not a finite number")
    return value


def _value(period: Any) -> Point:
    return number(period), 1.0


def _pair(period: Any) -> Point | None:
    if isinstance(period, str) or not isinstance(period, Sequence) or len(period) != 2:
        raise InvalidPeriod("not a pair")
    numerator, denominator = period
    if numerator is None or denominator is None or number(denominator) == 0:
        return None
    return count(numerator), count(denominator)


def count(raw: object) -> float:
    """A count or exposure: not negative, of a size that can be reckoned with. Raises InvalidPeriod."""
    value = number(raw)
    if value < 0 or value > LARGEST_COUNT or 0 < value < 1 / LARGEST_COUNT:
        raise InvalidPeriod("not a count")
    return value
