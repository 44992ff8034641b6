"""Autocorrelation of order one in two short phases, and how much wider it makes their difference.

R is the matrix r^|i-j|. M removes from each phase its plain mean and, in the after phase, also a line.
All sums over R are closed forms, so a series of 10,000 periods costs no more than one of ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Short series underestimate correlation (Turner et al. 2021): never believe less than 0.3.
FLOOR, CEILING = 0.3, 0.7
PRIOR_WEIGHT = 20  # periods' worth of belief in 0.3


@dataclass(frozen=True, slots=True)
class Layout:
    """Usable periods in the two phases, and whether the after phase has its line removed."""

    before: int
    after: int
    line: bool

    @property
    def nu(self) -> int:
        """Residual degrees of freedom."""
        return self.before + self.after - (3 if self.line else 2)


def estimate_rho(before: Sequence[float], after: Sequence[float], layout: Layout) -> float:
    """The correlation of neighbours, drawn towards 0.3 and kept in 0.3..0.7.

    The raw estimate is the r whose expected lag-one coefficient, under the projections of `layout`, is the
    one seen (so the bias of short series is undone). Residuals without any variation: 0.3.
    """
    energy = sum(z * z for z in before) + sum(z * z for z in after)
    if energy <= 1e-12:
        return FLOOR
    seen = (_neighbours(before) + _neighbours(after)) / energy
    if seen <= _lag_at_floor(layout):
        return FLOOR  # the expectation rises with r: the estimate is 0.3 at most, and less is not believed
    low, high = -0.5, 0.9
    for _ in range(40):
        middle = (low + high) / 2
        if _expected_lag(layout, middle) < seen:
            low = middle
        else:
            high = middle
    n = layout.before + layout.after
    shrunk = (n * (low + high) / 2 + PRIOR_WEIGHT * FLOOR) / (n + PRIOR_WEIGHT)
    return min(CEILING, max(FLOOR, shrunk))


@lru_cache(maxsize=1024)
def widening(layout: Layout, r: float) -> float:
    """k: variance of the difference of the phase means over what uncorrelated data would give."""
    n1, n2 = layout.before, layout.after
    across = r * (1 - r**n1) * (1 - r**n2) / (1 - r) ** 2
    variance = row_sum(n1, r) / n1**2 + row_sum(n2, r) / n2**2 - 2 * across / (n1 * n2)
    trace = sum(_projected(layout, r)[0::2])
    return variance / (1 / n1 + 1 / n2) / (trace / layout.nu)


def effective_df(nu: float, r: float) -> float:
    """Degrees of freedom left when neighbours resemble one another: nu (1-r^2)/(1+r^2)."""
    return nu * (1 - r * r) / (1 + r * r)


def row_sum(n: int, r: float) -> float:
    """Sum of all entries of the n by n matrix R."""
    return n * (1 + r) / (1 - r) - 2 * r * (1 - r**n) / (1 - r) ** 2


def slope_inflation(n: int, r: float) -> float:
    """tau'R tau / tau'tau, with tau = 0..n-1 minus its mean; n >= 2."""
    return _line_sums(n, r)[0]


def _neighbours(z: Sequence[float]) -> float:
    return sum(a * b for a, b in pairwise(z))


@lru_cache(maxsize=1024)
def _lag_at_floor(layout: Layout) -> float:
    return _expected_lag(layout, FLOOR)


def _expected_lag(layout: Layout, r: float) -> float:
    trace1, lag1, trace2, lag2 = _projected(layout, r)
    return (lag1 + lag2) / (trace1 + trace2)


def _projected(layout: Layout, r: float) -> tuple[float, float, float, float]:
    """For each phase the trace of MR and the sum of the first superdiagonal of MRM."""
    return *_mean_removed(layout.before, r), *(_line_removed if layout.line else _mean_removed)(layout.after, r)


def _mean_removed(n: int, r: float) -> tuple[float, float]:
    whole, first_row = row_sum(n, r), (1 - r**n) / (1 - r)
    lag = (n - 1) * r - 2 * (whole - first_row) / n + whole * (n - 1) / n**2
    return n - whole / n, lag


def _line_removed(n: int, r: float) -> tuple[float, float]:
    trace, lag = _mean_removed(n, r)
    whole, shifted, own = _line_sums(n, r)
    return trace - whole, lag - 2 * shifted + whole * own


def _line_sums(n: int, r: float) -> tuple[float, float, float]:
    """tau'R tau, the sum of tau_i (R tau)_(i+1), and the sum of tau_i tau_(i+1), each over tau'tau.

    (R tau)_i = (1+r)/(1-r) tau_i + c (r^i - r^(n-1-i)): the recursion of an AR(1) filter run both ways.
    """
    half, rest, last = (n - 1) / 2, 1 - r, r ** (n - 1)
    square, lagged = n * (n * n - 1) / 12, (n - 1) * (n * n - 2 * n - 3) / 12
    c = half * r / rest + r / rest**2
    powers = (1 - r * last) / rest  # sum of r^i
    ramp = (powers - 1 - (n - 1) * r * last) / rest  # sum of i r^i
    short_powers, short_ramp = powers - last, ramp - (n - 1) * last
    forward = r * (short_ramp - half * short_powers)
    backward = (n - 3) / 2 * short_powers - short_ramp
    filtered = (1 + r) / rest
    whole = filtered * square + 2 * c * (ramp - half * powers)
    return whole / square, (filtered * lagged + c * (forward - backward)) / square, lagged / square
