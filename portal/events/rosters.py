"""Reads of the guests of one event, as they stand on the list at its door."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Row, Select, and_, func, or_, select

from portal.accounts.models import Person, User
from portal.consent.audiences import PROGRAMME, shown_to
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.events.kinds import CAME, Presence
from portal.events.models import Event, Guest, Invitation
from portal.events.queries import of_one, one

KNOWN = (
    "id",
    "name",
    "name_key",
    "sex",
    "level",
    "presence",
    "arrived_at",
    "is_walk_in",
    "came_by",
    "version",
)  # of a guest, for their row


def hidden_guests(event: Event) -> Row:
    """How many of the list, and of those who came, are of enterprises that took their data back: counted, and not named."""
    return db.session.execute(hidden(), one(event)).one()


@cache
def hidden() -> Select:
    came = func.count().filter(Guest.presence.in_(CAME)).label("came")
    return select(func.count().label("all"), came).where(of_one(Guest), Guest.presence != Presence.DROPPED, ~shown_to(PROGRAMME, Guest))


def roster(event: Event, text: str = "") -> list[Row]:
    """Every guest under their enterprise, by name; who checked them in. For staff: without those of enterprises that took their data back."""
    found = everybody()
    if text:
        columns = (Guest.name, Enterprise.name, Enterprise.name_ur)
        found = found.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    return list(db.session.execute(found, one(event)))


@cache
def everybody() -> Select:
    return (
        select(*(getattr(Guest, name) for name in KNOWN), Enterprise.id.label("enterprise_id"), Invitation.reply, Invitation.is_alumni)
        .add_columns(
            Enterprise.name.label("firm"), Enterprise.name_ur.label("firm_ur"), Person.name.label("by"), Person.name_ur.label("by_ur")
        )
        .join(Invitation, and_(Invitation.programme_id == Guest.programme_id, Invitation.id == Guest.invitation_id))
        .join(Enterprise, and_(Enterprise.programme_id == Guest.programme_id, Enterprise.id == Guest.enterprise_id))
        .outerjoin(User, User.id == Guest.checked_in_by)
        .outerjoin(Person, Person.id == User.person_id)
        .where(of_one(Guest), Guest.presence != Presence.DROPPED, shown_to(PROGRAMME, Guest))
        .order_by(Enterprise.name, Enterprise.id, Guest.name == "", Guest.name, Guest.name_key)
    )
