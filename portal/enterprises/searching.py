"""Factories, their areas and the people of their teams for the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import and_, select

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises import policy
from portal.enterprises.models import Area, Enterprise, Membership
from portal.say import _l
from portal.search.sources import Entry, Source, Watch

NAMES = frozenset({"name", "name_ur"})
FACTORY = (Enterprise.name.label("factory"), Enterprise.name_ur.label("factory_ur"))
FACTORIES = (
    select(Enterprise.programme_id, Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city)
    .add_columns(Enterprise.products, Enterprise.about)
    .where(Enterprise.merged_into_id.is_(None))
    .order_by(Enterprise.id)
)
AREAS = (
    select(Area.programme_id, Area.enterprise_id, Area.id, Area.name, Area.name_ur, *FACTORY)
    .join(Enterprise, and_(Enterprise.programme_id == Area.programme_id, Enterprise.id == Area.enterprise_id))
    .order_by(Area.id)
)
MEMBERS = (
    select(Membership.programme_id, Membership.enterprise_id, Membership.id, Membership.job, Membership.job_ur)
    .add_columns(Person.name, Person.name_ur, *FACTORY)
    .join(Person, Person.id == Membership.person_id)
    .join(Enterprise, and_(Enterprise.programme_id == Membership.programme_id, Enterprise.id == Membership.enterprise_id))
    .order_by(Membership.id)
)


def read_enterprises(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(FACTORIES if ids is None else FACTORIES.where(Enterprise.id.in_(ids))):
        text = " – ".join(filter(None, (row.products, row.about)))
        here = {"programme_id": row.programme_id, "enterprise_id": row.id}
        yield Entry(row.id, row.name, f"/enterprises/{row.id}", text, title_ur=row.name_ur, place=row.city, **here)


def read_areas(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(AREAS if ids is None else AREAS.where(Area.id.in_(ids))):
        yield Entry(row.id, row.name, f"/enterprises/{row.enterprise_id}#areas", title_ur=row.name_ur, **at(row))


def read_members(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(MEMBERS if ids is None else MEMBERS.where(Membership.id.in_(ids))):
        job = " – ".join(filter(None, (row.job, row.job_ur)))
        yield Entry(row.id, row.name, f"/enterprises/{row.enterprise_id}#team", job, title_ur=row.name_ur, **at(row))


def at(row) -> dict:
    return {"programme_id": row.programme_id, "enterprise_id": row.enterprise_id, "place": row.factory, "place_ur": row.factory_ur}


def within(model, enterprise: Enterprise):
    return select(model.id).where(model.programme_id == enterprise.programme_id, model.enterprise_id == enterprise.id)


enterprises = Source(
    kind="enterprise",
    label=_l("Factory"),
    many=_l("Factories"),
    may=policy.can_see,
    model=Enterprise,
    visible=policy.visible_enterprises,
    read=read_enterprises,
    watches=(Watch(Enterprise, lambda enterprise: [enterprise.id]),),
    position=50,
)
areas = Source(
    kind="area",
    label=_l("Area"),
    many=_l("Areas"),
    may=policy.can_see,
    model=Area,
    visible=policy.visible_areas,
    read=read_areas,
    watches=(Watch(Area, lambda area: [area.id]), Watch(Enterprise, lambda enterprise: within(Area, enterprise), NAMES)),
    position=60,
)
members = Source(
    kind="member",
    label=_l("Team member"),
    many=_l("Team members"),
    may=policy.can_see,
    model=Membership,
    visible=policy.visible_memberships,
    read=read_members,
    watches=(
        Watch(Membership, lambda membership: [membership.id]),
        Watch(Person, lambda person: select(Membership.id).where(Membership.person_id == person.id), NAMES),
        Watch(Enterprise, lambda enterprise: within(Membership, enterprise), NAMES),
    ),
    position=70,
)
