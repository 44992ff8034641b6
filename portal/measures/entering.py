"""The verbs of a number: read, left out with a reason, changed after it was locked by two people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import Person
from portal.database import db
from portal.errors import Clash, NotNow
from portal.evidence import Kind
from portal.measures.cards import MeasureCard, begun
from portal.measures.doubts import display, fault
from portal.measures.judging import note_amendment, reassess
from portal.measures.readings import Amendment, Decision, Reading
from portal.measures.reviews import ReviewKind
from portal.say import _l

Pair = tuple[float | None, float | None]
LOCKED = _l("This number is locked. To correct it, say why: your trainer agrees or not, and both stay.")
TAKEN_AWAY = _l(
    "A number from after the change is never just taken away. Say why on the card’s page: your trainer agrees or not, and both stay."
)
WHY_NOT = _l("Say in a few words why not: somebody took the trouble to ask.")


def read(
    card: MeasureCard,
    starts_on: date,
    pair: Pair,
    by: Person,
    seen: int = 0,
    *,
    is_estimate: bool = False,
    note: str | None = None,
    gap_because: str | None = None,
    file_id: UUID | None = None,
) -> Reading | None:
    """One number of one period. Said twice it is said once; over somebody else's number only after both were seen."""
    card.must_be_tracked()
    refuse_impossible(card, starts_on, pair)
    facts = {"is_estimate": is_estimate, "note": note, "gap_because": gap_because if pair[0] is None else None}
    there = card.reading_on(starts_on)
    if there and there.pair == pair and all(getattr(there, name) == value for name, value in facts.items()):
        there.file_id = file_id or there.file_id  # a photo changes no number: also a locked one may get it
        return there
    if there is None and pair[0] is None and not gap_because:
        return None
    if is_fixed(card, starts_on):
        raise NotNow(LOCKED)
    if is_taken_away(card, there, pair):
        raise NotNow(TAKEN_AWAY)
    if there and there.version != seen and there.pair != pair:
        raise Clash({as_typed(starts_on): told(there.pair)}, {as_typed(starts_on): told(pair)})
    read = there or begin(card, starts_on)
    read.write(pair, by, card.is_locked)
    for name, value in facts.items():
        setattr(read, name, value)
    read.file_id = file_id or read.file_id
    reassess(card)
    return read


def begin(card: MeasureCard, starts_on: date) -> Reading:
    made = Reading(programme_id=card.programme_id, starts_on=starts_on)
    card.readings.insert(card.place_of(starts_on), made)
    return made


def refuse_impossible(card: MeasureCard, starts_on: date, pair: Pair) -> None:
    if card.kind is not Kind.RARE and starts_on != card.frequency.start(starts_on):
        raise NotNow(_l("A period begins on its first day: weeks on Monday, months on the first."))
    ends_on = starts_on if card.kind is Kind.RARE else card.frequency.end(starts_on)
    if ends_on >= clock.today():
        raise NotNow(_l("This period is not over yet. Write its number when it has ended."))
    if card.kind is Kind.RARE and card.watched_from and starts_on < card.watched_from:
        raise NotNow(_l("This day lies before the first day on which you watched. Change that day on the card first."))
    if wrong := fault(card, *pair):
        raise NotNow(wrong)


def is_fixed(card: MeasureCard, starts_on: date) -> bool:
    """Before the newest change, or after it once the day of writing is over or a review stands on it: only an amendment changes it.

    Otherwise who sees the verdict with the number could write another until the verdict is better."""
    if card.change is None:
        return False
    ends_on = starts_on if card.kind is Kind.RARE else card.frequency.end(starts_on)
    if ends_on < card.change.changed_on:
        return True
    there = card.reading_on(starts_on)
    if there is None:
        return False
    if there.numerator is None:
        return not there.gap_because  # two people agreed that there is none
    return clock.day_of(there.read_at) < clock.today() or any(
        one.kind is not ReviewKind.RUNNING and one.until and starts_on <= one.until for one in card.reviews
    )


def is_taken_away(card: MeasureCard, there: Reading | None, pair: Pair) -> bool:
    """A number from after the change shall be none, though it was written today."""
    return card.change is not None and there is not None and there.numerator is not None and pair[0] is None


def exclude(card: MeasureCard, starts_on: date, reason: str, by: Person) -> None:
    """Taken out of the baseline, before the change is declared, with its reason; it stays to be seen."""
    there = card.reading_on(starts_on)
    if card.is_locked:
        raise NotNow(_l("What counts as before was fixed on the day the change was declared. Numbers after a change are never left out."))
    if there is None or there.numerator is None:
        raise NotNow(_l("There is no number in this period that could be left out."))
    if not reason:
        raise NotNow(_l("A number is left out only with its reason."))
    there.excluded_because, there.excluded_by_id, there.excluded_at = reason, by.id, clock.now()


def include(card: MeasureCard, starts_on: date) -> None:
    there = card.reading_on(starts_on)
    if card.is_locked or there is None:
        raise NotNow(_l("What counts as before was fixed on the day the change was declared. Numbers after a change are never left out."))
    there.excluded_because = there.excluded_by_id = there.excluded_at = None


def ask_to_amend(card: MeasureCard, starts_on: date, pair: Pair, reason: str, by: Person) -> Amendment:
    """A locked number shall be another: it waits for somebody else's yes."""
    refuse_impossible(card, starts_on, pair)
    there = card.reading_on(starts_on)
    if not is_fixed(card, starts_on) and not is_taken_away(card, there, pair):
        raise NotNow(_l("This number is not locked. Change it where it stands."))
    old = there.pair if there else (None, None)
    if old == pair:
        raise NotNow(_l("This is the number that stands there already."))
    asked = Amendment(
        programme_id=card.programme_id,
        enterprise_id=card.enterprise_id,
        card_id=card.id,
        starts_on=starts_on,
        old_numerator=old[0],
        old_denominator=old[1],
        new_numerator=pair[0],
        new_denominator=pair[1],
        reason=reason,
        asked_by_id=by.id,
    )
    db.session.add(asked)
    return asked


def decide(amendment: Amendment, card: MeasureCard, decision: Decision, by: Person, answer: str | None = None) -> None:
    """A second person's word. After a yes the new number stands, the old one stays beside it, and what was reviewed gets a footnote."""
    if decision is Decision.REFUSED and not answer:
        raise NotNow(WHY_NOT)
    if amendment.state is not Decision.ASKED:
        raise NotNow(_l("This was decided already."))
    if amendment.asked_by_id == by.id:
        raise NotNow(_l("Nobody agrees to their own correction. Ask somebody else."))
    amendment.state, amendment.decided_by_id, amendment.decided_at, amendment.answer = decision, by.id, clock.now(), answer
    if decision is Decision.APPROVED:
        put_right(card, amendment)


def put_right(card: MeasureCard, amendment: Amendment) -> None:
    there = card.reading_on(amendment.starts_on) or begin(card, amendment.starts_on)
    there.numerator, there.denominator = amendment.new_numerator, amendment.new_denominator
    there.read_by_id = amendment.asked_by_id  # the day of writing stays: what two people agreed on is open to nobody again
    note_amendment(card, amendment.starts_on)
    reassess(card)


def told(pair: Pair) -> str:
    numbers = [display(one) for one in pair if one is not None]
    return " / ".join(numbers) if numbers else _("no number")


def as_typed(day: date) -> str:
    return day.isoformat()


def read_many(card: MeasureCard, numbers: Iterable[tuple], by: Person) -> int:
    """A whole block, looked through by the writer before: the verdict is reckoned once, at its end.

    Each is the first day of a period, its pair, and perhaps what else is said of it by name: `is_estimate`, `gap_because`, `note`."""
    card.must_be_tracked()
    there, new, count = {one.starts_on: one for one in card.readings}, [], 0
    for starts_on, pair, *more in numbers:
        beside = more[0] if more else {}
        read = there.get(starts_on)
        if says(read, pair, beside) if read else pair[0] is None and not beside.get("gap_because"):
            continue
        if is_fixed(card, starts_on):
            raise NotNow(_l("This number is locked. Ask for a correction on the card’s page."))
        if is_taken_away(card, read, pair):
            raise NotNow(TAKEN_AWAY)
        if read is None:
            read = there[starts_on] = Reading(programme_id=card.programme_id, starts_on=starts_on)
            new.append(read)
        read.write(pair, by, card.is_locked)
        for name, value in said_of(pair, beside).items():
            setattr(read, name, value)
        count += 1
    card.readings.extend(new)
    card.readings.sort(key=begun)
    reassess(card)
    return count


def says(read: Reading, pair: Pair, beside: Mapping[str, Any]) -> bool:
    """Whether it stands there so already; what nothing is said of may be as it is."""
    return read.pair == pair and all(getattr(read, name) == value for name, value in said_of(pair, beside).items())


def said_of(pair: Pair, beside: Mapping[str, Any]) -> dict[str, Any]:
    """There is no reason for a gap where there is a number."""
    return {name: value for name, value in beside.items() if name != "gap_because" or pair[0] is None}
