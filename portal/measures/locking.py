"""Declaring the day of change: from then on the definition, the direction, what is left out and the baseline stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.models import Person
from portal.errors import NotNow
from portal.evidence import Kind
from portal.measures.cards import BASELINE, DEFINITION, MeasureCard, State
from portal.measures.changes import Change
from portal.measures.judging import reassess
from portal.say import _l


def declare(cards: Sequence[MeasureCard], on: date, by: Person, what: str | None = None) -> list[Change]:
    """The one day for all that is counted for a project; every card is locked as it stands now."""
    tracked = [card for card in cards if card.state is State.TRACKED]
    if not tracked:
        raise NotNow(_l("Say first what you count, or that you do not count."), beside="on")
    for card in tracked:
        if missing := missing_for(card, on):
            raise NotNow(missing, beside="on")
    return [lock(card, on, by, what) for card in tracked]


def missing_for(card: MeasureCard, on: date):
    """Why this card cannot be locked for that day, or none."""
    if on > clock.today():
        return _l("This day is still to come. Declare the change on the day it is made, or after.")
    if card.is_chosen_worst is None:
        return _l("Answer one question on the card first: was this place chosen because it was bad?")
    if card.change and on <= card.change.changed_on:
        return _l("The last change was declared for a later day. A new change comes after it.")
    if any(one.starts_on > on for one in card.readings):
        return _l(
            "Numbers from after this day are already written. The day of change is said before the numbers that judge it: choose a later day."
        )
    if card.kind is Kind.RARE and card.watched_from is None:
        return _l("Say on the card from which day on you watched for these events.")
    return None


def lock(card: MeasureCard, on: date, by: Person, what: str | None) -> Change:
    facts = {"changed_on": on, "what": what, "declared_by_id": by.id, "locked": as_it_stands(card)}
    made = Change(programme_id=card.programme_id, id=uuid7(), **facts)  # its reviews name it before it is written
    card.changes.append(made)
    reassess(card)
    return made


def as_it_stands(card: MeasureCard) -> dict:
    """All that is fixed, so that anybody can compare it with what stands there later."""
    words = {name: plain(getattr(card, name)) for name in (*DEFINITION, *BASELINE)}
    numbers = [[one.starts_on.isoformat(), one.numerator, one.denominator, one.excluded_because] for one in card.readings]
    return {**words, "indicator": [card.indicator_code, card.indicator_version], "readings": numbers}


def plain(value):
    return str(value) if isinstance(value, date) or hasattr(value, "value") else value


def put_all_off(cards: Sequence[MeasureCard], on: date, because: str) -> None:
    """All that a project counts changed on one day: all of it is put off, or nothing."""
    newest = max((card.change.changed_on for card in cards if card.change), default=None)
    moved = [card for card in cards if card.change and card.change.changed_on == newest]
    if not moved:
        raise NotNow(_l("No day of change is declared yet."), beside="on")
    for card in moved:
        refuse_late(card, on)
    for card in moved:
        put_off(card.changes[-1], card, on, because)


def put_off(change: Change, card: MeasureCard, on: date, because: str) -> None:
    """A later day of change, as long as nothing from after it is known; otherwise it is a new improvement. The first day stays to be read."""
    refuse_late(card, on)
    change.first_for, change.delayed_because = change.first_for or change.changed_on, because
    change.changed_on = on
    reassess(card)


def refuse_late(card: MeasureCard, on: date) -> None:
    change = card.changes[-1]
    if on <= change.changed_on or on > clock.today():
        raise NotNow(_l("The day of change can only be put off, and not beyond today."), beside="on")
    if any(one.starts_on > change.changed_on for one in card.readings):
        said = _l("Numbers from after the change are already written. Another day would be another improvement: log a new one.")
        raise NotNow(said, beside="on")
