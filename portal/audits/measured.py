"""Scores of audits as numbers of a measure card: whoever counts 5S in this area need not type what is known already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import selectinload

from portal import clock
from portal.accounts.models import Person
from portal.audits import questions
from portal.audits.series import Point
from portal.database import db
from portal.enterprises.models import Area
from portal.measures.entering import is_fixed, read_many
from portal.measures.models import NAMED, MeasureCard, State

INDICATOR = "five-s"


def counted(area: Area) -> Select:
    """The newest card that counts the 5S score of this area."""
    mine = (MeasureCard.programme_id == area.programme_id, MeasureCard.area_id == area.id)
    counts = (MeasureCard.indicator_code == INDICATOR, MeasureCard.state == State.TRACKED)
    return select(MeasureCard).where(*mine, *counts).order_by(MeasureCard.made_at.desc()).limit(1)


def link_to(area: Area) -> Row | None:
    return db.session.execute(counted(area).with_only_columns(MeasureCard.id, *NAMED)).first()


def card_of(area: Area) -> MeasureCard | None:
    whole = (selectinload(part) for part in (MeasureCard.readings, MeasureCard.changes, MeasureCard.reviews))
    return db.session.scalar(counted(area).options(*whole))


def waiting(card: MeasureCard, points: Sequence[Point]) -> list[tuple[date, float]]:
    """The last score of each period that is over, free and without a number; of the newest edition alone: other questions are another measure."""
    edition = questions.newest().number
    latest = {card.frequency.start(point.on): point for point in points if point.edition == edition}
    free = [(start, point) for start, point in latest.items() if card.frequency.end(start) < clock.today() and is_free(card, start)]
    return [(start, round(100 * point.numerator / point.denominator, 1)) for start, point in free]


def is_free(card: MeasureCard, start: date) -> bool:
    there = card.reading_on(start)
    return (there is None or (there.numerator is None and not there.gap_because)) and not is_fixed(card, start)


def take(card: MeasureCard, points: Sequence[Point], by: Person) -> int:
    """How many scores are numbers of the card now that were none before."""
    return read_many(card, [(start, (score, None)) for start, score in waiting(card, points)], by)
