"""The tables as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import fmean

from portal.evidence import RULE_VERSION, Verdict

from . import noise
from .cells import AFTER, HABITS, LOOKS, PACES, RHOS, SIZES, Result

BOUND = 3.5  # percent: what a false improvement may cost up to rho 0.3
Found = dict[tuple, Result]


@dataclass(frozen=True)
class Looks:
    """How often was drawn: `runs` series a cell, `sure` in a second look; `again`: what the second look found."""

    runs: int
    sure: int
    is_short: bool
    again: Sequence[Result] = ()


def keyed(results: Iterable[Result]) -> Found:
    """Results by table, data, sizes, correlation and drift."""
    found: Found = {}
    for result in results:
        cell = result.cell
        found[cell.table, cell.data.name, cell.before, cell.after, cell.rho, cell.pace] = result
    return found


def markdown(found: Found, looks: Looks) -> str:
    """The whole of docs/methods/simulation.md: nothing on it is written by hand."""
    drifts = [f"{100 * pace:g} % n2={n}" for pace, n in product(PACES, (8, 12))]
    sections = (
        _opening(looks),
        ["## A. False “improved” with no change, %: worst of the 25 sizes [mean]"],
        _table(["data", *(f"rho {r:g}" for r in RHOS)], _false_rows(found)),
        ["![False “improved” by correlation](simulation.svg)"],
        ["### By size, value CV 20 %, rho 0.3: improved / worse / baseline not stable, %"],
        _table(["before", *(f"after {n}" for n in AFTER)], _size_rows(found)),
        ["## C. What is done today: false “improvement” with no change (value CV 20 %), %"],
        _table(["before after rho", *HABITS], _habit_rows(found)),
        ["## E. Ever improved / ever sustained while a series grows to 20 after-points, no change, %"],
        _table(["before", "rho", *LOOKS], _look_rows(found)),
        ["## H. Steady drift, no intervention (value CV 10 %, rho 0.2): improved / caught, %"],
        _table(["before", *drifts], _drift_rows(found)),
    )
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def false_rates(found: Found, name: str, rho: float) -> list[float]:
    """Percent improved in each of the 25 sizes of one row of table A."""
    return [found["A", name, b, n, rho, 0.0].percent("improved") for b, n in product(SIZES, AFTER)]


def _opening(looks: Looks) -> list[str]:
    error = 100 * (0.02 * 0.98 / looks.runs) ** 0.5
    short = ["**A short run:** too few series to quote. Run `make simulate` first.", ""] if looks.is_short else []
    found = [f"- {one.cell.name}: {one.percent('improved'):.2f} % of {one.runs:,}" for one in looks.again]
    return [
        "# Simulation of the evidence rule",
        "",
        *short,
        f"Rule version {RULE_VERSION}; {looks.runs:,} series in each cell of A, {2 * looks.runs:,} in those told by size and of C,",
        f"{round(1.2 * looks.runs):,} in those of E and H, each drawn from a seeded stream of its own.",
        "How the series are made, and what each table asks: [rule.md](rule.md), section 12.",
        f"Rebuild: `make simulate` (`python -m bench.simulate --runs {looks.runs} --sure {looks.sure}`).",
        f"Standard error of 2 % in one cell: {error:.2f} points; the worst of 25 cells lies above the",
        f"typical one by chance alone. A cell of table A up to rho 0.3 above {BOUND} % is run again with at",
        f"least {looks.sure:,} new series, which then stand for it in the tables; only if they are above it too has",
        "the rule failed.",
        "",
        f"Cells looked at again: {len(looks.again) or 'none'}.",
        *([""] if found else []),
        *found,
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _false_rows(found: Found) -> Iterable[list[str]]:
    for data in noise.ALL:
        rates = [false_rates(found, data.name, rho) if data.extra or rho == 0 else [] for rho in RHOS]
        yield [data.name, *(f"{max(r):.1f} [{fmean(r):.1f}]" if r else "–" for r in rates)]


def _size_rows(found: Found) -> Iterable[list[str]]:
    for before in SIZES:
        results = [found["A", noise.VALUE.name, before, after, 0.3, 0.0] for after in AFTER]
        marks = ("improved", str(Verdict.WORSE), str(Verdict.NOT_STABLE))
        yield [str(before), *(" / ".join(f"{r.percent(mark):.1f}" for mark in marks) for r in results)]


def _habit_rows(found: Found) -> Iterable[list[str]]:
    for cell in (key for key in found if key[0] == "C"):
        yield [f"{cell[2]} {cell[3]} {cell[4]:g}", *(f"{found[cell].percent(habit):.1f}" for habit in HABITS)]


def _look_rows(found: Found) -> Iterable[list[str]]:
    for cell in (key for key in found if key[0] == "E"):
        pairs = ([found[cell].percent(f"{plan} {what}") for what in ("improved", "sustained")] for plan in LOOKS)
        yield [str(cell[2]), f"{cell[4]:g}", *(f"{one:.1f}/{other:.1f}" for one, other in pairs)]


def _drift_rows(found: Found) -> Iterable[list[str]]:
    for before in SIZES:
        cells = [found["H", noise.STEADY_VALUE.name, before, n, 0.2, p] for p, n in product(PACES, (8, 12))]
        yield [
            str(before),
            *(f"{r.percent('improved'):.0f} / {r.percent(str(Verdict.NOT_STABLE)):.0f}" for r in cells),
        ]
