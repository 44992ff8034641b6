"""What the worker does for measures: reviews on their day, rare events by the passing of days, and a new rule beside the old."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, select

from portal import evidence
from portal.database import db
from portal.evidence import Kind
from portal.measures.judging import reassess, reckon, take_due_reviews
from portal.measures.models import Change, MeasureCard, Review, ReviewKind, State
from portal.measures.queries import whole
from portal.web import periodic
from portal.web.log import log

AT_ONCE = 100


@periodic.daily("reviews", hour=2, lease=timedelta(hours=1))
def take_reviews() -> int:
    """All reviews that are due, a hundred cards at a time; how many were taken."""
    taken = sum(each(due_cards(), look))
    log.info("reviews taken", count=taken)
    return taken


def look(card: MeasureCard) -> int:
    reassess(card)
    return len(take_due_reviews(card))


def recompute() -> int:
    """Every card with a change, by the present rule; what an older rule said stays beside."""
    changed = exists().where(Change.programme_id == MeasureCard.programme_id, Change.card_id == MeasureCard.id)
    return sum(1 for _card in each(list(db.session.execute(select(MeasureCard.programme_id, MeasureCard.id).where(changed))), reckon))


def due_cards() -> list:
    """Cards with a change whose second review is not taken; rare events wait for days, all others for numbers.

    Rare events that are still watched for are looked at for good: each day without one is news, and nobody writes it down.
    """
    mine = Review.programme_id == Change.programme_id, Review.change_id == Change.id
    reviewed = exists().where(*mine, Review.kind == ReviewKind.TWELVE, Review.rule_version == evidence.RULE_VERSION)
    enough = exists().where(*mine, Review.kind == ReviewKind.RUNNING, Review.n_after >= 6)
    stale = ~exists().where(*mine, Review.rule_version == evidence.RULE_VERSION)
    is_watched = (MeasureCard.kind == Kind.RARE) & (MeasureCard.state == State.TRACKED)
    waiting = (
        select(MeasureCard.programme_id, MeasureCard.id)
        .join(Change, (Change.programme_id == MeasureCard.programme_id) & (Change.card_id == MeasureCard.id))
        .where(is_watched | (~reviewed & (enough | stale | (MeasureCard.kind == Kind.RARE))), MeasureCard.state != State.NOT_TRACKED)
        .distinct()
    )
    return list(db.session.execute(waiting))


def each(keys: list[tuple[UUID, UUID]], deed):
    """`deed` of each card, in transactions of their own, so that nobody waits behind the worker for long."""
    for start in range(0, len(keys), AT_ONCE):
        for programme_id, card_id in keys[start : start + AT_ONCE]:
            mine = MeasureCard.programme_id == programme_id, MeasureCard.id == card_id
            card = db.session.scalars(select(MeasureCard).where(*mine).options(*whole())).one()
            yield deed(card)
        db.session.commit()
        db.session.expunge_all()
