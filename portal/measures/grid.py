"""The grid of a factory: cards down, periods along, a cell for each; one cell and the whole sheet are saved by the same code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.evidence import Kind
from portal.measures import entering
from portal.measures.doubts import display
from portal.measures.indicators import words_of
from portal.measures.models import Frequency, MeasureCard, Reading
from portal.measures.picture_sparkline import NEWEST, Sparkline, sparkline
from portal.measures.series import newest_points
from portal.measures.typed import parse

ROWS, ALONG = 20, 8


@dataclass(frozen=True)
class Cell:
    """One card in one period, as it stands or as it was sent."""

    card: MeasureCard
    starts_on: date
    numerator: str = ""
    denominator: str = ""
    seen: int = 0
    status: int = 200
    says: object = ""  # what is wrong, or asked
    asks: bool = False
    is_fixed: bool = False
    is_gap: bool = False
    is_saved: bool = False

    @property
    def key(self) -> str:
        return f"{self.card.id}_{self.starts_on}"

    @property
    def words(self) -> dict[str, str]:
        return words_of(self.card)

    @property
    def result(self) -> str:
        """The quotient of the two numbers, as the card shows it."""
        above, below = parse(self.numerator).number, parse(self.denominator).number
        if not self.card.is_divided or above is None or not below:
            return ""
        return display(above / below * self.card.scale)

    @property
    def result_said(self) -> str:
        return f"{self.result} %" if self.result and self.card.kind is Kind.SHARE else self.result or "–"


@dataclass(frozen=True)
class Line:
    card: MeasureCard
    words: dict[str, str]
    cells: list[Cell]
    spark: Sparkline  # its own history, the older numbers too


@dataclass(frozen=True)
class Sheet:
    """All cards that count in the same rhythm."""

    frequency: Frequency
    periods: list[date]
    lines: list[Line]

    @property
    def older(self) -> str:
        """The address of the periods before these."""
        return f"?{self.frequency}={self.periods[0]}"

    @property
    def newer(self) -> str | None:
        """Of those after them; none where these are the newest."""
        if self.periods[-1] >= self.frequency.latest_over(clock.today()):
            return None
        last = self.frequency.start(clock.today())
        day = self.periods[-1]
        for _place in range(ALONG + 1):
            day = self.frequency.next(day)
        return f"?{self.frequency}={min(day, last)}"


def sheets(cards: Sequence[MeasureCard], sent: dict | None = None, until: dict[str, date] | None = None) -> list[Sheet]:
    """Weeks, months and days each in a sheet of their own, those that had ended on the day in `until`; rare events are written on their card."""
    found = []
    for frequency in Frequency:
        mine = [card for card in cards if card.frequency is frequency and card.kind is not Kind.RARE]
        periods = frequency.newest(ALONG, (until or {}).get(frequency, clock.today()))
        if mine:
            found.append(Sheet(frequency, periods, [line(card, periods, sent or {}) for card in mine]))
    return found


def line(card: MeasureCard, periods: Sequence[date], sent: dict) -> Line:
    there = {one.starts_on: one for one in card.readings}
    cells = [sent.get((card.id, day)) or cell_of(card, day, there.get(day)) for day in periods]
    return Line(card, words_of(card), cells, sparkline(newest_points(card, NEWEST), card.scale))


def cell_of(card: MeasureCard, starts_on: date, there: Reading | None, **more) -> Cell:
    fixed = entering.is_fixed(card, starts_on)
    if there is None:
        return Cell(card, starts_on, is_fixed=fixed, **more)
    texts = as_text(there.numerator), as_text(there.denominator)
    return Cell(card, starts_on, *texts, there.version, is_fixed=fixed, is_gap=bool(there.gap_because), **more)


def as_text(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}" if abs(number) < 1e12 else f"{number:.0f}"


def recent(card: MeasureCard, count: int, beside: date) -> list[Cell]:
    """The last periods of one card, the newest first; where an older one is written, those around it."""
    there, newest = {one.starts_on: one for one in card.readings}, card.frequency.newest(count, clock.today())
    while beside < newest[count // 4]:
        newest = card.frequency.newest(count, newest[count // 2])
    return [cell_of(card, day, there.get(day)) for day in reversed(newest)]
