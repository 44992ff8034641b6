"""Lists of suggestions, of posters, and of what the coordinator heard."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.accounts.reach import NOWHERE
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.suggestions import policy
from portal.suggestions.models import Concern, State, Suggestion, SuggestionPoster
from portal.web.paging import MOST

SHOWN = (joinedload(Suggestion.area), joinedload(Suggestion.project), joinedload(Suggestion.settled_by), joinedload(Suggestion.gone_by))


def page_of(user: User, state: State, last: UUID | None) -> tuple[list[Suggestion], UUID | None]:
    """Those that wait: the oldest first. What is settled: the newest first."""
    day, key = Suggestion.received_on, Suggestion.id
    asked = policy.visible_suggestions(user).where(Suggestion.state == state).options(*SHOWN).limit(MOST + 1)
    waits = state in (State.WAITING, State.HELD)
    asked = asked.order_by(*(day.asc(), key.asc()) if waits else (day.desc(), key.desc()))
    if last:
        then = select(day).where(Suggestion.id == last).correlate(None).scalar_subquery()
        beyond = (day > then, key > last) if waits else (day < then, key < last)
        asked = asked.where(or_(beyond[0], and_(day == then, beyond[1])))
    found = list(db.session.scalars(asked))
    return found[:MOST], found[MOST - 1].id if len(found) > MOST else None


def counts(user: User) -> dict[State, int]:
    many = policy.visible_suggestions(user).with_only_columns(Suggestion.state, func.count()).group_by(Suggestion.state)
    return {row[0]: row[1] for row in db.session.execute(many)}


def posters(user: User) -> list[Row]:
    """Each open area of one's own factories, with the day on which its poster was made."""
    made = and_(
        SuggestionPoster.programme_id == Area.programme_id, SuggestionPoster.area_id == Area.id, SuggestionPoster.ended_at.is_(None)
    )
    here = and_(Enterprise.programme_id == Area.programme_id, Enterprise.id == Area.enterprise_id)
    asked = (
        select(Area.id, Area.name, Area.name_ur, SuggestionPoster.made_at)
        .add_columns(Enterprise.name.label("factory"), Enterprise.name_ur.label("factory_ur"))
        .join(Enterprise, here)
        .outerjoin(SuggestionPoster, made)
        .where(Area.closed_on.is_(None), Area.enterprise_id.in_((user.reach or NOWHERE).own_enterprises()))
        .order_by(Enterprise.name, Area.name)
    )
    return list(db.session.execute(asked))


def concerns(user: User, last: UUID | None) -> tuple[list[Concern], UUID | None]:
    """What is open first, the oldest on top of it."""
    asked: Select = policy.visible_concerns(user).options(joinedload(Concern.enterprise))
    order = (Concern.state.desc(), Concern.received_on, Concern.id)  # "open" stands after "closed"
    if last:
        there = select(*order_columns()).where(Concern.id == last).subquery()
        state, day = (select(column).scalar_subquery() for column in (there.c.state, there.c.received_on))
        same = and_(Concern.state == state, or_(Concern.received_on > day, and_(Concern.received_on == day, Concern.id > last)))
        asked = asked.where(or_(Concern.state < state, same))
    found = list(db.session.scalars(asked.order_by(*order).limit(MOST + 1)))
    return found[:MOST], found[MOST - 1].id if len(found) > MOST else None


def order_columns():
    return Concern.state, Concern.received_on
