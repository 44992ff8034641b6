"""Tails and quantiles of Student's t, the beta and the binomial, on the standard library alone."""

import math
from functools import lru_cache
from statistics import NormalDist

_NORMAL = NormalDist()
_LARGE = 1e5  # both shapes above it: the Cornish-Fisher series is exact to 1e-9 and needs no iteration
_TINY = 1e-300
_LN_ROOT_2PI = 0.5 * math.log(2 * math.pi)


def normal_cdf(z: float) -> float:
    """P(Z <= z) for the standard normal; accurate in the lower tail, where 1 - P would lose its digits."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


@lru_cache(maxsize=4096)
def t_critical(tail: float, df: float) -> float:
    """t with P(T > t) = tail, 0 < tail <= 0.5, df > 0 and not necessarily whole.

    Uses df/(df + T^2) ~ Beta(df/2, 1/2) (Abramowitz & Stegun 26.7.1).
    """
    return math.sqrt(df) * math.exp(-0.5 * beta_log_odds(2 * tail, df / 2, 0.5))


def t_two_sided(t: float, df: float) -> float:
    """P(|T| >= |t|) for Student's t with df > 0; 0 for an infinite t."""
    if t == 0:
        return 1.0
    if math.isinf(t):
        return 0.0
    return math.exp(_log_beta_cdf(math.log(df) - 2 * math.log(abs(t)), df / 2, 0.5)[0])


def binomial_at_least(successes: int, trials: int, chance: float) -> float:
    """P(X >= successes) for X ~ Binomial(trials, chance), 0 < chance < 1."""
    if successes <= 0:
        return 1.0
    if successes > trials:
        return 0.0
    odds = math.log(chance) - math.log1p(-chance)
    return math.exp(_log_beta_cdf(odds, successes, trials - successes + 1)[0])


@lru_cache(maxsize=1024)
def binomial_half_quantile(level: float, trials: int) -> int:
    """Smallest c with P(X <= c) >= level for X ~ Binomial(trials, 1/2)."""
    low, high = 0, trials
    while low < high:
        middle = (low + high) // 2
        if 1 - binomial_at_least(middle + 1, trials, 0.5) >= level:
            high = middle
        else:
            low = middle + 1
    return low


def beta_quantile(p: float, a: float, b: float) -> float:
    """B with P(X <= B) = p for X ~ Beta(a, b); 0 < p < 1, a, b >= 0.5."""
    return 1 / (1 + math.exp(-beta_log_odds(p, a, b)))


def beta_log_odds(p: float, a: float, b: float) -> float:
    """ln(B/(1-B)) of the p-quantile B of Beta(a, b); keeps its digits where B or 1-B is close to 0.

    Newton's method on the logarithm of the distribution function, which is concave in the log odds: it
    converges from anywhere. 0 < p < 1, a, b >= 0.5.
    """
    if p > 0.5:
        return -beta_log_odds(1 - p, b, a)
    z = _NORMAL.inv_cdf(p)
    if min(a, b) > _LARGE:
        return _cornish_fisher(z, a, b)
    odds = math.log(a) - math.log(b) + z * math.sqrt(1 / a + 1 / b)
    for _ in range(100):
        log_cdf, log_density = _log_beta_cdf(odds, a, b)
        step = (math.log(p) - log_cdf) * math.exp(log_cdf - log_density)
        odds += max(-50.0, min(50.0, step))
        if abs(step) < 1e-9:  # quadratic convergence: the next step would be 1e-18
            break
    return odds


def _cornish_fisher(z: float, a: float, b: float) -> float:
    """Quantile of the log odds from its first four cumulants (polygamma differences)."""
    mean = math.log(a) - math.log(b) - 0.5 / a + 0.5 / b - 1 / (12 * a * a) + 1 / (12 * b * b)
    variance = 1 / a + 1 / b + 0.5 / a / a + 0.5 / b / b
    root = math.sqrt(variance)
    skew = (1 / b / b - 1 / a / a) / variance / root
    excess = 2 * (1 / a**3 + 1 / b**3) / variance / variance
    w = z + (z * z - 1) * skew / 6 + (z**3 - 3 * z) * excess / 24 - (2 * z**3 - 5 * z) * skew * skew / 36
    return mean + root * w


def _log_beta_cdf(odds: float, a: float, b: float) -> tuple[float, float]:
    """ln I_x(a, b) at the log odds of x, and the log of its slope in the log odds."""
    odds = max(-700.0, min(700.0, odds))
    x, y = 1 / (1 + math.exp(-odds)), 1 / (1 + math.exp(odds))
    gap = a - (a + b) * x if a < b else (a + b) * y - b
    kernel = _log_kernel(a, b, x, y, gap)
    if gap + 1 >= 2 * x:
        return kernel - math.log(_fraction(a, b, x, gap)), kernel
    upper = math.exp(kernel) / _fraction(b, a, y, -gap)
    return math.log1p(-min(upper, 1 - 1e-16)), kernel


def _log_kernel(a: float, b: float, x: float, y: float, gap: float) -> float:
    """ln(x^a y^b / B(a, b)) with y = 1-x, Loader's saddle-point form: no cancelling of large log-gammas."""
    n = a + b
    spread = _stirling_error(n) - _stirling_error(a) - _stirling_error(b)
    return spread - _deviance(a, n * x, gap) - _deviance(b, n * y, -gap) + 0.5 * math.log(a * (b / n)) - _LN_ROOT_2PI


def _deviance(x: float, mean: float, gap: float) -> float:
    """x ln(x/mean) + mean - x, where gap = x - mean is given with all its digits (Loader 2000, bd0)."""
    if abs(gap) >= 0.1 * (x + mean):
        return x * math.log(x / mean) - gap
    v = gap / (x + mean)
    total, term, power = gap * v, 2 * x * v, v * v
    for odd in range(3, 60, 2):
        term *= power
        bigger = total + term / odd
        if bigger == total:
            break
        total = bigger
    return total


@lru_cache(maxsize=4096)
def _stirling_error(n: float) -> float:
    """ln Gamma(n+1) minus Stirling's formula."""
    if n <= 15:
        return math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - _LN_ROOT_2PI
    s = 1 / n / n
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - s / 1188) * s) * s) * s) / n


def _fraction(a: float, b: float, x: float, gap: float) -> float:
    """Continued fraction f with I_x(a, b) = kernel / f, gap = a - (a+b)x (Didonato & Morris 1992)."""
    value = c = (a * (gap + 1) / (a + 1)) or _TINY
    d = 0.0
    for m in range(1, 100_000):
        rise = m * (b - m) * x / (a + 2 * m - 1)
        top = (a + m - 1) * (a + b + m - 1) * x / (a + 2 * m - 1) * rise
        bottom = m + rise + (a + m) * (gap + 1 + m * (2 - x)) / (a + 2 * m + 1)
        d = 1 / ((bottom + top * d) or _TINY)
        c = (bottom + top / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < 4e-16:
            break
    return value
