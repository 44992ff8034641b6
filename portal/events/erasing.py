"""Whoever is erased is no guest, no contact and no speaker by name any more; that somebody came stays counted."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from portal.accounts.erasing import GONE, Known
from portal.database import db
from portal.enterprises.models import Membership
from portal.events.guests import key_of
from portal.events.models import Guest, Invitation, Newcomer, Slot
from portal.web.unnamed import is_distinct


def forget(known: Known) -> Iterator[str]:
    """A name of one word may be anybody's: it counts at their own enterprise alone."""
    guests = list(db.session.scalars(select(Guest).where(Guest.programme_id == known.person.programme_id, is_them(known))))
    for guest in guests:
        guest.forget()
    known.records |= {guest.id for guest in guests}
    yield f"{len(guests)} guests of events without the name"
    waited = select(Newcomer).where(Newcomer.programme_id == known.person.programme_id, Newcomer.name.in_(whole(known)))
    for newcomer in db.session.scalars(waited).all():
        newcomer.forget()
        known.records.add(newcomer.id)
    asked = list(db.session.scalars(select(Invitation).where(Invitation.programme_id == known.person.programme_id, is_asked(known))))
    for invitation in asked:
        invitation.reach_by(None, None, None, invitation.language)
    yield f"{len(asked)} invitations without name, phone and e-mail"
    spoke = select(Slot).where(Slot.programme_id == known.person.programme_id, Slot.speaker.in_(whole(known)))
    speakers = list(db.session.scalars(spoke))
    for slot in speakers:
        slot.speaker = GONE
    yield f"{len(speakers)} points of an agenda without the speaker's name"


def whole(known: Known) -> list[str]:
    return [name for name in known.names if is_distinct(name)]


def is_them(known: Known):
    theirs = Membership.programme_id == Guest.programme_id, Membership.enterprise_id == Guest.enterprise_id
    at_work = select(Membership.id).where(*theirs, Membership.person_id == known.person.id).exists()
    short = [key_of(name) for name in known.names]
    return or_(Guest.name_key.in_([key_of(name) for name in whole(known)]), and_(Guest.name_key.in_(short), at_work))


def is_asked(known: Known):
    return or_(*(column.in_(whole(known)) for column in (Invitation.contact, Invitation.phone, Invitation.email)))
