"""The table: goal, figure, met or by how much it was missed; on the screen and in build/bench/report.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from bench.load import CONNECTIONS, Round
from bench.measuring import Crowd, Figures, Paint, Wire
from bench.place import figures_of_machine

STATEMENTS, FIRST, REPEAT, LIST, MEMORY = 8, 60_000, 12_000, 5_000, 200
PAINT = 1.5  # seconds, at 400 kbit/s and 400 ms with a quarter of the processor
TIMES_THE_MODULE = 2.0  # what a board, a list or a funnel of thousands may take


@dataclass
class Report:
    seconds: int
    machine: str = field(default_factory=figures_of_machine)
    figures: list[Figures] = field(default_factory=list)
    floors: dict[str, list[Round]] = field(default_factory=dict)
    cold_floors: dict[str, Round] = field(default_factory=dict)
    wire: Wire | None = None
    memory: float = 0
    paints: dict[str, Paint] = field(default_factory=dict)
    crowd: Crowd | None = None

    def text(self) -> str:
        return "\n".join([*self.head(), *self.floor_rows(), *self.rows(), *self.goals(), ""])

    def head(self) -> list[str]:
        rounds = len(self.figures[0].pairs) if self.figures else 0
        return [
            f"# Speed, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "",
            f"{self.machine}. Granian, 2 workers, 64 blocking threads each, `gc.freeze`; wrk, {CONNECTIONS} connections, 64 people, "
            f"more than 500 records, drawn at random; median of {rounds} rounds of {self.seconds} s, floor and portal in turn. "
            "Cold: the first two seconds after a start. The portal compresses (zstd), the floors do not. Only ratios count.",
        ]

    def floor_rows(self) -> list[str]:
        heads = ("floor", "req/s", "cold", "p50 ms", "p99 ms", "CPU ms", "bytes")
        named = {"b": "b: page from memory", "c": "c: session + 3 ORM statements", "d": "d: POST, CSRF, one insert"}
        return table(heads, [[named[letter], *self.floor_cells(letter)] for letter in self.floors])

    def floor_cells(self, letter: str) -> list[str]:
        middle = {name: median(getattr(one, name) for one in self.floors[letter]) for name in Round.__dataclass_fields__}
        cold = self.cold_floors[letter].rate
        return [
            *(f"{middle['rate']:.0f} {cold:.0f} {middle['p50']:.1f} {middle['p99']:.1f} {middle['cpu']:.2f} {middle['size']:.0f}".split())
        ]

    def p99_of_c(self) -> float:
        return median(one.p99 for one in self.floors["c"])

    def rows(self) -> list[str]:
        heads = ("subject", "goal", "ratio", "", "req/s", "cold", "p50 ms", "p99 ms", "p99 ÷ c", "CPU ms", "CPU ratio", "SQL", "bytes")
        return table(heads, [self.row(one) for one in self.figures])

    def row(self, one: Figures) -> list[str]:
        goal = f"{one.subject.goal:.1f} × {one.subject.floor}"
        return [
            *(one.subject.name, goal, f"{one.ratio:.2f}", verdict(one.ratio, one.subject.goal, more_is_better=True)),
            *(
                f"{one.of('rate'):.0f}",
                f"{one.cold.rate:.0f}",
                f"{one.of('p50'):.1f}",
                f"{one.of('p99'):.1f}",
                f"{one.of('p99') / self.p99_of_c():.2f}",
            ),
            *(f"{one.of('cpu'):.2f}", f"{one.cpu_ratio:.2f}", str(one.statements), f"{one.of('size'):.0f}"),
        ]

    def goals(self) -> list[str]:
        c = self.p99_of_c()
        found = [(f"p99 of {one.subject.name}, as a multiple of c's", 1.0, one.of("p99") / c, "") for one in self.figures]
        found += [(f"SQL statements of {one.subject.name}", STATEMENTS, one.statements, "") for one in self.figures]
        found.append(("memory of two web workers and the job worker, PSS", MEMORY, self.memory, "MB"))
        if self.wire:
            found.append(("first visit on the wire", FIRST, self.wire.first, "bytes"))
            found.append(("the same page again", REPEAT, self.wire.repeat, "bytes"))
            found.append(("a list of 60 rows, zstd", LIST, self.wire.list_of_60["zstd"], "bytes"))
        for language, one in self.paints.items():
            found.append((f"first contentful paint on a slow phone, first visit ({language})", PAINT, one.first, "s"))
            found.append((f"the same page again ({language})", PAINT, one.again, "s"))
        if self.crowd:
            found.append((f"p99 beside {self.crowd.phones} slow phones, as a multiple of without", 2.0, self.crowd.ratio, ""))
        rows = [[what, f"{goal:,g} {unit}", f"{shown(figure)} {unit}", verdict(figure, goal)] for what, goal, figure, unit in found]
        return [*table(("what", "at most", "measured", ""), rows), *self.details()]

    def details(self) -> list[str]:
        lines = ["", f"Memory: {self.memory:.0f} MB (PSS) of the web server, its two workers and the job worker, after the rounds."]
        if self.wire:
            lines.append(
                "First visit: " + ", ".join(f"{name.rpartition('/')[2] or 'page'} {size:,}" for name, size in self.wire.parts.items()) + "."
            )
            lines.append("List of 60: " + ", ".join(f"{coding} {size:,}" for coding, size in self.wire.list_of_60.items()) + ".")
        if self.crowd:
            lines.append(
                f"Slow phones: p99 {self.crowd.alone.p99:.1f} → {self.crowd.beside.p99:.1f} ms, req/s {self.crowd.alone.rate:.0f} → {self.crowd.beside.rate:.0f}."
            )
        others = f"Boards, lists, funnel and events of thousands, at most {TIMES_THE_MODULE:g} × the module's page: "
        others += "`make bench-recruiting` (5,000 prospects, 200 events), `make bench-improving` (1,000 projects)."
        return [*lines, "", others, "Why what is missed is missed: docs/speed.md."]


def verdict(figure: float, goal: float, more_is_better: bool = False) -> str:
    good = figure >= goal if more_is_better else figure <= goal
    return "met" if good else f"missed by {abs(figure - goal) / goal:.0%}"


def shown(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 20 or figure == int(figure) else f"{figure:.2f}"


def table(heads: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    """Markdown whose columns also stand under one another on a screen."""
    widths = [max(len(row[n]) for row in [list(heads), *rows]) for n in range(len(heads))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [list(heads), *rows]]
    rule = " | ".join("-" * max(width, 3) for width in widths)
    return ["", *(f"| {line} |" for line in [lines[0], rule, *lines[1:]])]
