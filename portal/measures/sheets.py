"""A card's numbers as CSV, XLSX or a pasted block, in: each line judged by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _

from portal.accounts.models import Person
from portal.errors import NotNow
from portal.evidence import Kind
from portal.measures import entering
from portal.measures.doubts import FEW, doubts, fault
from portal.measures.models import Frequency, MeasureCard, Reading
from portal.measures.named_days import day_of, no_month, period
from portal.measures.tables import ESTIMATE, LEFT_OUT, columns_of, is_heading, is_yes, unquoted
from portal.measures.typed import parse, parse_count

NEAR = 6  # so many neighbours on either side make what is usual
LONGEST = 240  # of a note, or a reason why there is no number


@dataclass(frozen=True)
class Line:
    """One line of what was brought: what it says, and what is wrong with it."""

    at: int
    cells: tuple[str, ...]
    starts_on: date | None = None
    pair: tuple[float | None, float | None] = (None, None)
    beside: Mapping[str, Any] = field(default_factory=dict)  # what else it says of the number; what it leaves open stays as it is
    wrong: object = None
    asks: str | None = None
    there: Reading | None = None  # what the card has now
    is_percent: bool = False

    @property
    def is_fine(self) -> bool:
        return not self.wrong

    @property
    def is_new(self) -> bool:
        return self.there is None

    @property
    def is_unchanged(self) -> bool:
        return self.there is not None and entering.says(self.there, self.pair, self.beside)

    @property
    def denominator(self) -> float | None:
        return self.pair[1]

    @property
    def value(self) -> float | None:
        above, below = self.pair
        return None if above is None or below == 0 else above if below is None else above / below


def understood(card: MeasureCard, table: Sequence[Sequence[str]]) -> list[Line]:
    """Each line judged by itself; empty lines are passed over, and of a heading it is read what the columns are."""
    lines = [(at, list(row)) for at, row in enumerate(table, 1) if any(cell.strip() for cell in row)]
    heading = lines.pop(0)[1] if lines and is_heading(lines[0][1]) else None
    columns = None if heading is None else columns_of(heading)
    found, days = [], set()
    for at, row in lines:
        line = understand(card, at, row, columns)
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


def understand(card: MeasureCard, at: int, row: list[str], columns: Mapping[int, str] | None) -> Line:
    wanted = 3 if card.is_divided else 2
    cells = tuple(row)
    used, further = row[:wanted], row[wanted:]
    if len(row) < wanted or any(
        parse(cell).number is not None for place, cell in enumerate(further, wanted) if place not in (columns or ())
    ):
        return Line(at, cells, wrong=uneven(row, wanted))
    if columns is None and any(cell.strip() for cell in further):
        return Line(
            at,
            cells,
            wrong=_("Beside the numbers there are words. Bring the heading of the columns too, so that it is known what they say."),
        )
    starts_on, wrong = period(card, used[0])
    if starts_on is None:
        return Line(at, cells, wrong=wrong)
    above = (parse_count if card.is_divided else parse)(used[1])
    below = parse_count(used[2]) if card.is_divided else parse("")
    pair, there = (above.number, below.number), card.reading_on(starts_on)
    said = {name: unquoted(row[place].strip()) for place, name in (columns or {}).items() if place < len(row) and row[place].strip()}
    beside = {name: is_yes(text) if name == ESTIMATE else text for name, text in said.items() if name != LEFT_OUT}
    wrong = above.wrong or below.wrong or fault(card, *pair) or unfit(said, there) or refused(card, starts_on, pair, beside)
    return Line(at, cells, starts_on, pair, beside, wrong, None, there, above.is_percent)


def uneven(row: list[str], wanted: int) -> str:
    facts = {"got": sum(bool(cell.strip()) for cell in row), "wanted": wanted}
    return _(
        "This line has %(got)s columns with something in them; this card takes %(wanted)s: the period, then the number or both numbers.",
        **facts,
    )


def unfit(said: Mapping[str, str], there: Reading | None) -> object:
    """What a sheet cannot say, or not so long."""
    if said.get(LEFT_OUT) and said[LEFT_OUT] != (there and there.excluded_because):
        return _("A number is left out on the card’s page, with its reason. Empty this cell here.")
    if any(len(text) > LONGEST for text in said.values()):
        return _("A note or a reason is too long: at most %(most)s letters.", most=LONGEST)
    return None


def refused(card: MeasureCard, starts_on: date, pair, beside: Mapping[str, Any]) -> object:
    """What the card itself would say of it."""
    there = card.reading_on(starts_on)
    try:
        entering.refuse_impossible(card, starts_on, pair)
    except NotNow as error:
        return error.message
    if entering.is_fixed(card, starts_on) and not (there and entering.says(there, pair, beside)):
        return _("This number is locked. Ask for a correction on the card’s page.")
    if entering.is_taken_away(card, there, pair):
        return entering.TAKEN_AWAY
    return None


def apply(card: MeasureCard, lines: Sequence[Line], by: Person) -> int:
    """All of it or nothing: a line with a fault stops everything."""
    if any(not line.is_fine for line in lines):
        raise NotNow(_("Some lines are not right yet, so nothing was saved."))
    return entering.read_many(card, [(line.starts_on, line.pair, line.beside) for line in lines if line.starts_on], by)
