"""Who reaches what: the one wall of the house. All that is not named here is reached by nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Date,
    Row,
    Select,
    Subquery,
    Uuid,
    and_,
    bindparam,
    case,
    false,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from portal.accounts import places
from portal.accounts.models import OF_AN_ENTERPRISE, Assignment, Grant, Programme, Role, User
from portal.database import db

WIDE = (Role.COORDINATOR, Role.ADMINISTRATOR)  # reach every enterprise of their programme
shown_to_staff: list[Callable] = []  # conditions of upper rooms: which enterprises' rows others than their own people still see


@dataclass(frozen=True, slots=True)
class Place:
    """One thing a person may be today: a role in a programme, and in which of its enterprises."""

    role: Role
    programme_id: UUID | None
    enterprise_id: UUID | None = None
    name: str = field(default="", compare=False)  # of the enterprise, else of the programme: every page shows one
    name_ur: str | None = field(default=None, compare=False)

    def covers(self, programme_id: UUID | None, enterprise_id: UUID | None) -> bool:
        if self.programme_id != programme_id:
            return False
        return self.role in WIDE or enterprise_id is None or self.enterprise_id == enterprise_id


@dataclass(frozen=True)
class Reach:
    """What is asked of it again and again is found once."""

    places: tuple[Place, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.places)

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(place.role for place in self.places)

    @cached_property
    def programmes(self) -> frozenset[UUID]:
        """Programmes in which one has any place."""
        return frozenset(place.programme_id for place in self.places if place.programme_id)

    @cached_property
    def whole_programmes(self) -> frozenset[UUID]:
        return frozenset(p.programme_id for p in self.places if p.role in WIDE and p.programme_id)

    @cached_property
    def enterprises(self) -> frozenset[UUID]:
        return frozenset(place.enterprise_id for place in self.places if place.enterprise_id)

    def own_enterprises(self) -> list[UUID]:
        """Where one works, not where one is sent."""
        return [p.enterprise_id for p in self.places if p.role in OF_AN_ENTERPRISE and p.enterprise_id]

    @property
    def stands_in(self) -> Place | None:
        """Where a person stands, for the top of the page: their factory, else the first of their programmes."""
        mine = (place for place in self.places if place.role in OF_AN_ENTERPRISE and place.enterprise_id)
        wide = (place for place in self.places if place.enterprise_id is None and place.programme_id)
        return next(mine, None) or min(wide, key=lambda place: place.name, default=None)

    def holds(self, roles: frozenset[Role], programme_id=None, enterprise_id=None) -> bool:
        """Whether one of these roles is held at all, or (with a programme) there."""
        mine = [place for place in self.places if place.role in roles]
        return bool(mine) if programme_id is None else any(p.covers(programme_id, enterprise_id) for p in mine)

    def clause(self, model):
        """The condition that keeps a table with `programme_id` and `enterprise_id` within this reach, and within what is agreed to."""
        return or_(self.own_clause(model), and_(self.sent_clause(model), *(shown(model) for shown in shown_to_staff if is_data(model))))

    def clause_of_all(self, model):
        """The same, whatever was agreed to: for the record of the agreement itself, and for counts that name nobody."""
        return or_(self.own_clause(model), self.sent_clause(model))

    def own_clause(self, model):
        """Rows of where one works: nothing hides them."""
        return and_(model.programme_id.in_(self.programmes), model.enterprise_id.in_(own)) if (own := self.own_enterprises()) else false()

    def sent_clause(self, model):
        """Rows of where one is sent, or of programmes that one runs."""
        terms = [model.programme_id.in_(self.whole_programmes)] if self.whole_programmes else []
        if sent := self.enterprises - {*self.own_enterprises()}:
            terms.append(and_(model.programme_id.in_(self.programmes), model.enterprise_id.in_(sent)))
        return or_(false(), *terms)


def is_data(model) -> bool:
    """Who may sign in where is the portal's own business, and no row of what a factory says of itself."""
    return not getattr(model, "__is_access__", False)


NOWHERE = Reach()


TODAY = bindparam("today", type_=Date())


def beside_places(users: Select, user_id) -> Select:
    """The same users, each beside all that the one with this id is on the day `today`, with the names of the places."""
    of = places_of(user_id)
    return named(users.outerjoin(of, true()), of.c)


def named(found: Select, of) -> Select:
    """Role and place, and what the place is called: the enterprise, else the programme. What was given to oneself comes first."""
    there = places.enterprises()
    name, name_ur = (
        case((of.enterprise_id.is_not(None), there_is), else_=wide)
        for there_is, wide in ((there.name, Programme.name), (there.name_ur, Programme.name_ur))
    )
    return (
        found.add_columns(of.role, of.programme_id, of.enterprise_id, name.label("place"), name_ur.label("place_ur"))
        .outerjoin(there, and_(there.programme_id == of.programme_id, there.id == of.enterprise_id))
        .outerjoin(Programme, Programme.id == of.programme_id)
        .order_by(of.turn, name, of.role)
    )


def places_of(user_id) -> Subquery:
    """Grants of today; all programmes for an administrator; assignments of today, and those of the trainers one oversees."""
    trains, oversees, administers = aliased(Grant), aliased(Grant), aliased(Grant)
    held = (
        select(literal(0).label("turn"), Grant.role.label("role"), Grant.programme_id.label("programme_id"))
        .add_columns(Grant.enterprise_id.label("enterprise_id"))
        .where(Grant.user_id == user_id, Grant.role != Role.ADMINISTRATOR, *current(Grant, TODAY))
    )
    everywhere = select(literal(1), literal(Role.ADMINISTRATOR, Grant.role.type), Programme.id, null().cast(Uuid())).where(
        select(administers.id)
        .where(administers.user_id == user_id, *current(administers, TODAY), administers.role == Role.ADMINISTRATOR)
        .exists()
    )
    assigned = (
        select(literal(1), literal(Role.TRAINER, Grant.role.type), Assignment.programme_id, Assignment.enterprise_id)
        .join(trains, and_(trains.user_id == Assignment.user_id, trains.programme_id == Assignment.programme_id))
        .where(Assignment.user_id == user_id, trains.role == Role.TRAINER, *current(Assignment, TODAY), *current(trains, TODAY))
    )
    overseen = (
        select(literal(1), literal(Role.EXPERT, Grant.role.type), Assignment.programme_id, Assignment.enterprise_id)
        .join(trains, and_(trains.user_id == Assignment.user_id, trains.programme_id == Assignment.programme_id))
        .join(oversees, and_(oversees.user_id == trains.expert_id, oversees.programme_id == trains.programme_id))
        .where(trains.expert_id == user_id, trains.role == Role.TRAINER, oversees.role == Role.EXPERT)
        .where(*current(Assignment, TODAY), *current(trains, TODAY), *current(oversees, TODAY))
    )
    return union_all(held, everywhere, assigned, overseen).subquery("places")


def current(model, today: date | BindParameter) -> tuple:
    return model.starts_on <= today, or_(model.ends_on.is_(None), model.ends_on >= today)


@cache  # put together once: doing it for each request would cost more than the asking
def statement_of_one() -> Select:
    of = places_of(bindparam("user_id", type_=Uuid()))
    return named(select().select_from(of), of.c)


def reach_of(user_id: UUID, today: date, rows: Sequence[Row] | None = None) -> Reach:
    """`rows` are this user's of `beside_places`, where somebody has asked for them already."""
    if rows is None:
        rows = db.session.execute(statement_of_one(), {"user_id": user_id, "today": today}).all()
    found = (Place(Role(row.role), row.programme_id, row.enterprise_id, row.place, row.place_ur) for row in rows if row.role)
    return Reach(tuple(dict.fromkeys(found)))


def within_reach(user: User, model):
    """`select(Project).where(within_reach(user, Project))`: what every `visible_…` is built on."""
    reach = user.reach or NOWHERE
    return clause_of(reach, model) if isinstance(model, type) else reach.clause(model)


@lru_cache(512)
def clause_of(reach: Reach, model):
    """Put together once for all who reach the same."""
    return reach.clause(model)


def counted_within(user: User, model):
    """For counts that name nobody: also what is there of a factory that took its data back. Never for rows that are shown."""
    return counted_of(user.reach or NOWHERE, model)


@lru_cache(512)
def counted_of(reach: Reach, model):
    return reach.clause_of_all(model)
