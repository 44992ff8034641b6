"""What the cells of a grid sent: read strictly, saved one by one, or shown as it was typed with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from portal.accounts.models import Person
from portal.database import db
from portal.errors import Clash, NotNow
from portal.measures import entering
from portal.measures.doubts import doubts, fault
from portal.measures.grid import Cell, as_text, cell_of
from portal.measures.models import MeasureCard
from portal.measures.periods import FIRST_DAY, LAST_DAY
from portal.measures.typed import parse, parse_count
from portal.web.asking import as_id
from portal.web.formats import inside

MOST_CELLS = 500


@dataclass(frozen=True)
class Sent:
    card_id: UUID | None
    starts_on: date | None
    numerator: str
    denominator: str
    seen: int
    sure: bool


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
    return [save_one(card, day, one, by) for card, day, one in of_these(cards, sent) if not is_sheet or is_touched(card, day, one)]


def typed(cards: Iterable[MeasureCard], sent: Sequence[Sent]) -> list[Cell]:
    """As they were typed, and nothing of it saved; what is locked meanwhile stays as it stands."""
    return [
        Cell(card, day, one.numerator, one.denominator, one.seen)
        for card, day, one in of_these(cards, sent)
        if is_touched(card, day, one) and not entering.is_fixed(card, day)
    ]


def of_these(cards: Iterable[MeasureCard], sent: Sequence[Sent]) -> Iterator[tuple[MeasureCard, date, Sent]]:
    """What was sent for a day of one of these cards."""
    known = {card.id: card for card in cards}
    return ((known[one.card_id], one.starts_on, one) for one in sent if one.card_id and one.card_id in known and one.starts_on)


def are_known(cards: Iterable[MeasureCard], sent: Sequence[Sent]) -> bool:
    """Whether every cell that was sent is one of these cards' and of a day."""
    return len(list(of_these(cards, sent))) == len(sent)


def is_touched(card: MeasureCard, day: date, one: Sent) -> bool:
    """A sheet sends all its cells: an empty one that was empty is left alone."""
    there = card.reading_on(day)
    if there is None:
        return bool(one.numerator.strip() or one.denominator.strip())
    return (one.numerator.strip(), one.denominator.strip()) != (as_text(there.numerator), as_text(there.denominator)) or one.seen > 0


def save_one(card: MeasureCard, day: date, one: Sent, by: Person) -> Cell:
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


def changed(cell: Cell, status: int, says: object, **more) -> Cell:
    return replace(cell, status=status, says=says, **more)
