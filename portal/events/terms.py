"""How long events keep the names of their guests, and how one reached those who were invited."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from portal.accounts.models import Programme
from portal.database import db
from portal.events.models import Event, Guest, Invitation, Newcomer
from portal.web import retention

KEPT = timedelta(days=730)


def sweep_guests(before: datetime) -> int:
    """What names people goes; that somebody came, a woman or a man, a worker or a manager, stays counted."""
    guests = list(db.session.scalars(select(Guest).where(Guest.name != "", was_over(Guest, before))))
    for guest in guests:
        guest.forget()
    newcomers = list(db.session.scalars(select(Newcomer).where(Newcomer.name != "", was_over(Newcomer, before))))
    for newcomer in newcomers:
        newcomer.forget()
    told = or_(Invitation.contact.is_not(None), Invitation.phone.is_not(None), Invitation.email.is_not(None))
    invited = list(db.session.scalars(select(Invitation).where(told, was_over(Invitation, before))))
    for invitation in invited:
        invitation.reach_by(None, None, None, invitation.language)
    return len(guests) + len(newcomers) + len(invited)


def was_over(model, before: datetime):
    """Long enough ago, of people who live: those of the demonstration are invented, and its event of 2021 stays readable."""
    invented = select(Programme.id).where(Programme.is_demo)
    theirs = Event.programme_id == model.programme_id, Event.id == model.event_id
    return select(Event.id).where(*theirs, Event.ends_at < before, Event.programme_id.not_in(invented)).exists()


retention.declare(
    "guests",
    "names of guests, and name, phone and e-mail of whoever was invited to an event",
    KEPT,
    "the end of the event",
    sweep_guests,
)
