"""Events and invitations for tests, made by the verbs that the routes use."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from portal import clock
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.events import inviting
from portal.events.kinds import Kind, Mode
from portal.events.models import Event, Invitation
from portal.web import signing

DAY = timedelta(days=1)


def make_event(programme_id: UUID, starts_in: timedelta = 14 * DAY, hours: int = 6, is_open: bool = True, **facts) -> Event:
    begin = clock.now() + starts_in
    known = {
        "name": "Meet SCORE in Karachi",
        "name_ur": None,
        "kind": Kind.MOBILISATION,
        "mode": Mode.IN_PERSON,
        "place": "Hall 2, Korangi",
        "meeting_link": None,
        "starts_at": begin,
        "ends_at": begin + timedelta(hours=hours),
        "capacity": None,
        "reminders": "7, 3, 1",
        "about": None,
    }
    event = Event(programme_id=programme_id, zone=facts.pop("zone", "Asia/Karachi"))
    event.describe(**{**known, **facts})
    db.session.add(event)
    db.session.flush()
    if is_open:
        inviting.open_event(event)
        db.session.flush()
    return event


def invite(event: Event, enterprise_id: UUID, **contact) -> Invitation:
    enterprise = db.session.get(Enterprise, (event.programme_id, enterprise_id))
    assert enterprise is not None
    made = inviting.invite(event, enterprise, **contact)
    db.session.flush()
    return made


def make_firm(programme_id: UUID, name: str, **facts) -> Enterprise:
    made = Enterprise(programme_id=programme_id, name=name, city=facts.pop("city", "Karachi"), **facts)
    db.session.add(made)
    db.session.flush()
    return made


def link_path(invitation: Invitation, language: str = "en") -> str:
    token = inviting.link_of(invitation).token
    return f"/{language}/invitations/{token}"


def poster_path(event: Event, language: str = "en") -> str:
    return f"/{language}/check-in/{inviting.poster_of(event).token}"


def by_phone(seconds: float = 30, **facts) -> dict:
    """What a guest's phone sends half a minute after it opened the poster's page."""
    return {"website": "", "opened": signing.sealed("opened", time.time() - seconds), **facts}
