"""Reads for the pages of this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.database import db
from portal.enterprises.models import Area
from portal.evidence import Kind
from portal.measures.compared import SAME, misfit
from portal.measures.models import Amendment, Beside, Change, Decision, MeasureCard, Review, State
from portal.measures.policy import visible_cards
from portal.measures.subjects import Subject
from portal.web.formats import own

IN_ORDER = (MeasureCard.is_primary.desc(), MeasureCard.state.desc(), MeasureCard.id)  # as the words sort: tracked, not tracked, ended


def whole():
    """A card with its numbers, its changes and what was reckoned; put together when asked, because projects are mapped later."""
    beside = joinedload(MeasureCard.beside)
    return selectinload(MeasureCard.readings), selectinload(MeasureCard.changes), selectinload(MeasureCard.reviews), beside


def cards_of(about: Subject) -> list[MeasureCard]:
    """What is counted for a project, the one that counts first."""
    mine = MeasureCard.programme_id == about.programme_id, MeasureCard.project_id == about.project_id
    return list(db.session.scalars(select(MeasureCard).where(*mine).options(*whole()).order_by(*IN_ORDER)))


def primary_of(about: Subject) -> MeasureCard | None:
    """The card that counts first, whole."""
    mine = MeasureCard.programme_id == about.programme_id, MeasureCard.project_id == about.project_id, MeasureCard.is_primary
    return db.session.scalars(complete().where(*mine).order_by(MeasureCard.state.desc(), MeasureCard.id)).unique().first()


def card_of(about: Subject, card_id: UUID) -> MeasureCard:
    """One that this project counts, whole."""
    mine = MeasureCard.programme_id == about.programme_id, MeasureCard.project_id == about.project_id, MeasureCard.id == card_id
    return db.session.scalars(complete().where(*mine)).unique().one()


def complete():
    """Whole cards in two statements: their few changes and reviews come with them."""
    few = joinedload(MeasureCard.changes), joinedload(MeasureCard.reviews), joinedload(MeasureCard.beside)
    return select(MeasureCard).options(*few, selectinload(MeasureCard.readings))


def areas_at(place: Subject | MeasureCard, chosen: Area | None = None) -> list[tuple[str, str]]:
    """Where a card of this factory can count; one that stands on the card stays to choose when it is closed."""
    here = Area.programme_id == place.programme_id, Area.enterprise_id == place.enterprise_id
    open_ = or_(Area.closed_on.is_(None), Area.id == (chosen.id if chosen else None))
    rows = db.session.execute(select(Area.id, Area.name, Area.name_ur).where(*here, open_).order_by(Area.name))
    return [(str(row.id), own(row)) for row in rows]


def tracked_at(user: User, enterprise_id: UUID):
    """All that a factory counts now."""
    here = MeasureCard.enterprise_id == enterprise_id, MeasureCard.state == State.TRACKED
    return visible_cards(user).where(*here).order_by(MeasureCard.id)


def sheet_of(user: User, enterprise_id: UUID, after: UUID | None, most: int) -> tuple[list[MeasureCard], UUID | None]:
    """So many cards for the grid, which has no rare events, and after which the next ones begin; of locked facts and answers it shows nothing."""
    asked = tracked_at(user, enterprise_id).where(MeasureCard.kind != Kind.RARE, *[MeasureCard.id > after] if after else [])
    few = selectinload(MeasureCard.changes).defer(Change.locked), selectinload(MeasureCard.reviews).defer(Review.answer)
    asked = asked.options(*few, selectinload(MeasureCard.readings), joinedload(MeasureCard.area)).limit(most + 1)
    found = list(db.session.scalars(asked))
    return found[:most], found[most - 1].id if len(found) > most else None


def tracked_among(user: User, enterprise_id: UUID, ids: Iterable[UUID]) -> list[MeasureCard]:
    """Those of the cards that a sheet names, whole."""
    return list(db.session.scalars(tracked_at(user, enterprise_id).where(MeasureCard.id.in_(ids)).options(*whole())))


def amendments_of(card: MeasureCard) -> Sequence[Amendment]:
    mine = Amendment.programme_id == card.programme_id, Amendment.card_id == card.id
    people = joinedload(Amendment.asked_by), joinedload(Amendment.decided_by)
    return db.session.scalars(select(Amendment).where(*mine).options(*people).order_by(Amendment.id.desc()).limit(60)).all()


def waiting_amendments(where) -> Sequence[Amendment]:
    asked = select(Amendment).where(where, Amendment.state == Decision.ASKED).options(joinedload(Amendment.card))
    return db.session.scalars(asked.order_by(Amendment.id).limit(5)).all()


def alike(card: MeasureCard) -> list[MeasureCard]:
    """Cards of the same factory that count the same in another project, the newest first: among them it can be compared."""
    same = [getattr(MeasureCard, name).is_not_distinct_from(getattr(card, name)) for name in SAME]
    here = MeasureCard.programme_id == card.programme_id, MeasureCard.enterprise_id == card.enterprise_id
    others = MeasureCard.id != card.id, MeasureCard.state == State.TRACKED, MeasureCard.project_id.is_distinct_from(card.project_id)
    found = select(MeasureCard).where(*here, *others, *same).options(joinedload(MeasureCard.area)).order_by(MeasureCard.id.desc()).limit(60)
    return [other for other in db.session.scalars(found) if misfit(card, other) is None]


def looking_at(card: MeasureCard) -> list[MeasureCard]:
    """Cards that are compared with this one: its numbers move their comparison."""
    beside = exists().where(Beside.programme_id == card.programme_id, Beside.other_id == card.id, Beside.card_id == MeasureCard.id)
    found = select(MeasureCard).where(MeasureCard.programme_id == card.programme_id, beside).options(*whole())
    return list(db.session.scalars(found))
