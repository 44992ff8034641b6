"""Counting the same elsewhere: cards of their own for another project, defined as these are, and without any number."""

from __future__ import annotations

from portal.accounts.models import Person
from portal.database import db
from portal.measures.cards import DEFINITION, MeasureCard, State, places
from portal.measures.queries import cards_of
from portal.measures.subjects import Subject

KEPT = (*(name for name in DEFINITION if name not in ("place", "counted_by")), "indicator_code", "indicator_version", "is_activity")


def copy_cards(from_: Subject, to: Subject, by: Person) -> list[MeasureCard]:
    """What is still counted for the one is counted for the other: own numbers, own day of change, own answer about the choice."""
    made = [copy_of(card, to, by) for card in cards_of(from_) if card.state is State.TRACKED]
    db.session.add_all(made)
    return made


def copy_of(card: MeasureCard, to: Subject, by: Person) -> MeasureCard:
    facts = {name: getattr(card, name) for name in KEPT}
    return MeasureCard(**places(to), **facts, made_by_id=by.id, is_primary=card.is_primary, selection_window=0)
