"""A series as small as a word: one line with its gaps and the moment of change; the number stands beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.measures.periods import Frequency
from portal.measures.told import Phase, Point

MOST_POINTS = 60
NEWEST = 24  # of a card in a list
TOP, HEIGHT = 6, 88  # room for the line's own width at both edges


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`path` in a frame of 100 by 100, empty without any number. `cut`: x of the change. `last`: the newest number, scaled."""

    path: str
    cut: int | None
    last: float | None


def sparkline(points: Sequence[Point | float | None], scale: float = 1, change_at: int | None = None) -> Sparkline:
    """The newest sixty. `change_at`: position of the first number after the change, found by itself for points."""
    values = [_value(point) for point in points]
    if change_at is None:
        change_at = next((at for at, point in enumerate(points) if isinstance(point, Point) and point.phase is not Phase.BEFORE), None)
    skipped = max(0, len(values) - MOST_POINTS)
    shown = values[skipped:]
    found = [value for value in shown if value is not None]
    step = 100 / max(1, len(shown) - 1)
    cut = None if change_at is None or change_at <= skipped else round((change_at - skipped - 0.5) * step)
    return Sparkline(_path(shown, found, step), cut if cut is not None and cut <= 100 else None, found[-1] * scale if found else None)


def of_numbers(lines: str, frequency: Frequency | None, changed_on: date | None, scale: float = 1) -> Sparkline:
    """Of readings as lines of day, number, denominator, with the gaps between them; without a frequency only their days."""
    read = {date.fromisoformat(day): _quotient(above, below) for day, above, below in map(str.split, lines.splitlines())}
    days = sorted(read) if frequency is None or not read else list(frequency.between(min(read), max(read)))
    changed = next((at for at, day in enumerate(days) if changed_on and (frequency.end(day) if frequency else day) >= changed_on), None)
    return sparkline([read.get(day) for day in days], scale, changed)


def _quotient(above: str, below: str) -> float | None:
    if above == "-" or (below != "-" and not float(below)):
        return None
    return float(above) if below == "-" else float(above) / float(below)


def _value(point: Point | float | None) -> float | None:
    value = point.value if isinstance(point, Point) else point
    return value if value is not None and math.isfinite(value) else None


def _path(shown: Sequence[float | None], found: Sequence[float], step: float) -> str:
    """Whole numbers are fine enough; a number alone between gaps is a short stroke."""
    if not found:
        return ""
    low, high = min(found), max(found)
    half = high / 2 - low / 2 or 1.0  # halves, so that -1e308 and 1e308 fit in one line
    pen, path = False, []
    for at, value in enumerate(shown):
        if value is not None:
            level = 0.5 if low == high else (value / 2 - low / 2) / half
            is_alone = not pen and (at + 1 == len(shown) or shown[at + 1] is None)
            path.append(f"{'L' if pen else 'M'}{at * step:.0f} {TOP + HEIGHT * (1 - level):.0f}{'h1' if is_alone else ''}")
        pen = value is not None
    return "".join(path)
