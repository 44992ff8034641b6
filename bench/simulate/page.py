"""The tables as Markdown and table A as a picture."""

from collections.abc import Iterable, Sequence
from itertools import product
from statistics import fmean

from portal.evidence import RULE_VERSION, Verdict

from . import noise
from .cells import AFTER, HABITS, LOOKS, RHOS, SIZES, Result

BOUND = 3.5  # percent: what a false improvement may cost up to rho 0.3
Found = dict[tuple, Result]
COLOURS = ("#0b6e99", "#c2410c", "#15803d", "#7c3aed", "#b45309", "#be185d")


def keyed(results: Iterable[Result]) -> Found:
    return {(r.cell.table, r.cell.data.name, r.cell.before, r.cell.after, r.cell.rho, r.cell.pace): r for r in results}


def markdown(found: Found, runs: int) -> str:
    return "\n".join(
        (
            "# Simulation of the evidence rule",
            "",
            f"Rule version {RULE_VERSION}; {runs:,} series in each cell, one seeded stream per cell. Rebuild: "
            f"`make simulate` (`python -m bench.simulate --runs {runs}`).",
            f"Standard error of 2 % in one cell: {100 * (0.02 * 0.98 / runs) ** 0.5:.2f} points; the worst of 25 cells "
            "lies above the typical one by chance alone. A cell of table A up to rho 0.3 above "
            f"{BOUND} % is run again with at least 10,000 new series, which then stand for it.",
            "",
            "## A. False “improved” with no change, %: worst of the 25 sizes [mean]",
            *_table(("data", *(f"rho {r:g}" for r in RHOS)), _false_rows(found)),
            "",
            "![Table A](simulation.svg)",
            "",
            "### By size, value CV 20 %, rho 0.3: improved / worse / baseline not stable, %",
            *_table(("before", *(f"after {n}" for n in AFTER)), _size_rows(found)),
            "",
            "## C. What is done today: false “improvement” with no change (value CV 20 %), %",
            *_table(("before after rho", *HABITS), _habit_rows(found)),
            "",
            "## E. Ever improved / ever sustained while a series grows to 20 after-points, no change, %",
            *_table(("before", "rho", *LOOKS), _look_rows(found)),
            "",
            "## H. Steady drift, no intervention (value CV 10 %, rho 0.2): improved / caught as not stable, %",
            *_table(("before", *(f"{p:g} % n2={n}" for p, n in product((0.5, 1, 2), (8, 12)))), _drift_rows(found)),
            "",
        )
    )


def picture(found: Found) -> str:
    """Worst (solid) and mean (dashed) of the 25 sizes against rho, for the data that can be correlated."""
    rows = [data for data in noise.ALL if data.extra]
    lines = [part for data, colour in zip(rows, COLOURS, strict=True) for part in _lines(found, data.name, colour)]
    names = [
        f'<text x="440" y="{40 + 18 * i}" fill="{colour}">{data.name}</text>'
        for i, (data, colour) in enumerate(zip(rows, COLOURS, strict=True))
    ]
    ticks = [f'<text x="{_x(r)}" y="262" text-anchor="middle" class="ink">{r:g}</text>' for r in RHOS]
    ticks += [f'<text x="34" y="{_y(p) + 4}" text-anchor="end" class="ink">{p}</text>' for p in range(0, 9, 2)]
    bound = f'<path d="M40 {_y(BOUND)}H{_x(0.3)}" class="line" stroke-dasharray="2 3"/>'
    return "\n".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 290" font-family="sans-serif" font-size="12">',
            "<style>.ink{fill:#222}.line{stroke:#222;fill:none}"
            "@media(prefers-color-scheme:dark){.ink{fill:#ddd}.line{stroke:#ddd}}</style>",
            "<title>False “improved”, percent, by correlation of neighbouring periods</title>",
            '<path d="M40 20V245H420" class="line"/>',
            bound,
            *lines,
            *names,
            *ticks,
            '<text x="230" y="282" text-anchor="middle" class="ink">correlation of neighbouring periods (rho)</text>',
            '<text x="44" y="14" class="ink">false “improved”, %: worst size solid, mean dashed; dotted: bound</text>',
            "</svg>\n",
        )
    )


def false_rates(found: Found, name: str, rho: float) -> list[float]:
    """Percent improved in each of the 25 sizes of one row of table A."""
    return [found["A", name, b, n, rho, 0.0].percent("improved") for b, n in product(SIZES, AFTER)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return ["", *(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))]


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
        cells = [found["H", noise.STEADY_VALUE.name, before, n, 0.2, p] for p, n in product((0.005, 0.01, 0.02), (8, 12))]
        yield [str(before), *(f"{r.percent('improved'):.0f} / {r.percent(str(Verdict.NOT_STABLE)):.0f}" for r in cells)]


def _lines(found: Found, name: str, colour: str) -> Iterable[str]:
    rates = [false_rates(found, name, rho) for rho in RHOS]
    for summary, dash in ((max, ""), (fmean, ' stroke-dasharray="5 4"')):
        points = " ".join(f"{_x(rho)},{_y(summary(r)):.1f}" for rho, r in zip(RHOS, rates, strict=True))
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'


def _x(rho: float) -> float:
    return 60 + rho * 560


def _y(percent: float) -> float:
    return 245 - percent * 27
