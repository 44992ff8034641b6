"""Reads of the guests of one event, as they stand on the list at its door."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Row, Select, and_, func, or_, select

from portal.accounts.models import Person, User
from portal.consent.audiences import PROGRAMME, shown_to
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.events.kinds import CAME, Presence, Reply
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


def tally(event: Event) -> Row:
    """How many are expected or came, how many came, and how many of them are of enterprises that took their data back: counted, and not named.

    Whoever waits for a place is not expected."""
    return db.session.execute(tallied(), one(event)).one()


@cache
def tallied() -> Select:
    counted = or_(Invitation.reply != Reply.WAITING, Guest.presence != Presence.EXPECTED)
    hidden = ~shown_to(PROGRAMME, Guest)
    columns = {"all": counted, "came": Guest.presence.in_(CAME), "hidden": and_(counted, hidden)}
    return (
        select(*(func.count().filter(which).label(name) for name, which in columns.items()))
        .select_from(Guest)
        .join(Invitation, and_(Invitation.programme_id == Guest.programme_id, Invitation.id == Guest.invitation_id))
        .where(of_one(Guest), Guest.presence != Presence.DROPPED)
    )


def waits(guest: Row) -> bool:
    """On the list at the door for a place that somebody leaves free."""
    return guest.reply is Reply.WAITING and guest.presence is Presence.EXPECTED


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
