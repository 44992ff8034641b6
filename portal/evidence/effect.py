"""How large the change was, with a 95 % interval: a ratio, or a difference where no ratio exists."""

import math
from dataclasses import dataclass, replace

from . import spread
from .points import Cleaned, Phase
from .quantiles import beta_log_odds, normal_cdf
from .series import Better, InvalidPeriod, Kind

Z = 1.959963985  # 97.5 % point of the standard normal
# Expected maximum of 2..10 standard normals: how good the worst of K places looks by luck alone afterwards.
EXPECTED_MAXIMUM = {2: 0.564, 3: 0.846, 4: 1.029, 5: 1.163, 6: 1.267, 7: 1.352, 8: 1.424, 9: 1.485, 10: 1.539}
UNKNOWN_AREAS = 5


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed: levels, ratio, absolute change and what pooling needs.

    m1, m2, abs…: the measure's unscaled unit (rare: events per day). ratio…: after over before.
    est, se, lo, hi, pool_y, pool_se: natural logarithm of the ratio, of the failures' ratio if `complement`.
    `relative` False: a mean is not positive, so only abs, abs_lo, abs_hi speak. Infinite ends are real
    answers; None means the quantity does not exist. `handicap`: the allowance made for choosing the worst
    area, on the scale of est (of abs where not relative); already inside est, lo, hi, pool_y, ratio and abs.
    """

    relative: bool
    complement: bool
    phi: float
    rho: float | None
    k: float | None
    df: float | None
    t: float
    m1: float
    m2: float
    est: float | None = None
    se: float | None = None
    lo: float | None = None
    hi: float | None = None
    ratio: float | None = None
    ratio_lo: float | None = None
    ratio_hi: float | None = None
    abs: float | None = None
    abs_lo: float | None = None
    abs_hi: float | None = None
    pool_y: float | None = None
    pool_se: float | None = None
    handicap: float = 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends on a scale that rises with the measure: logarithms, or differences if not relative."""
        low, high = (self.lo, self.hi) if self.relative else (self.abs_lo, self.abs_hi)
        if low is None or high is None:
            return -math.inf, math.inf
        return (-high, -low) if self.complement else (low, high)


def effect(cleaned: Cleaned, better: Better, areas_compared: int | None) -> Effect | None:
    """The effect of a series with at least 6 and 4 points; None without any event (failure).

    Raises InvalidPeriod if the numbers cancel to nothing within double precision.
    """
    if cleaned.kind is Kind.VALUE:
        return _of_values(cleaned, better, areas_compared)
    return _of_counts(cleaned, better, areas_compared)


def on_complement(kind: Kind, before: Phase, after: Phase) -> bool:
    """Shares above one half, pooled over both phases, are worked on their failures."""
    return kind is Kind.SHARE and (before.x + after.x) / (before.d + after.d) > 0.5


def jeffreys_ends(x1: float, d1: float, x2: float, d2: float, scale: float, tail: float) -> tuple[float, float]:
    """Interval of ln(rate after / rate before) from events x over exposure d, each event worth 1/scale.

    Given the total, the share of the after-events is Beta(e2 + 1/2, e1 + 1/2) (Jeffreys; Brown, Cai &
    DasGupta 2001). No event after: the lower end is -inf; none before: the upper end is +inf.
    """
    e1, e2, exposure = x1 / scale, x2 / scale, math.log(d1) - math.log(d2)
    low = beta_log_odds(tail, e2 + 0.5, e1 + 0.5) + exposure if x2 else -math.inf
    high = exposure - beta_log_odds(tail, e1 + 0.5, e2 + 0.5) if x1 else math.inf
    return low, high


def log_ratio(after: float, before: float) -> float:
    """ln(after/before), infinite where one of them is 0."""
    if after == 0 or before == 0:
        return -math.inf if after == 0 else math.inf
    return math.log(after) - math.log(before)


def poolable(x1: float, d1: float, x2: float, d2: float, scale: float) -> tuple[float, float]:
    """Log ratio and standard error for pooling; half an event is added to both counts if one of them is 0."""
    half = 0.0 if x1 and x2 else 0.5
    y = math.log(x2 + half) - math.log(d2) - math.log(x1 + half) + math.log(d1)
    return y, math.sqrt(scale * (1 / (x2 + half) + 1 / (x1 + half)))


def exp(value: float) -> float:
    """e to the value, infinite instead of an error."""
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _of_values(cleaned: Cleaned, better: Better, areas: int | None) -> Effect:
    before, after = cleaned.before, cleaned.after
    relative = before.mean > 0 and after.mean > 0
    s = spread.measure(Kind.VALUE, before, after, relative)
    est = log_ratio(after.mean, before.mean) if relative else after.mean - before.mean
    se = math.sqrt(s.phi * s.k * (1 / before.n + 1 / after.n))
    found = Effect(relative, False, s.phi, s.rho, s.k, s.df, s.t, before.mean, after.mean)
    shift = _handicap(cleaned, better, areas, se)
    lo, est, hi = est - s.t * se + shift, est + shift, est + s.t * se + shift
    if not relative:
        return replace(found, abs=est, abs_lo=lo, abs_hi=hi, handicap=shift)
    logs = {"est": est, "se": se, "lo": lo, "hi": hi, "pool_y": est, "pool_se": se * s.t / Z}
    return _with_ratios(replace(found, handicap=shift, **logs))


def _of_counts(cleaned: Cleaned, better: Better, areas: int | None) -> Effect | None:
    kind, before, after = cleaned.kind, cleaned.before, cleaned.after
    m1, m2 = before.mean, after.mean
    complement = on_complement(kind, before, after)
    if complement:
        before, after = before.complement(), after.complement()
    if before.x + after.x == 0:
        return None
    s = spread.measure(kind, before, after, True)
    share = (before.x + after.x) / (before.d + after.d) if kind is Kind.SHARE else 0.0
    scale = (1 + max(0.0, s.phi - 1) * s.k) * (1 - share)
    lo, hi = jeffreys_ends(before.x, before.d, after.x, after.d, scale, normal_cdf(-s.t))
    pool_y, se = poolable(before.x, before.d, after.x, after.d, scale)
    if not math.isfinite(se):
        raise InvalidPeriod("no finite standard error")
    shift = _handicap(cleaned, better, areas, se) * (-1 if complement else 1)
    logs = {"est": log_ratio(after.mean, before.mean) + shift, "lo": lo + shift, "hi": hi + shift}
    pooling = {"se": se, "pool_y": pool_y + shift, "pool_se": se * s.t / Z, "handicap": shift}
    found = Effect(True, complement, s.phi, s.rho, s.k, s.df, s.t, m1, m2, **logs, **pooling)
    return _with_ratios(found, before.mean)


def _handicap(cleaned: Cleaned, better: Better, areas: int | None, se: float) -> float:
    """Shift against the claimed direction when the baseline itself drove the choice of the place."""
    if not cleaned.handicapped:
        return 0.0
    places = min(10, areas) if areas and areas > 0 else UNKNOWN_AREAS
    n1, n2 = cleaned.before.n, cleaned.after.n
    return -better.sign * EXPECTED_MAXIMUM.get(places, 0.0) * se * math.sqrt(n2 / (n1 + n2))


def _with_ratios(found: Effect, failures: float = 0.0) -> Effect:
    """Ratios and absolute changes from est, lo, hi; from the complement back to the share itself.

    `failures`: the failure share before, used on the complement only.
    """
    logs = (found.est, found.lo, found.hi)
    est, low, high = (math.nan if value is None else exp(value) for value in logs)
    if not found.complement:
        return _with_changes(replace(found, ratio=est, ratio_lo=low, ratio_hi=high))
    if failures == 0:
        return _with_changes(replace(found, ratio=found.m2 / found.m1))
    est, low, high = (_back(r, failures) for r in (est, high, low))
    return _with_changes(replace(found, ratio=est, ratio_lo=low, ratio_hi=high))


def _back(ratio: float, failures: float) -> float:
    """Ratio of successes from the ratio of failures and their share before; nothing can fall below 0."""
    return max(0.0, 1 - ratio * failures) / (1 - failures) if failures < 1 else math.inf


def _with_changes(found: Effect) -> Effect:
    if found.m1 == 0:
        return replace(found, abs=found.m2)
    ratios = (found.ratio, found.ratio_lo, found.ratio_hi)
    change, low, high = (None if r is None else found.m1 * (r - 1) for r in ratios)
    return replace(found, abs=change, abs_lo=low, abs_hi=high)
