"""Is the baseline fit to compare with? Far points, long runs and trends before the change."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .charts import MOVING_RANGE, mean_moving_range, standardised
from .correlation import effective_df, row_sum, slope_inflation
from .points import Phase
from .quantiles import t_critical, t_two_sided
from .runs import runs
from .series import Kind
from .steps import Code, Step

GRUBBS_LEVEL = 0.01
RUN_POINTS = 10  # fewer points off the median prove nothing about runs
TREND_LEVEL = 0.05
ASSUMED_RHO = 0.3


@dataclass(frozen=True, slots=True)
class Trend:
    """Straight line through points 0, 1, 2 …: slope per point, t and two-sided p allowing for AR(0.3)."""

    slope: float
    p: float


def stability(kind: Kind, base: Phase) -> tuple[Step, ...]:
    """The three checks of rule 2, each with whether it applies and its numbers."""
    return far_point(kind, base), long_run(base.y), trending(base.y)


def far_point(kind: Kind, base: Phase) -> Step:
    """Grubbs test, two-sided at 1 %; shares and rates by z, and only beyond 3.

    Values are tested raw and, if all are positive, in logs as well: both must be exceeded (Grubbs 1969).
    """
    if kind is Kind.VALUE:
        tests = [base.y, *([[math.log(v) for v in base.y]] if min(base.y) > 0 else [])]
        furthest = [grubbs(test) for test in tests]
        far = all(statistic > _grubbs_bound(base.n) for statistic in furthest)
        return Step(Code.FAR_POINT, far, {"grubbs": min(furthest), "bound": _grubbs_bound(base.n)})
    z = standardised(kind, base)
    if z is None:
        return Step(Code.FAR_POINT, False)
    inflation = max(1.0, mean_moving_range(z) / MOVING_RANGE)
    scaled = [value / inflation for value in z]
    statistic, largest = grubbs(scaled), max(map(abs, scaled))
    far = statistic > _grubbs_bound(base.n) and largest > 3
    return Step(Code.FAR_POINT, far, {"grubbs": statistic, "bound": _grubbs_bound(base.n), "z": largest})


def grubbs(y: Sequence[float]) -> float:
    """Largest distance from the mean in standard deviations (n-1); 0 when there is no spread."""
    mean = math.fsum(y) / len(y)
    spread = math.sqrt(math.fsum((v - mean) * (v - mean) for v in y) / (len(y) - 1))
    if spread <= 1e-12 * max(1.0, abs(mean)):
        return 0.0
    return max(abs(v - mean) for v in y) / spread


def long_run(y: Sequence[float]) -> Step:
    """A run about the median longer than chance makes it (Anhoej & Olesen 2014)."""
    seen = runs(y, median(y))
    too_long = seen.n >= RUN_POINTS and seen.longest_max is not None and seen.longest > seen.longest_max
    return Step(Code.LONG_RUN, too_long, {"n": seen.n, "longest": seen.longest, "longest_max": seen.longest_max})


def trending(y: Sequence[float]) -> Step:
    found = trend(y)
    return Step(Code.TREND, found.p < TREND_LEVEL, {"slope": found.slope, "p": found.p})


def trend(y: Sequence[float]) -> Trend:
    """Ordinary least squares on list order; the slope's variance and degrees of freedom allow for AR(0.3)."""
    n, mean = len(y), math.fsum(y) / len(y)
    slope, rest = straight_line(y)
    square = n * (n * n - 1) / 12
    if rest <= 1e-18 * max(1.0, mean * mean):
        return Trend(slope, 0.0 if abs(slope) > 1e-12 * max(1.0, abs(mean)) else 1.0)
    a = slope_inflation(n, ASSUMED_RHO)
    widening = a / ((n - row_sum(n, ASSUMED_RHO) / n - a) / (n - 2))
    t = abs(slope) / math.sqrt(rest / (n - 2) * widening / square)
    return Trend(slope, t_two_sided(t, effective_df(n - 2, ASSUMED_RHO)))


def straight_line(y: Sequence[float]) -> tuple[float, float]:
    """Slope and residual sum of squares of ordinary least squares on 0, 1, 2 …, n >= 2."""
    n, mean = len(y), math.fsum(y) / len(y)
    middle, square = (n - 1) / 2, n * (n * n - 1) / 12
    slope = math.fsum((i - middle) * (v - mean) for i, v in enumerate(y)) / square
    residuals = (v - mean - slope * (i - middle) for i, v in enumerate(y))
    return slope, math.fsum(r * r for r in residuals)


def _grubbs_bound(n: int) -> float:
    t = t_critical(GRUBBS_LEVEL / (2 * n), n - 2)
    return (n - 1) / math.sqrt(n) * math.sqrt(t * t / (n - 2 + t * t))
