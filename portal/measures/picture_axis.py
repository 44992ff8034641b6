"""Scales of a picture: what stands at which percent of its width and height, and what is written beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from portal import clock
from portal.measures.saying import figure
from portal.web.language import language

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_TICKS, MOST_DAYS = 5, 6
HEADROOM = 0.06
FROM_ZERO = 0.5  # a lowest number under half of the highest: the axis begins at nothing, so that heights can be compared
RTL, PDI = "\u2067", "\u2069"  # a picture runs from left to right; Urdu words in it stand in an isolate


@dataclass(frozen=True, slots=True)
class Tick:
    """`at`: percent from the top or from the left. `is_extra`: dropped on a phone."""

    at: float
    text: str
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """From a number to percent from the top. `unit`: a power of ten, so that 1e308 can be drawn as well as 1."""

    low: float
    high: float
    step: float
    unit: float

    def y(self, value: float) -> float:
        """Never outside the frame: what is beyond it is drawn at its edge."""
        from_top = (self.high - value / self.unit) / (self.high - self.low)
        return round(100 * from_top, 2) if 0.0 <= from_top <= 1.0 else 0.0 if from_top < 0 else 100.0

    def ticks(self) -> list[Tick]:
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        return [Tick(self.y(n * self.step * self.unit), figure(n * self.step * self.unit, self.digits)) for n in range(first, last + 1)]

    @property
    def digits(self) -> int:
        """Decimals that tell neighbouring ticks apart."""
        step = self.step * self.unit
        rough = -math.floor(math.log10(step)) if step else 0
        return rough if abs(round(step, rough) - step) <= step / 1e6 else rough + 1


def scale_of(values: Iterable[float], ceiling: float | None = None) -> Scale:
    """A scale that holds all finite values; `ceiling`: a share never needs more than 100 %."""
    found = [value for value in values if math.isfinite(value)]
    largest = max(map(abs, found), default=0.0)
    unit = 10.0 ** max(-300, math.floor(math.log10(largest))) if largest else 1.0
    low, high = _ends([value / unit for value in found] or [0.0])
    step = _step((high - low) / MOST_TICKS)
    low = math.floor(low / step + 1e-9) * step if low > 0 else min(low, math.floor(min(found, default=0.0) / unit / step + 1e-9) * step)
    high = max(
        high, math.ceil(max(found, default=0.0) / unit / step - 1e-9) * step
    )  # a number is written above the highest point, and below the lowest
    top = high if ceiling is None else max(min(high, ceiling / unit), low + step)
    return Scale(low, top, step, unit)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    if low >= 0 and (low < FROM_ZERO * high or low == high):
        low = 0.0
    if high <= 0 and (low == high or high > FROM_ZERO * low):
        high = 0.0
    if low == high:
        return 0.0, 1.0
    room = HEADROOM * (high - low)
    return low - (room if low else 0), high + (room if high else 0)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))


def days_along(days: Sequence[tuple[float, date]], monthly: bool) -> list[Tick]:
    """At most six dates under a picture, evenly chosen; every second one can be spared on a phone."""
    every = max(1, math.ceil(len(days) / MOST_DAYS))
    chosen = days[::every]
    year = clock.today().year
    return [Tick(x, day_text(day, monthly, day.year != year), n % 2 == 1) for n, (x, day) in enumerate(chosen)]


def day_text(day: date, monthly: bool = False, with_year: bool = False) -> str:
    return _written(day, "LLL y" if monthly else "d MMM y" if with_year else "d MMM", language())


@lru_cache(4096)
def _written(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)
