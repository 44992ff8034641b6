"""Series as factories have them, with a known truth: docs/methods/rule.md, section 12."""

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from portal.evidence import Better, Kind

Numbers = np.ndarray


@dataclass(frozen=True)
class Data:
    """One kind of measure.

    `level`: share or events per period. `extra`: CV of values, or extra variation g of shares and rates.
    `size`: mean denominator of a share.
    """

    name: str
    kind: Kind
    level: float = 100
    extra: float = 0.2
    size: int = 0
    better: Better = Better.LOWER
    skewed: bool = False


VALUE = Data("value normal CV 20%", Kind.VALUE)
STEADY_VALUE = Data("value normal CV 10%", Kind.VALUE, extra=0.1)
SKEWED = Data("value right-skewed CV 50%", Kind.VALUE, extra=0.5, skewed=True)
SHARE_500 = Data("share n=500 p=8% extra var 20%", Kind.SHARE, 0.08, 0.2, 500)
SHARE_95 = Data("share n=200 p=95% (higher better)", Kind.SHARE, 0.95, 0, 200, Better.HIGHER)
RATE_2 = Data("rate mean 2/period", Kind.RATE, 2, 0)
DHU = Data("DHU: mean 40/period extra var 25%", Kind.RATE, 40, 0.25)
ALL = (
    VALUE,
    SKEWED,
    Data("share n=50 p=4%", Kind.SHARE, 0.04, 0, 50),
    Data("share n=50 p=10% extra var 20%", Kind.SHARE, 0.1, 0.2, 50),
    SHARE_500,
    Data("share n=5000 p=8% extra var 20%", Kind.SHARE, 0.08, 0.2, 5000),
    SHARE_95,
    Data("rate mean 0.5/period", Kind.RATE, 0.5, 0),
    RATE_2,
    Data("rate mean 4 extra var 40%", Kind.RATE, 4, 0.4),
    DHU,
)


def generator(name: str) -> np.random.Generator:
    """One stream per cell, named by the cell, so that cells run alone or side by side."""
    return np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))


def series(data: Data, rho: float, shape: Numbers, runs: int, rng: np.random.Generator) -> Iterator[list]:
    """`runs` series of periods, each multiplied by `shape`, with AR(1) noise that runs through the change."""
    for start in range(0, runs, 500):
        x = correlated(rho, min(500, runs - start), len(shape), rng)
        yield from _periods(data, x, shape, rng).tolist()


def correlated(rho: float, runs: int, n: int, rng: np.random.Generator) -> Numbers:
    """AR(1) standard normal, one row a series."""
    x = rng.standard_normal((runs, n))
    for t in range(1, n):
        x[:, t] = rho * x[:, t - 1] + math.sqrt(1 - rho * rho) * x[:, t]
    return x


def step(before: int, after: int, effect: float = 0.0) -> Numbers:
    return np.concatenate([np.ones(before), np.full(after, 1 + effect)])


def fade(before: int, after: int, effect: float) -> Numbers:
    """A step that is back at the old level from the seventh after-point."""
    shape = step(before, after, effect)
    shape[before + 6 :] = 1
    return shape


def drift(n: int, pace: float) -> Numbers:
    """Steady improvement with no intervention at all."""
    return (1 - pace) ** np.arange(n)


def _periods(data: Data, x: Numbers, shape: Numbers, rng: np.random.Generator) -> Numbers:
    if data.kind is Kind.VALUE:
        return 100 * (_lognormal(data.extra, x) if data.skewed else np.maximum(1 + data.extra * x, 0.02)) * shape
    g = _lognormal(data.extra, x) if data.extra else 1.0
    if data.kind is Kind.SHARE:
        d = np.maximum(1, np.rint(data.size * rng.uniform(0.7, 1.3, x.shape)))
        counts = rng.binomial(d.astype(int), np.minimum(0.98, data.level * shape * g))
    else:
        d = rng.uniform(0.8, 1.2, x.shape)
        counts = rng.poisson(data.level * shape * g * d)
    return np.stack([counts, d], axis=2)


def _lognormal(cv: float, x: Numbers) -> Numbers:
    """Positive, mean 1, coefficient of variation `cv`."""
    variance = math.log(1 + cv * cv)
    return np.exp(math.sqrt(variance) * x - variance / 2)
