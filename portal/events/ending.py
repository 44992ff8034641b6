"""When a factory takes back its consent to the programme, nobody of it is expected any more; who came stays counted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.database import db
from portal.events import inviting
from portal.events.kinds import Reply, Status
from portal.events.models import Event, Invitation


def leave_events(programme_id: UUID, enterprise_id: UUID, _on: date) -> None:
    """It comes no more: its places become free, nobody reminds it, and the event can be closed as ever."""
    mine = Invitation.programme_id == programme_id, Invitation.enterprise_id == enterprise_id, Invitation.reply != Reply.TAKEN_BACK
    still = select(Invitation).join(Invitation.event).where(*mine, Event.status.in_((Status.DRAFT, Status.OPEN)))
    for part in db.session.scalars(still):
        inviting.stay_away(part)
