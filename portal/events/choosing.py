"""Whom one may choose for an event: firms to invite, alumni to speak, people to help, the programme that holds it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select, true

from portal import clock
from portal.accounts.models import Grant, Person, Programme, Role, User
from portal.accounts.reach import NOWHERE, current
from portal.database import db
from portal.enterprises import alumni, cities
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.events.kinds import Reply
from portal.events.models import Event, EventHelper, Invitation
from portal.web.paging import page_after


def free_of(user: User, event: Event, part: ColumnElement[bool]) -> Select:
    """Enterprises that have no such part in this event."""
    there = select(Invitation.enterprise_id).where(Invitation.programme_id == event.programme_id, Invitation.event_id == event.id, part)
    here = Enterprise.programme_id == event.programme_id, Enterprise.merged_into_id.is_(None)
    return visible_enterprises(user).where(*here, Enterprise.id.not_in(there))


def alumni_beyond(user: User, event: Event) -> list[Row]:
    """Enterprises through the programme that have no part in this event."""
    free = free_of(user, event, true()).where(alumni.completed(Enterprise)).order_by(Enterprise.name, Enterprise.id)
    return list(db.session.execute(free.with_only_columns(Enterprise.id, Enterprise.name, Enterprise.name_ur)))


def to_invite(user: User, event: Event, text: str, last: UUID | None) -> list[Row]:
    """Enterprises of the programme that have no living invitation."""
    free = free_of(user, event, Invitation.reply != Reply.TAKEN_BACK)
    if text:
        free = free.where(
            or_(cities.named(Enterprise.city, text), *(c.icontains(text, autoescape=True) for c in (Enterprise.name, Enterprise.name_ur)))
        )
    columns = (Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city, Enterprise.is_prospect)
    return list(db.session.execute(page_after(free.with_only_columns(*columns), Enterprise.name, Enterprise.id, last)))


def programmes(user: User) -> list[Row]:
    whole = (user.reach or NOWHERE).whole_programmes
    found = select(Programme.id, Programme.name, Programme.name_ur, Programme.zone, Programme.currency)
    return list(db.session.execute(found.where(Programme.id.in_(whole)).order_by(Programme.name)))


def helpers(event: Event) -> list[Row]:
    found = select(EventHelper.id, User.id.label("user_id"), Person.name, Person.name_ur).join(User, User.id == EventHelper.user_id)
    here = (EventHelper.programme_id == event.programme_id, EventHelper.event_id == event.id, EventHelper.ended_at.is_(None))
    return list(db.session.execute(found.join(Person, Person.id == User.person_id).where(*here).order_by(Person.name)))


def may_help(event: Event) -> list[Row]:
    """Trainers and experts of the programme who can sign in."""
    held = (Grant.programme_id == event.programme_id, Grant.role.in_((Role.TRAINER, Role.EXPERT)), *current(Grant, clock.today()))
    found = select(User.id, Person.name, Person.name_ur).join(Person, Person.id == User.person_id).join(Grant, Grant.user_id == User.id)
    return list(db.session.execute(found.where(*held, User.disabled_at.is_(None)).distinct().order_by(Person.name)))
