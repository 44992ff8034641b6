"""Made-up cards in every state a picture knows, for the style guide and the tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from portal.evidence import Better, Comparison, Kind, RareSeries, Series, assess
from portal.evidence.answer import Assessment
from portal.measures.told import Phase, Point, Told

START = date(2026, 6, 15)
TRIMS = (44, 52, 47, 39, 50, 46, 55, 43, 41, 33, 30, 36, 28, 31, 27, None, 29, 25, 31, 26, 28, 30, 24)
WIDE = date(1990, 1, 1)


def told_of(
    values: Sequence,
    changed_at: int | None = None,
    *,
    kind: Kind = Kind.VALUE,
    better: Better = Better.LOWER,
    name: str = "Looking for trims, line 3",
    unit: str = "minutes per shift",
    scale: float = 1,
    start: date = START,
    left_out: dict[int, str] | None = None,
    window: int = 0,
    other_changes: Sequence[int] = (),
) -> Told:
    """A weekly card; `changed_at`, `other_changes`: positions of the weeks in which something was changed."""
    left_out = left_out or {}
    points = tuple(_point(value, at, changed_at, start, left_out.get(at, "")) for at, value in enumerate(values))
    first = max((at + 1 for at in other_changes if changed_at is not None and at < changed_at), default=0)
    series = _series(kind, better, values, first, changed_at, left_out, window)
    answer = assess(series) if changed_at is not None else Assessment(None, chart=None)
    changed_on = None if changed_at is None else _wednesday(start, changed_at)
    return Told(
        name, unit, kind, better, scale, "weekly", points, changed_on, series, answer, tuple(_wednesday(start, at) for at in other_changes)
    )


def _point(value, at: int, changed_at: int | None, start: date, left_out: str) -> Point:
    top, below = value if isinstance(value, tuple) else (value, None)
    phase = Phase.BEFORE if changed_at is None or at < changed_at else Phase.TRANSITION if at == changed_at else Phase.AFTER
    monday = start + timedelta(days=7 * at)
    gap = "Line closed, boiler repair" if value is None else ""
    return Point(monday, monday + timedelta(days=6), top, below, phase, left_out, gap)


def _wednesday(start: date, week: int) -> date:
    return start + timedelta(days=7 * week + 2)


def _series(kind: Kind, better: Better, values: Sequence, first: int, changed_at: int | None, left_out, window: int) -> Series:
    end = len(values) if changed_at is None else changed_at
    after = () if changed_at is None else tuple(values[changed_at + 1 :])
    excluded = tuple(at - first for at in left_out if first <= at < end)
    days = None if changed_at is None else 7.0 * len(after) + 4
    return Series(kind, better, tuple(values[first:end]), after, excluded, window, None, days)


def _rare(before: Sequence[int], after: Sequence[int], days: tuple[int, int]) -> Told:
    """Accidents on given days of two phases."""
    changed = START + timedelta(days=days[0])
    series = RareSeries(Better.LOWER, days[0], before, days[1], after)
    cases = [START + timedelta(days=at) for at in before] + [changed + timedelta(days=at) for at in after]
    points = tuple(Point(day, day, 1, None, Phase.BEFORE if day < changed else Phase.AFTER) for day in cases)
    return Told("Accidents, whole factory", "", Kind.RARE, Better.LOWER, 1, "daily", points, changed, series, assess(series))


def _noisy(level: float, count: int, spread: float, seed: int) -> list[float]:
    luck = Random(seed)  # noqa: S311 # nosec B311 – a made-up series
    return [round(luck.gauss(level, spread), 1) for _ in range(count)]


def _shares(level: float, count: int, seed: int) -> list[tuple[int, int]]:
    luck = Random(seed)  # noqa: S311 # nosec B311 – a made-up series
    sizes = [luck.choice((120, 260, 400, 900)) for _ in range(count)]
    return [(sum(luck.random() < level for _ in range(size)), size) for size in sizes]


def _with_comparison() -> Told:
    told = told_of(TRIMS, 8)
    return replace(told, comparison=Comparison(-0.45, 0.08, 15, -0.62, -0.28, True))


def _choice() -> Told:
    return told_of([30, 31, 29, 32, 30, 31, 29, 38, 39, 37, 30, 28, 29, 30, 27, 29], 10, window=3)


SAMPLES: dict[str, Callable[[], Told]] = {
    "Sustained, with a gap": lambda: told_of(TRIMS, 8),
    "Sustained, confirmed by comparison": _with_comparison,
    "Firm limits, a point left out, an estimate, no clear change": lambda: _estimated(
        told_of([*_noisy(20, 15, 2, 3), 44.0, *_noisy(20, 10, 2, 5)], 16, left_out={15: "Power cut, two shifts lost"})
    ),
    "Worse": lambda: told_of([*_noisy(28, 10, 2, 1), 30.0, *_noisy(45, 6, 3, 2)], 10),
    "Baseline not stable": lambda: told_of([50, 48, 47, 44, 43, 40, 39, 36, 35, 33, 30, 29, 27, 28, 26], 8),
    "Share with stepped limits": lambda: told_of(
        [*_shares(0.09, 12, 4), *_shares(0.05, 10, 5)], 12, kind=Kind.SHARE, name="Defective pieces", unit=""
    ),
    "Rate with zero denominators": lambda: told_of(
        [(9, 100), (11, 110), (8, 90), (0, 0), (12, 120), (10, 95), (9, 105), (8, 100), (5, 100), (0, 0), (4, 90), (6, 120), (3, 100)],
        7,
        kind=Kind.RATE,
        name="Defects",
        unit="per 100 pieces",
        scale=100,
    ),
    "Days between accidents": lambda: _rare((4, 19, 25, 51, 60, 88, 95, 120, 133), (30, 95, 101, 160), (140, 190)),
    "Two changes, the second worse": lambda: told_of(
        [*_noisy(50, 10, 3, 7), 48.0, *_noisy(40, 9, 3, 8), 40.0, *_noisy(44, 3, 3, 9)], 20, other_changes=(10,)
    ),
    "Chosen because it was bad": _choice,
    "A long run": lambda: told_of([40, 41, 43, 40, 42, 41, 44, 40, 47, 48, 46, 47, 49, 46, 48, 47, 46, 48], None),
    "No change declared yet": lambda: told_of([44, 52, 47], None),
    "One number": lambda: told_of([44], None),
    "No number": lambda: told_of([], None),
    "Only gaps": lambda: told_of([None, None, None], None),
    "All the same": lambda: told_of([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], 7, name="Complaints", unit="a week"),
    "Below zero": lambda: told_of(
        [-4, 3, -2, 5, -1, 2, 0, 4, 6, 3, 5, 7, 4], 7, better=Better.HIGHER, name="Profit", unit="thousand rupees"
    ),
    "Huge numbers": lambda: told_of([1.2e300, 1.3e300, 1.1e300, 1.25e300, 1.2e300, 1.15e300, 1.2e300, 8e299, 9e299, 8.5e299, 8e299], 6),
    "More numbers than dots": lambda: told_of(
        [*_noisy(60, 900, 6, 11), *_noisy(50, 750, 6, 12)], 900, start=WIDE, name="Minutes", unit="a week"
    ),
}


def _estimated(told: Told) -> Told:
    """The third and the newest number as estimates."""
    marked = {2, len(told.points) - 1}
    return replace(told, points=tuple(replace(point, is_estimate=at in marked) for at, point in enumerate(told.points)))
