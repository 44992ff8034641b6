"""Control charts drawn from a baseline: XmR for values, p, p' for shares, u, u' for rates, t for gaps."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from .points import ENOUGH_BEFORE, Phase, Point, read
from .series import Kind, Period

MOVING_RANGE = 1.128  # d2 for ranges of two: mean range over sigma of a normal sample
T_POWER = 3.6  # gaps between rare events are nearly normal after the 3.6th root (Nelson 1994)
FIRM = 15

Limits = tuple[float, float]


class LimitsStatus(StrEnum):
    """How far the limits may be trusted: none below 6 points, firm from 15."""

    NONE = "none"
    PROVISIONAL = "provisional"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Chart:
    """Centre line and one (lower, upper) for each period, in the measure's unscaled unit.

    `name`: XmR, p, p', u, u' or t. `sigma`: XmR only. `sigma_z`: Laney's ratio before it is floored at 1, p
    and u only, None if the centre leaves no room for variation. A limit is None where a share or rate has no
    denominator.
    """

    name: str
    center: float
    sigma: float | None
    sigma_z: float | None
    limits: tuple[Limits | None, ...]


def chart(kind: Kind, baseline: Iterable[Period], periods: Iterable[Period] | None = None) -> Chart | None:
    """Limits from the usable periods of `baseline`, for `periods` (default: the baseline itself).

    None with fewer than 6 usable baseline periods. Raises InvalidPeriod for a number that cannot be right.
    Sources: Montgomery, Introduction to Statistical Quality Control, ch. 6-7; Laney 2002.
    """
    base = read(kind, baseline)
    shown = base if periods is None else read(kind, periods)
    return draw(kind, Phase(tuple(point for point in base if point)), shown)


def limits_status(n: int, enough: int = ENOUGH_BEFORE) -> LimitsStatus:
    """How far limits from n points (rare: gaps, enough = 5) may be trusted."""
    if n < enough:
        return LimitsStatus.NONE
    return LimitsStatus.FIRM if n >= FIRM else LimitsStatus.PROVISIONAL


def draw(kind: Kind, base: Phase, shown: Sequence[Point | None]) -> Chart | None:
    if base.n < ENOUGH_BEFORE:
        return None
    return _xmr(base, len(shown)) if kind is Kind.VALUE else _attributes(kind, base, shown)


def mean_moving_range(y: Sequence[float]) -> float:
    """Mean absolute difference of neighbours, at least two points."""
    return math.fsum(abs(b - a) for a, b in pairwise(y)) / (len(y) - 1)


def standard_error(kind: Kind, level: float, d: float) -> float:
    """Binomial or Poisson standard deviation of one share or rate at `level` with denominator d."""
    return math.sqrt(max(0.0, level * (1 - level) if kind is Kind.SHARE else level) / d)


def standardised(kind: Kind, base: Phase) -> tuple[float, ...] | None:
    """(y - centre)/s_i of each point; None when the centre leaves no room for variation."""
    errors = [standard_error(kind, base.mean, d) for _, d in base.points]
    if min(errors) == 0:
        return None
    return tuple((y - base.mean) / error for y, error in zip(base.y, errors, strict=True))


def gaps_chart(gaps: Sequence[float]) -> Chart | None:
    """t chart of days between events; None with fewer than 5 gaps. One pair of limits."""
    if len(gaps) < 5:
        return None
    roots = [gap ** (1 / T_POWER) for gap in gaps]
    center, width = math.fsum(roots) / len(roots), 3 * mean_moving_range(roots) / MOVING_RANGE
    return Chart("t", _power(center), None, None, ((_power(center - width), _power(center + width)),))


def _power(root: float) -> float:
    try:
        return max(0.0, root) ** T_POWER
    except OverflowError:
        return math.inf


def _xmr(base: Phase, shown: int) -> Chart:
    sigma = mean_moving_range(base.y) / MOVING_RANGE
    return Chart("XmR", base.mean, sigma, None, ((base.mean - 3 * sigma, base.mean + 3 * sigma),) * shown)


def _attributes(kind: Kind, base: Phase, shown: Sequence[Point | None]) -> Chart:
    letter = "p" if kind is Kind.SHARE else "u"
    z = standardised(kind, base)
    if z is None:
        return Chart(letter, base.mean, None, None, ((base.mean, base.mean),) * len(shown))
    sigma_z = mean_moving_range(z) / MOVING_RANGE
    top = 1.0 if kind is Kind.SHARE else math.inf

    def limits(point: Point | None) -> Limits | None:
        if point is None:
            return None
        width = 3 * standard_error(kind, base.mean, point[1]) * max(1.0, sigma_z)
        return max(0.0, base.mean - width), min(top, base.mean + width)

    return Chart(letter + "'" * (sigma_z > 1), base.mean, None, sigma_z, tuple(map(limits, shown)))
