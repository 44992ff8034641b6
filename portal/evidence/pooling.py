"""Adding improvements up: pooled effect of one family of measures, and what luck alone would have shown."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .quantiles import binomial_at_least, t_critical

FEWEST, FEWEST_PREDICTED = 3, 5
LARGEST_LOG, SMALLEST_ERROR = 1e4, 1e-10  # beyond these a log ratio or its error is not a measurement
FALSE_RATE = 0.03  # table A's worst size at rho 0.3


@dataclass(frozen=True, slots=True)
class Estimate:
    """One place: log ratio after/before and its standard error (`Effect.pool_y`, `Effect.pool_se`)."""

    y: float
    se: float

    @property
    def usable(self) -> bool:
        """Neither infinite nor without spread: a weight of 1/0 would drown every other place."""
        return abs(self.y) < LARGEST_LOG and SMALLEST_ERROR < self.se < LARGEST_LOG


@dataclass(frozen=True, slots=True)
class Pool:
    """Random-effects mean `mu` of log ratios with 95 % interval lo, hi.

    tau2: variance between places. q: Cochran's Q. pi_lo, pi_hi: rough interval for the next place, from 5
    places. left_out: estimates without a usable error.
    """

    k: int
    mu: float
    tau2: float
    se: float
    se_hk: float
    lo: float
    hi: float
    q: float
    pi_lo: float | None
    pi_hi: float | None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Chance:
    """Improvements expected by luck alone, and the probability of at least as many as were seen."""

    expected: float
    p_at_least: float


def pool(estimates: Iterable[Estimate]) -> Pool | None:
    """Pooled log ratio of one family of measures; None below 3 usable estimates.

    Paule-Mandel tau2, modified Hartung-Knapp error, t with k-1 (prediction: k-2) degrees of freedom.
    Sources: Paule & Mandel 1982; Roever, Knapp & Friede 2015; Nagashima, Noma & Furukawa 2019.
    """
    given = list(estimates)
    usable = [one for one in given if one.usable]
    k = len(usable)
    if k < FEWEST:
        return None
    tau2 = _paule_mandel(usable)
    mu, q, weight = _weighted(usable, tau2)
    hk = q / ((k - 1) * weight)
    se = math.sqrt(max(hk, 1 / weight))
    half = t_critical(0.025, k - 1) * se
    ahead = t_critical(0.025, k - 2) * math.sqrt(tau2 + se * se) if k >= FEWEST_PREDICTED else None
    ends = (None, None) if ahead is None else (mu - ahead, mu + ahead)
    q_fixed = _weighted(usable, 0.0)[1]
    return Pool(k, mu, tau2, se, math.sqrt(hk), mu - half, mu + half, q_fixed, *ends, left_out=len(given) - k)


def within_place(estimates: Iterable[Estimate]) -> Estimate | None:
    """Several series of one measure in one factory as one estimate, before places are pooled; one alone stays as it is."""
    usable = [one for one in estimates if one.usable]
    if len(usable) < 2:  # with no second one there is nothing between them: a rounded last bit would be taken for it
        return usable[0] if usable else None
    mu, _, weight = _weighted(usable, _paule_mandel(usable))
    return Estimate(mu, 1 / math.sqrt(weight))


def chance(assessed: int, improved: int, rate: float = FALSE_RATE) -> Chance:
    """rate * assessed, and P(X >= improved) for X ~ Binomial(assessed, rate); 0 < rate < 1."""
    return Chance(rate * assessed, binomial_at_least(improved, assessed, rate))


def _weighted(usable: Sequence[Estimate], tau2: float) -> tuple[float, float, float]:
    """Weighted mean, weighted sum of squares about it, sum of weights."""
    weights = [1 / (one.se * one.se + tau2) for one in usable]
    total = math.fsum(weights)
    mean = math.fsum(w * one.y for w, one in zip(weights, usable, strict=True)) / total
    q = math.fsum(w * (one.y - mean) * (one.y - mean) for w, one in zip(weights, usable, strict=True))
    return mean, q, total


def _paule_mandel(usable: Sequence[Estimate]) -> float:
    """tau2 with Q(tau2) = k-1, or 0; Newton from the left cannot overshoot: Q is convex and falling."""
    tau2, df = 0.0, len(usable) - 1
    for _ in range(200):
        mean, q, _ = _weighted(usable, tau2)
        slope = math.fsum(((one.y - mean) / (one.se * one.se + tau2)) ** 2 for one in usable)
        step = (q - df) / slope if q > df else 0.0
        tau2 += step
        if step <= 1e-15 * tau2:
            break
    return tau2
