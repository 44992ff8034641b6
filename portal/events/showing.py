"""What those who look at an event are shown of the firms that speak there: consent is asked for each point of the agenda and each film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from portal.accounts.models import User
from portal.consent.audiences import PROGRAMME, PUBLIC, alumni, shown_to
from portal.database import db
from portal.events import policy
from portal.events.models import Event, Invitation, Slot


def to_staff(slot) -> ColumnElement[bool]:
    """Whoever runs the event or stands at its door."""
    return or_(slot.enterprise_id.is_(None), shown_to(PROGRAMME, slot))


def to_all(slot) -> ColumnElement[bool]:
    return or_(slot.enterprise_id.is_(None), shown_to(PUBLIC, slot))


@dataclass(frozen=True)
class ToFirms:
    """Factories that are invited: what everybody may see, and their own words; those who are alumni also what is shared with alumni."""

    programme_id: UUID
    enterprise_ids: tuple[UUID, ...]

    def __call__(self, slot) -> ColumnElement[bool]:
        asked = Invitation.programme_id == slot.programme_id, Invitation.event_id == slot.event_id
        are_alumni = select(Invitation.id).where(*asked, Invitation.enterprise_id.in_(self.enterprise_ids), Invitation.is_alumni)
        shared = and_(are_alumni.correlate(slot).exists(), shown_to(alumni(self.programme_id), slot))
        return or_(to_all(slot), slot.enterprise_id.in_(self.enterprise_ids), shared)


def to_user(user: User, event: Event) -> Callable[..., ColumnElement[bool]]:
    """By what they may do at the event."""
    if policy.can_check_in(user, event):
        return to_staff
    return ToFirms(event.programme_id, tuple(user.reach.own_enterprises() if user.reach else ()))


def may_play(user: User, slot: Slot, event: Event) -> bool:
    here = Slot.programme_id == slot.programme_id, Slot.id == slot.id
    return db.session.scalar(select(Slot.id).where(*here, to_user(user, event)(Slot))) is not None
