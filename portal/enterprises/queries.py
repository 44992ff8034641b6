"""Reads across the tables of factories."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from flask import abort
from sqlalchemy import Date, Row, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.accounts.models import Assignment, Grant, Person, Programme, Role, Sex, User
from portal.accounts.reach import NOWHERE, Reach, clause_of, current
from portal.database import db
from portal.enterprises import alumni, cities, policy
from portal.enterprises.models import Area, Balance, Enterprise, Level, Membership
from portal.web.formats import own
from portal.web.paging import page_after


def home_or_404(user, enterprise_id: UUID) -> Enterprise:
    """The enterprise and its areas in one statement."""
    found = db.session.scalars(with_areas(user.reach or NOWHERE), {"enterprise_id": enterprise_id})
    return found.unique().one_or_none() or abort(404)


@lru_cache(512)
def with_areas(reach: Reach) -> Select:
    """Put together once for all who reach the same."""
    found = select(Enterprise).where(clause_of(reach, Enterprise), Enterprise.id == bindparam("enterprise_id"))
    return found.outerjoin(Enterprise.areas).options(contains_eager(Enterprise.areas)).order_by(Area.name)


ENROLLED, PROSPECTS, ALUMNI = KINDS = "enrolled", "prospects", "alumni"


def enterprises(user, text: str | None, last: UUID | None, kind: str = ENROLLED) -> list[Row]:
    """One page of the enterprises within reach, by name, with the number of their open areas; a search finds all kinds of them."""
    areas = select(func.count()).where(
        Area.programme_id == Enterprise.programme_id, Area.enterprise_id == Enterprise.id, Area.closed_on.is_(None)
    )
    found = policy.visible_enterprises(user).with_only_columns(
        Enterprise.id,
        Enterprise.programme_id,
        Enterprise.name,
        Enterprise.name_ur,
        Enterprise.city,
        Enterprise.is_prospect,
        areas.scalar_subquery().label("areas_count"),
        alumni.completed(Enterprise).label("is_alumni"),
    )
    found = found.where(Enterprise.merged_into_id.is_(None))
    if not text:
        found = found.where(alumni.completed(Enterprise) if kind == ALUMNI else Enterprise.is_prospect.is_(kind == PROSPECTS))
    if text:
        found = found.where(
            or_(cities.named(Enterprise.city, text), *(c.icontains(text, autoescape=True) for c in (Enterprise.name, Enterprise.name_ur)))
        )
    return list(db.session.execute(page_after(found, Enterprise.name, Enterprise.id, last)).all())


def balances(keys: list[tuple[UUID, UUID]]) -> dict[UUID, Balance]:
    """The balance of each of these enterprises, by (programme, id), in one statement."""
    today = clock.today()
    rows = db.session.execute(
        select(Membership.enterprise_id, Membership.level, Person.sex, func.count())
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.programme_id.in_({programme for programme, _ in keys}), Membership.enterprise_id.in_([key for _, key in keys]))
        .where(Membership.is_current(today))
        .group_by(Membership.enterprise_id, Membership.level, Person.sex)
    ).all()
    counts: dict[UUID, dict] = defaultdict(lambda: defaultdict(int))
    for enterprise_id, level, sex, number in rows:
        counts[enterprise_id][level] += number
        counts[enterprise_id][sex] += number
    return {key: balance_of(counts[key]) for _, key in keys}


def balance_of(count: dict) -> Balance:
    return Balance(count[Level.WORKER], count[Level.MANAGER], count[Sex.FEMALE], count[Sex.MALE])


HERE = bindparam("programme_id"), bindparam("enterprise_id")
MEMBERSHIPS = select(Membership).where(Membership.programme_id == HERE[0], Membership.enterprise_id == HERE[1])
TRAINERS = (
    select(Assignment, Person.name, Person.name_ur, User.id)
    .join(User, User.id == Assignment.user_id)
    .join(Person, Person.id == User.person_id)
    .where(Assignment.programme_id == HERE[0], Assignment.enterprise_id == HERE[1])
    .where(or_(Assignment.ends_on.is_(None), Assignment.ends_on >= bindparam("today", type_=Date())))
    .order_by(Assignment.starts_on, Person.name)
)


def here(enterprise: Enterprise) -> dict:
    return {"programme_id": enterprise.programme_id, "enterprise_id": enterprise.id}


def memberships(enterprise: Enterprise) -> list[Membership]:
    """Everybody who is or was in the improvement team: managers first, then by name."""
    found = db.session.scalars(MEMBERSHIPS, here(enterprise)).unique()
    return sorted(found, key=lambda m: (m.level is Level.WORKER, own(m.person).casefold()))


@dataclass(frozen=True)
class Sent:
    assignment: Assignment
    name: str
    user_id: UUID


def trainers_of(enterprise: Enterprise) -> list[Sent]:
    """Trainers assigned today or from a later day on."""
    rows = db.session.execute(TRAINERS, {**here(enterprise), "today": clock.today()}).all()
    rows = [row for row in rows if row[0].ends_on is None or row[0].ends_on >= row[0].starts_on]
    return [Sent(row[0], own(row), row.id) for row in rows]


def trainers_in(programme_id: UUID) -> list[Row]:
    """Who trains in this programme and can sign in, by name."""
    return list(
        db.session.execute(
            select(User.id, Person.name, Person.name_ur)
            .join(Person, Person.id == User.person_id)
            .join(Grant, Grant.user_id == User.id)
            .where(
                Grant.programme_id == programme_id, Grant.role == Role.TRAINER, *current(Grant, clock.today()), User.disabled_at.is_(None)
            )
            .distinct()
            .order_by(Person.name)
        ).all()
    )


def joinable(enterprise: Enterprise) -> list[Row]:
    """Who signs in here and is not in the team: they join as themselves, not as a second person of their name."""
    in_team = exists().where(
        Membership.programme_id == enterprise.programme_id,
        Membership.enterprise_id == enterprise.id,
        Membership.person_id == Person.id,
        Membership.ends_on.is_(None),
    )
    return list(
        db.session.execute(
            select(Person.id, Person.name, Person.name_ur)
            .join(User, User.person_id == Person.id)
            .join(Grant, Grant.user_id == User.id)
            .where(
                Grant.programme_id == enterprise.programme_id,
                Grant.enterprise_id == enterprise.id,
                *current(Grant, clock.today()),
                ~in_team,
            )
            .distinct()
            .order_by(Person.name)
        ).all()
    )


def programmes_of(user) -> list[Row]:
    """Programmes in which one may add an enterprise."""
    mine = (user.reach or NOWHERE).whole_programmes
    return list(
        db.session.execute(
            select(Programme.id, Programme.name, Programme.name_ur).where(Programme.id.in_(mine)).order_by(Programme.name)
        ).all()
    )


def is_taken(programme_id: UUID, name: str, city: str, but: UUID | None = None) -> bool:
    same = select(Enterprise.id).where(Enterprise.programme_id == programme_id, Enterprise.name == name, Enterprise.city == city)
    return db.session.scalar(same.where(Enterprise.id != but) if but else same) is not None
