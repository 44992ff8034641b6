"""Who is there, in which roles, and where roles may be given: what the pages of people read."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, and_, null, or_, select, union_all
from sqlalchemy.orm import aliased

from portal import clock
from portal.accounts import policy
from portal.accounts.models import Grant, Person, Programme, Role, User
from portal.accounts.places import Somewhere, enterprises
from portal.accounts.queries import plain_phone
from portal.accounts.reach import NOWHERE, current, within_reach
from portal.database import db
from portal.web.formats import own
from portal.web.paging import page_after


def people(user: User, text: str | None, role: Role | None, enterprise_id: UUID | None, last: UUID | None) -> list[Row]:
    """One page of the users within reach, by name."""
    found = policy.visible_users(user).with_only_columns(User.id, Person.name, Person.name_ur, User.username, User.disabled_at)
    if text:
        found = found.where(or_(*matches(text)))
    if role or enterprise_id:
        found = found.where(User.id.in_(holders(user, role, enterprise_id)))
    return list(db.session.execute(page_after(found, Person.name, User.id, last)).all())


def matches(text: str) -> list:
    places = [column.icontains(text, autoescape=True) for column in (Person.name, Person.name_ur, User.username, User.email)]
    return [*places, User.phone == plain_phone(text)] if plain_phone(text) else places


def holders(user: User, role: Role | None, enterprise_id: UUID | None) -> Select:
    """Ids of those who hold such a role today, as far as the asking person sees it."""
    held = policy.visible_grants(user).with_only_columns(Grant.user_id).where(*current(Grant, clock.today()))
    held = held.where(Grant.role == role) if role else held
    return held.where(Grant.enterprise_id == enterprise_id) if enterprise_id else held


@dataclass(frozen=True)
class Held:
    """A grant, where it is for in the page's language, and whether the asking person sees it."""

    grant: Grant
    place: str
    expert: str | None
    is_shown: bool


def grants_of(user: User, others: list[UUID]) -> list[Held]:
    """All roles of these people, the newest first: also those out of sight, for they too say who stands above."""
    there, expert, overseer = enterprises(), aliased(User), aliased(Person)
    rows = db.session.execute(
        select(Grant, there.name, there.name_ur, Programme.name, Programme.name_ur, overseer.name, overseer.name_ur)
        .add_columns(or_(policy.grants_within(user), Grant.user_id == user.id))
        .outerjoin(there, and_(there.programme_id == Grant.programme_id, there.id == Grant.enterprise_id))
        .outerjoin(Programme, Programme.id == Grant.programme_id)
        .outerjoin(expert, expert.id == Grant.expert_id)
        .outerjoin(overseer, overseer.id == expert.person_id)
        .where(Grant.user_id.in_(others))
        .order_by(Grant.starts_on.desc(), Grant.id.desc())
    ).all()
    return [
        Held(grant, in_script(name, name_ur) or in_script(programme, programme_ur), in_script(by, by_ur) or None, bool(seen))
        for grant, name, name_ur, programme, programme_ur, by, by_ur, seen in rows
    ]


@dataclass(frozen=True)
class Named:
    name: str | None
    name_ur: str | None


def in_script(name: str | None, name_ur: str | None) -> str:
    return own(Named(name, name_ur)) or ""


def giving_places(user: User) -> list[Somewhere]:
    """Where this person may give a role: programmes first, then enterprises, by name."""
    there = enterprises()
    programmes = select(Programme.id.label("programme_id"), null().cast(Uuid()).label("enterprise_id"), Programme.name, Programme.name_ur)
    programmes = programmes.where(Programme.id.in_((user.reach or NOWHERE).programmes))
    factories = select(there.programme_id, there.id, there.name, there.name_ur).where(within_reach(user, there))
    found = [Somewhere(row.programme_id, row.enterprise_id, own(row)) for row in db.session.execute(union_all(programmes, factories))]
    roles = policy.givable_roles(user)
    fitting = [place for place in found if any(policy.may_give(user, role, place.programme_id, place.enterprise_id) for role in roles)]
    return sorted(fitting, key=lambda place: (place.enterprise_id is not None, place.name.casefold()))


def experts(user: User) -> list[Row]:
    """The experts of the programmes that one runs, with the programme: who may oversee a trainer there."""
    return list(
        db.session.execute(
            select(User.id, Grant.programme_id, Person.name, Person.name_ur)
            .join(Grant, Grant.user_id == User.id)
            .join(Person, Person.id == User.person_id)
            .where(Grant.role == Role.EXPERT, *current(Grant, clock.today()), within_reach(user, Grant), User.disabled_at.is_(None))
            .order_by(Person.name)
        ).all()
    )
