"""Who signs in on a factory's phone: those who are members there today, and nothing more anywhere."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.accounts.grants import Grant, Role
from portal.accounts.models import Person, User
from portal.accounts.phones import Phone, Pin
from portal.accounts.places import enterprises
from portal.accounts.reach import current
from portal.database import db


def members_statement(phone: Phone):
    """A PIN is six digits: whoever holds a weightier role anywhere signs in with more than that."""
    more, today = aliased(Grant), clock.today()
    weightier = select(more.id).where(more.user_id == User.id, more.role != Role.MEMBER, *current(more, today)).exists()
    here = (Grant.programme_id == phone.programme_id, Grant.enterprise_id == phone.enterprise_id, Grant.role == Role.MEMBER)
    joined = select(User.id, Person.name, Person.name_ur).join(Person, Person.id == User.person_id).join(Grant, Grant.user_id == User.id)
    return joined.where(*here, *current(Grant, today), User.disabled_at.is_(None), ~weightier).distinct()


def members(phone: Phone) -> list[Row]:
    return list(db.session.execute(members_statement(phone).order_by(Person.name)).all())


def member(phone: Phone, user_id: UUID) -> User | None:
    """This person, if they may sign in on this phone."""
    found = db.session.execute(members_statement(phone).where(User.id == user_id)).first()
    return db.session.get(User, user_id) if found else None


def pin_of(user_id: UUID) -> Pin | None:
    return db.session.scalar(select(Pin).where(Pin.user_id == user_id))


def put_pin(user: User, pin: str, by: UUID) -> Pin:
    held = pin_of(user.id)
    if held is None:
        held = Pin(user_id=user.id)
        db.session.add(held)
    held.put(pin, by)
    return held


def place_of(phone: Phone) -> Row | None:
    there = enterprises()
    return db.session.execute(
        select(there.name, there.name_ur).where(there.programme_id == phone.programme_id, there.id == phone.enterprise_id)
    ).first()
