"""A team at work: meetings planned, running and held, made by the same verbs as the site uses."""

from __future__ import annotations

from datetime import date

from portal import clock
from portal.database import db
from portal.enterprises import matters
from portal.enterprises.models import Enterprise
from portal.teams.models import Meeting, Presence
from portal.teams.queries import members_on
from tests.cast import Cast
from tests.improvement.build import person


def factory(cast: Cast) -> Enterprise:
    return db.session.get_one(Enterprise, (cast.programme, cast.roshan))


def make_meeting(cast: Cast, on: date | None = None, begun: bool = False) -> Meeting:
    meeting = Meeting.plan(factory(cast), on or clock.today(), person(cast, "manager"))
    db.session.flush()
    if begun:
        meeting.open(matters.of(factory(cast)))
    db.session.commit()
    return meeting


def all_there(meeting: Meeting) -> None:
    meeting.attend(dict.fromkeys(members_on(meeting, clock.today()), Presence.PRESENT))
    db.session.commit()


def seen_again(meeting: Meeting) -> Meeting:
    """The row as the site left it; nothing stays locked behind it."""
    db.session.expire_all()
    found = db.session.get_one(Meeting, (meeting.programme_id, meeting.id))
    _loaded = found.items, found.attendances, [one.action for one in found.decisions]
    db.session.commit()
    return found
