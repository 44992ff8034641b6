"""Reads for the pages of this room."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.database import db
from portal.measures.models import Amendment, Decision, MeasureCard, State
from portal.measures.policy import visible_cards
from portal.measures.subjects import Subject

IN_ORDER = (MeasureCard.is_primary.desc(), MeasureCard.state, MeasureCard.id)


def whole():
    """A card with its numbers, its changes and what was reckoned; put together when asked, because projects are mapped later."""
    return selectinload(MeasureCard.readings), selectinload(MeasureCard.changes), selectinload(MeasureCard.reviews)


def cards_of(about: Subject) -> list[MeasureCard]:
    """What is counted for a project, the one that counts first."""
    mine = MeasureCard.programme_id == about.programme_id, MeasureCard.project_id == about.project_id
    return list(db.session.scalars(select(MeasureCard).where(*mine).options(*whole()).order_by(*IN_ORDER)))


def tracked_at(user: User, enterprise_id: UUID, limit: int = 60) -> list[MeasureCard]:
    """All that a factory counts now."""
    here = MeasureCard.enterprise_id == enterprise_id, MeasureCard.state == State.TRACKED
    return list(db.session.scalars(visible_cards(user).where(*here).options(*whole()).order_by(MeasureCard.id).limit(limit)))


def amendments_of(card: MeasureCard) -> Sequence[Amendment]:
    mine = Amendment.programme_id == card.programme_id, Amendment.card_id == card.id
    people = joinedload(Amendment.asked_by), joinedload(Amendment.decided_by)
    return db.session.scalars(select(Amendment).where(*mine).options(*people).order_by(Amendment.id.desc()).limit(60)).all()


def waiting_amendments(where) -> Sequence[Amendment]:
    asked = select(Amendment).where(where, Amendment.state == Decision.ASKED).options(joinedload(Amendment.card))
    return db.session.scalars(asked.order_by(Amendment.id).limit(5)).all()
