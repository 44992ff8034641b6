"""One card's series as pages and pictures tell it: points on the calendar, the series that was judged, and the answer."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from portal.evidence import Assessment, Better, Comparison, Kind, RareSeries, Series

if TYPE_CHECKING:
    from portal.measures.seasons import Months


class Phase(enum.StrEnum):
    BEFORE = "before"
    TRANSITION = "transition"  # the period that holds the day of change, or a day from which it was put off: shown, in neither phase
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Point:
    """One period, or one day with rare events. `numerator` is the number itself where nothing is divided."""

    starts_on: date
    ends_on: date
    numerator: float | None = None
    denominator: float | None = None
    phase: Phase = Phase.BEFORE
    excluded: str = ""
    gap: str = ""
    is_estimate: bool = False
    note: str = ""
    first: tuple[float | None, float | None] | None = None  # what was written first, where it was overwritten after the change

    @property
    def value(self) -> float | None:
        """In the measure's own unit, before any scale; none where it is missing."""
        if self.numerator is None or self.denominator == 0:
            return None
        return self.numerator if self.denominator is None else self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Told:
    """`answer` without verdict and error: no change is declared yet, and only the chart speaks."""

    name: str
    unit: str
    kind: Kind
    better: Better
    scale: float
    frequency: str
    points: tuple[Point, ...]
    changed_on: date | None
    series: Series | RareSeries
    answer: Assessment
    other_changes: tuple[date, ...] = ()
    is_amended: bool = False
    is_activity: bool = False
    comparison: Comparison | None = None
    beside: tuple[tuple[date, float], ...] = ()  # the numbers of the area that it is compared with, by the first day of their period
    beside_name: str = ""
    is_beside_late: bool = False  # chosen when the numbers after the change could be seen already
    seasons: tuple[Months, Months] | None = None  # of a measure that goes with them: where its phases lie in unlike months
    delays: tuple[tuple[date, date], ...] = ()  # the day declared first and the day it became, of each change that was put off
    next_on: date | None = None  # of an earlier change: the day of the next, with which the numbers after it end
