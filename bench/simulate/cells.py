"""Cells of the tables A, C, E and H: each a named, seeded run that can stand alone."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from statistics import fmean, median, variance

from portal.evidence import Assessment, Kind, Series, Verdict, assess, chart, runs
from portal.evidence.quantiles import t_two_sided

from . import noise
from .noise import Data

SIZES = (6, 8, 12, 15, 24)
AFTER = (4, 6, 8, 12, 20)
RHOS = (0.0, 0.2, 0.3, 0.4, 0.6)
PACES = (0.005, 0.01, 0.02)  # steady drift per period
TIMES = {"A": 1, "C": 2, "E": 1.2, "H": 1.2}
LOOKS = {"look every period 4-20": range(4, 21), "reviews 6,12,20": (6, 12, 20), "reviews 6,12": (6, 12)}


@dataclass(frozen=True)
class Cell:
    """One combination of table, data, sizes and correlation.

    `pace`: drift per period (H). `again`: a second stream.
    """

    table: str
    data: Data
    before: int
    after: int
    rho: float
    pace: float = 0.0
    again: bool = False

    @property
    def times(self) -> float:
        """Series beside the 2,500 of table A's cells, as the rule's own tables were made; those that are told by size are read one by one."""
        by_size = self.table == "A" and self.data is noise.VALUE and self.rho == 0.3
        return 2 if by_size else TIMES[self.table]

    @property
    def name(self) -> str:
        again = " again" if self.again else ""
        size = f"{self.before}+{self.after}"
        return f"{self.table} {self.data.name} {size} rho {self.rho} drift {self.pace}{again}"


@dataclass(frozen=True)
class Result:
    cell: Cell
    runs: int
    counts: Counter[str] = field(default_factory=Counter)

    def percent(self, what: str) -> float:
        return 100 * self.counts[what] / self.runs


def all_cells() -> list[Cell]:
    a = [Cell("A", d, b, n, r) for d in noise.ALL for r in (RHOS if d.extra else RHOS[:1]) for b in SIZES for n in AFTER]
    c = [Cell("C", noise.VALUE, b, n, r) for b, n in ((6, 6), (12, 8), (12, 12)) for r in (0.0, 0.3, 0.6)]
    e = [Cell("E", noise.VALUE, b, 20, r) for b, r in product((6, 12, 24), RHOS)]
    h = [Cell("H", noise.STEADY_VALUE, b, n, 0.2, p) for b, p, n in product(SIZES, PACES, (8, 12))]
    return e + a + c + h  # the longest first, so that both cores end together


def run(cell: Cell, count: int) -> Result:
    """`count` series of the cell through the portal's own rule."""
    tally = Counter(what for periods in draw(cell, count) for what in set(MARKS[cell.table](cell, periods)))
    return Result(cell, count, tally)


def draw(cell: Cell, count: int) -> Iterator[list]:
    n = cell.before + cell.after
    shape = noise.drift(n, cell.pace) if cell.pace else noise.step(cell.before, cell.after)
    return noise.series(cell.data, cell.rho, shape, count, noise.generator(cell.name))


def judged(data: Data, periods: list, before: int, after: int | None = None) -> Assessment:
    end = None if after is None else before + after
    return assess(Series(data.kind, data.better, periods[:before], periods[before:end]))


def _verdict(cell: Cell, periods: list) -> Iterator[str]:
    """Tables A and H."""
    answer = judged(cell.data, periods, cell.before)
    yield str(answer.verdict)
    if answer.verdict and answer.verdict.improved:
        yield "improved"


def _looks(cell: Cell, periods: list) -> Iterator[str]:
    """Table E: the same series as it grows."""
    for after in range(4, 21):
        verdict = judged(cell.data, periods, cell.before, after).verdict
        for plan, looks in LOOKS.items():
            if verdict and verdict.improved and after in looks:
                yield f"{plan} improved"
                if verdict is Verdict.SUSTAINED:
                    yield f"{plan} sustained"


def _habits(cell: Cell, periods: list) -> Iterator[str]:
    """Table C: what teams and consultants do today."""
    before, after = periods[: cell.before], periods[cell.before :]
    lower = fmean(after) < fmean(before)
    if lower and t_test(before, after) < 0.05:
        yield "t-test"
    if fmean(after) <= 0.9 * fmean(before):
        yield "mean 10% lower"
    if periods[-1] <= 0.9 * periods[0]:
        yield "last vs first 10% lower"
    limits = chart(Kind.VALUE, before)
    if limits and limits.limits[0] and min(after) < limits.limits[0][0]:
        yield "any point below LCL"
    if lower and signal(periods):
        yield "Anhoej signal + lower"


def t_test(before: list[float], after: list[float]) -> float:
    """Two-sided p of the two-sample test with equal variances."""
    n1, n2 = len(before), len(after)
    pooled = ((n1 - 1) * variance(before) + (n2 - 1) * variance(after)) / (n1 + n2 - 2)
    return t_two_sided((fmean(after) - fmean(before)) / math.sqrt(pooled * (1 / n1 + 1 / n2)), n1 + n2 - 2)


def signal(y: list[float]) -> bool:
    seen = runs(y, median(y))
    if seen.n < 10 or seen.longest_max is None or seen.crossings_min is None:
        return False
    return seen.longest > seen.longest_max or seen.crossings < seen.crossings_min


MARKS = {"A": _verdict, "C": _habits, "E": _looks, "H": _verdict}
HABITS = (
    "t-test",
    "mean 10% lower",
    "last vs first 10% lower",
    "any point below LCL",
    "Anhoej signal + lower",
)
