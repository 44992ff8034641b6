"""The grid of a factory: cards down, periods along, a cell for each; one cell and the whole sheet are saved by the same code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import Person
from portal.database import db
from portal.errors import Clash, NotNow
from portal.evidence import Kind
from portal.measures import entering
from portal.measures.doubts import display, doubts, fault
from portal.measures.indicators import words_of
from portal.measures.models import Frequency, MeasureCard, Reading
from portal.measures.periods import FIRST_DAY, LAST_DAY
from portal.measures.picture_sparkline import NEWEST, Sparkline, sparkline
from portal.measures.series import newest_points
from portal.measures.typed import parse, parse_count
from portal.web.asking import as_id
from portal.web.formats import inside

ROWS, ALONG, MOST_CELLS = 20, 8, 500


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


@dataclass(frozen=True)
class Sent:
    card_id: UUID | None
    starts_on: date | None
    numerator: str
    denominator: str
    seen: int
    sure: bool


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


def recent(card: MeasureCard, count: int) -> list[Cell]:
    """The last periods of one card, the newest first."""
    there = {one.starts_on: one for one in card.readings}
    return [cell_of(card, day, there.get(day)) for day in reversed(card.frequency.newest(count, clock.today()))]


def sent_cells(form) -> list[Sent]:
    """Each cell sends its name, both numbers and the state that was seen, in the same order."""
    lists = [form.getlist(name)[:MOST_CELLS] for name in ("cell", "numerator", "denominator", "seen")]
    sure = form.getlist("sure")
    return [sent_cell(name, above, below, seen, sure) for name, above, below, seen in zip(*lists, strict=False)]


def only(cell: str | None, sent: Sequence[Sent]) -> Sequence[Sent]:
    """One cell saves itself, whatever of the form around it came along."""
    mine = [one for one in sent if cell == f"c-{one.card_id}_{one.starts_on}"]
    return mine or sent


def sent_cell(name: str, numerator: str, denominator: str, seen: str, sure: list[str]) -> Sent:
    card_id, day = (*name.split("_", 1), "")[:2]
    try:
        starts_on = date.fromisoformat(day)
    except ValueError:
        starts_on = None
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    return Sent(as_id(card_id), starts_on, numerator[:40], denominator[:40], version, name in sure)


def save(cards: Iterable[MeasureCard], sent: Sequence[Sent], by: Person, is_sheet: bool = True) -> list[Cell]:
    """Every cell that can be saved is saved; the others come back as they were typed, with their reason."""
    known = {card.id: card for card in cards}
    wanted = [(known[one.card_id], one) for one in sent if one.card_id and one.card_id in known and one.starts_on]
    return [save_one(card, one, by) for card, one in wanted if not is_sheet or is_touched(card, one)]


def typed(cards: Iterable[MeasureCard], sent: Sequence[Sent]) -> list[Cell]:
    """As they were typed, and nothing of it saved; what is locked meanwhile stays as it stands."""
    known = {card.id: card for card in cards}
    found = [(known[one.card_id], one) for one in sent if one.card_id and one.card_id in known and one.starts_on]
    return [
        Cell(card, day, one.numerator, one.denominator, one.seen)
        for card, one in found
        if (day := one.starts_on) and is_touched(card, one) and not entering.is_fixed(card, day)
    ]


def are_known(cards: Iterable[MeasureCard], sent: Sequence[Sent]) -> bool:
    """Whether every cell that was sent is one of these cards' and of a day."""
    known = {card.id for card in cards}
    return all(one.card_id in known and one.starts_on for one in sent)


def is_touched(card: MeasureCard, one: Sent) -> bool:
    """A sheet sends all its cells: an empty one that was empty is left alone."""
    there = card.reading_on(one.starts_on) if one.starts_on else None
    if there is None:
        return bool(one.numerator.strip() or one.denominator.strip())
    return (one.numerator.strip(), one.denominator.strip()) != (as_text(there.numerator), as_text(there.denominator)) or one.seen > 0


def save_one(card: MeasureCard, one: Sent, by: Person) -> Cell:
    day = one.starts_on or clock.today()
    there = card.reading_on(day)
    kept = Cell(card, day, one.numerator, one.denominator, one.seen, is_fixed=False)
    if not FIRST_DAY <= day <= LAST_DAY:
        return changed(kept, 422, _("“%(text)s” lies outside of the days that can be counted.", text=inside(day.isoformat())))
    above, below = (parse_count if card.is_divided else parse)(one.numerator), parse_count(one.denominator)
    pair = above.number, below.number if card.is_divided else None
    if there is not None and there.pair == pair:
        return cell_of(card, day, there, is_saved=True)
    if wrong := above.wrong or (below.wrong if card.is_divided else None) or fault(card, *pair):
        return changed(kept, 422, wrong)
    if not one.sure and (asks := doubts(card, day, *pair, is_percent=above.is_percent)):
        return changed(kept, 422, asks[0], asks=True)
    try:
        kept_facts = {"gap_because": there.gap_because, "note": there.note, "is_estimate": there.is_estimate} if there else {}
        read = entering.read(card, day, pair, by, one.seen, **kept_facts)
    except Clash as clash:
        return changed(kept, 409, clash_of(clash), seen=there.version if there else 0)
    except NotNow as refused:
        return changed(kept, 409, refused.message)
    db.session.flush()
    return cell_of(card, day, read, is_saved=read is not None)


def clash_of(clash: Clash) -> str:
    theirs, yours = next(iter(clash.theirs.values())), next(iter(clash.yours.values()))
    return _(
        "Somebody else wrote %(theirs)s here just now; you typed %(yours)s. Save again to put yours in its place.",
        theirs=theirs,
        yours=yours,
    )


def changed(cell: Cell, status: int, says: object, asks: bool = False, seen: int | None = None) -> Cell:
    return Cell(cell.card, cell.starts_on, cell.numerator, cell.denominator, cell.seen if seen is None else seen, status, says, asks)
