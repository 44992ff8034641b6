"""A card's numbers as CSV, XLSX or a pasted block, in: each line judged by itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import Person
from portal.errors import NotNow
from portal.evidence import Kind
from portal.measures import entering
from portal.measures.doubts import FEW, doubts, fault
from portal.measures.models import Frequency, MeasureCard
from portal.measures.periods import FIRST_DAY
from portal.measures.typed import DIGITS, parse, parse_count
from portal.web.formats import inside

MOST_LINES, MOST_BYTES = 12_000, 2_000_000
NEAR = 6  # so many neighbours on either side make what is usual
A_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
A_WEEK = re.compile(r"(\d{4})-W(\d{1,2})", re.I)
A_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True)
class Line:
    """One line of what was brought: what it says, and what is wrong with it."""

    at: int
    cells: tuple[str, ...]
    starts_on: date | None = None
    pair: tuple[float | None, float | None] = (None, None)
    wrong: object = None
    asks: str | None = None
    stands: tuple[float | None, float | None] | None = None  # what the card has there now
    is_percent: bool = False

    @property
    def is_fine(self) -> bool:
        return not self.wrong

    @property
    def is_new(self) -> bool:
        return self.stands is None

    @property
    def is_unchanged(self) -> bool:
        return self.stands == self.pair

    @property
    def denominator(self) -> float | None:
        return self.pair[1]

    @property
    def value(self) -> float | None:
        above, below = self.pair
        return None if above is None or below == 0 else above if below is None else above / below


def from_xlsx(content: bytes) -> list[list[str]]:
    """Raises ValueError for what is no workbook."""
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        cells = book.get_sheet_by_index(0).to_python(nrows=MOST_LINES)
    except (CalamineError, IndexError, OSError, ValueError) as broken:
        raise ValueError("no workbook") from broken
    return [[as_cell(cell) for cell in row] for row in cells]


def as_cell(cell) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell if cell is not None else "")


def from_text(text: str) -> list[list[str]]:
    """A block from a spreadsheet (tabs), or CSV with commas or semicolons."""
    text = text.replace("\0", "").lstrip("\ufeff")
    first = text.split("\n", 1)[0]
    mark = "\t" if "\t" in first else ";" if ";" in first else ","
    csv.field_size_limit(MOST_BYTES)
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="\n")
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)][:MOST_LINES]


def understood(card: MeasureCard, table: Sequence[Sequence[str]]) -> list[Line]:
    """Each line judged by itself; a heading and empty lines are passed over."""
    lines = [(at, list(row)) for at, row in enumerate(table, 1) if any(cell.strip() for cell in row)]
    if lines and is_heading(lines[0][1]):
        lines = lines[1:]
    found, days = [], set()
    for at, row in lines:
        line = understand(card, at, row)
        if line.starts_on in days and line.is_fine:
            line = Line(at, line.cells, line.starts_on, wrong=_("This period stands in the block twice."))
        days.add(line.starts_on)
        found.append(line)
    return looked_at_again(card, months_in_weeks(card, found))


def months_in_weeks(card: MeasureCard, lines: list[Line]) -> list[Line]:
    """A whole month, dated by its first day, would stand in the week of that day."""
    days = sorted(day for line in lines if line.starts_on and (day := day_of(line.cells[0])))
    months = [12 * day.year + day.month for day in days]
    successive = len(days) >= FEW and all(b - a == 1 for a, b in pairwise(months))
    if card.frequency is not Frequency.WEEKLY or card.kind is Kind.RARE or not successive or any(day.day != 1 for day in days):
        return lines
    return [replace(line, wrong=line.wrong or no_month(line.cells[0])) if line.starts_on else line for line in lines]


def no_month(text: str) -> str:
    return _("“%(text)s” is a whole month, and this card does not count months. Write the Monday of each week.", text=inside(text[:40]))


def looked_at_again(card: MeasureCard, lines: list[Line]) -> list[Line]:
    """What is odd beside its neighbours in time, whether they stand on the card or come in the same block."""
    coming = {line.starts_on: line for line in lines if line.is_fine and line.starts_on and line.value is not None}
    there = [one for one in card.readings if one.value is not None and one.starts_on not in coming]
    around = sorted([*there, *coming.values()], key=lambda one: one.starts_on or date.min)
    place = {one.starts_on: at for at, one in enumerate(around)}
    return [replace(line, asks=asked_of(card, line, around, place[line.starts_on])) if is_asked(line, coming) else line for line in lines]


def is_asked(line: Line, coming: dict) -> bool:
    return coming.get(line.starts_on) is line


def asked_of(card: MeasureCard, line: Line, around: list, at: int) -> str | None:
    if line.starts_on is None:
        return None  # said to be wrong already
    if (there := card.reading_on(line.starts_on)) and there.pair == line.pair:
        return None  # it stands there already, and was looked at then
    others = around[max(0, at - NEAR) : at] + around[at + 1 : at + 1 + NEAR]
    return next(iter(doubts(card, line.starts_on, *line.pair, others, is_percent=line.is_percent)), None)


def is_heading(row: Sequence[str]) -> bool:
    """Names of columns: no day in the first, no number in the others."""
    return not re.search(r"\d", row[0].translate(DIGITS)) and all(parse(cell).number is None for cell in row[1:])


def understand(card: MeasureCard, at: int, row: list[str]) -> Line:
    wanted = 3 if card.is_divided else 2
    cells = tuple(row)
    used = row[:wanted]
    beside = row[wanted:]
    if len(row) < wanted or any(parse(cell).number is not None for cell in beside):
        facts = {"got": sum(bool(cell.strip()) for cell in row), "wanted": wanted}
        return Line(
            at,
            cells,
            wrong=_(
                "This line has %(got)s columns with something in them; this card takes %(wanted)s: the period, then the number or both numbers.",
                **facts,
            ),
        )
    starts_on, wrong = period(card, used[0])
    if starts_on is None:
        return Line(at, cells, wrong=wrong)
    above = (parse_count if card.is_divided else parse)(used[1])
    below = parse_count(used[2]) if card.is_divided else parse("")
    pair, there = (above.number, below.number), card.reading_on(starts_on)
    wrong = above.wrong or below.wrong or fault(card, *pair) or refused(card, starts_on, pair)
    return Line(at, cells, starts_on, pair, wrong, None, there.pair if there else None, above.is_percent)


def refused(card: MeasureCard, starts_on: date, pair) -> object:
    """What the card itself would say of it."""
    there = card.reading_on(starts_on)
    try:
        entering.refuse_impossible(card, starts_on, pair)
    except NotNow as error:
        return error.message
    if entering.is_fixed(card, starts_on) and not (there and there.pair == pair):
        return _("This number is locked. Ask for a correction on the card’s page.")
    return None


def period(card: MeasureCard, text: str) -> tuple[date | None, object]:
    """The first day of the period that a cell names, or why it names none."""
    plain = text.translate(DIGITS).strip()
    if week := A_WEEK.fullmatch(plain):
        return of_week(card, int(week[1]), int(week[2]))
    if month := A_MONTH.fullmatch(plain):
        if card.frequency is not Frequency.MONTHLY or card.kind is Kind.RARE:
            return None, no_month(text)
        plain = f"{month[1]}-{int(month[2]):02d}-01"
    named = day_of(plain)
    if named is None:
        return None, _("“%(text)s” is not a day. Write it as year-month-day, for example 2026-11-23.", text=inside(text[:40]))
    if not FIRST_DAY <= named < clock.today():
        return None, _("“%(text)s” lies outside of the days that can be counted.", text=inside(text[:40]))
    return (named if card.kind is Kind.RARE else card.frequency.start(named)), None


def day_of(text: str) -> date | None:
    plain = text.translate(DIGITS).strip()
    if day := A_DAY_FIRST.fullmatch(plain):
        plain = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    try:
        return date.fromisoformat(plain[:10])
    except ValueError:
        return None


def of_week(card: MeasureCard, year: int, week: int) -> tuple[date | None, object]:
    if card.frequency is not Frequency.WEEKLY:
        return None, _("This is a week, and this card does not count weeks.")
    try:
        return date.fromisocalendar(year, week, 1), None
    except ValueError:
        return None, _("This year has no such week.")


def apply(card: MeasureCard, lines: Sequence[Line], by: Person) -> int:
    """All of it or nothing: a line with a fault stops everything."""
    if any(not line.is_fine for line in lines):
        raise NotNow(_("Some lines are not right yet, so nothing was saved."))
    return entering.read_many(card, [(line.starts_on, line.pair) for line in lines if line.starts_on], by)
