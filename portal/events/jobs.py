"""What the worker does for events: reminders to those who have not answered, never in quiet hours."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from portal import clock
from portal.accounts.models import Programme
from portal.database import db
from portal.events import inviting, letters, links
from portal.events.kinds import Reply, Status
from portal.events.models import Event, Invitation
from portal.events.times import there
from portal.notices.hours import Hours
from portal.outbox.letters import NoAddress
from portal.web import periodic
from portal.web.log import log

LONGEST_BEFORE = timedelta(days=100)


@periodic.every("event-notices", hours=1)
def end_the_notices_of_past_events() -> int:
    ended = inviting.settle_past()
    db.session.commit()
    return ended


@periodic.every("event-reminders", hours=1)
def remind_the_silent() -> int:
    """How many reminders were newly written. Each is written once, and an answer stops those to come."""
    near = select(Event, Programme).join(Programme, Programme.id == Event.programme_id)
    near = near.where(Event.status == Status.OPEN, Event.starts_at > clock.now(), Event.starts_at < clock.now() + LONGEST_BEFORE)
    written = 0
    for event, programme in db.session.execute(near.order_by(Event.starts_at)).all():
        if Hours(programme).are_waking(clock.now()) and (days := due(event)) is not None:
            written += remind(event, days)
            db.session.commit()
    db.session.commit()
    return written


def due(event: Event) -> int | None:
    """The nearest reminder whose day has come on the event's own calendar: of those missed, only one is sent."""
    left = (there(event.starts_at, event.zone).date() - there(clock.now(), event.zone).date()).days
    come = [days for days in event.reminder_days if left <= days]
    return min(come) if come else None


def remind(event: Event, days: int) -> int:
    """Those without an answer who were asked before today and have not had this reminder."""
    silent = select(Invitation).where(
        Invitation.programme_id == event.programme_id, Invitation.event_id == event.id, Invitation.reply == Reply.NONE
    )
    today = there(clock.now(), event.zone).date()
    waiting = [one for one in db.session.scalars(silent.order_by(Invitation.id)) if is_due(one, days, event.zone, today)]
    tokens = {link.invitation_id: link.token for link in links.living(event.programme_id, [one.id for one in waiting])}
    written = 0
    for one in waiting:
        one.reminded_days = days
        inviting.tell_again(event, one, days)
        if one.email and one.id in tokens:
            written += send(event, one, tokens[one.id], days)
    return written


def is_due(one: Invitation, days: int, zone: str, today: date) -> bool:
    return (one.reminded_days is None or one.reminded_days > days) and there(one.invited_at, zone).date() < today


def send(event: Event, one: Invitation, token: str, days: int) -> int:
    try:
        is_new = letters.reminder(event, one, token, days)
    except NoAddress:  # typed wrongly: it must not stop the others
        log.warning("reminder has no address", invitation=str(one.id))
        return 0
    one.reminded_at = clock.now()
    return int(is_new)
