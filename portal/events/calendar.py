"""Events for calendars: in a person's own feed, and one as a file for whoever was invited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import User
from portal.database import db
from portal.events import letters
from portal.events.kinds import Status
from portal.events.models import Event
from portal.events.policy import can_see, visible_events
from portal.events.times import there
from portal.notices.calendar import Entry, event_of
from portal.web.formats import inside, own

MOST, LOOKS_BACK = 300, timedelta(days=90)


def events(user: User) -> Iterator[Entry]:
    """What one sees of the last three months and all that is to come; drafts are plans, not appointments."""
    if not can_see(user):
        return
    columns = (Event.id, Event.name, Event.name_ur, Event.starts_at, Event.ends_at, Event.zone, Event.place, Event.meeting_link)
    seen = visible_events(user).with_only_columns(*columns, Event.status)
    seen = seen.where(Event.ends_at > clock.now() - LOOKS_BACK, Event.status.in_((Status.OPEN, Status.CLOSED, Status.CALLED_OFF)))
    for row in db.session.execute(seen.order_by(Event.starts_at).limit(MOST)):
        title = _("Called off: %(event)s", event=inside(own(row))) if row.status is Status.CALLED_OFF else own(row)
        on = there(row.starts_at, row.zone).date()
        hours = {"starts_at": row.starts_at, "ends_at": row.ends_at, "place": letters.where(row)}
        yield Entry(f"event-{row.id}", on, title, letters.when(row), f"/events/{row.id}", **hours)


def file_of(event: Event) -> bytes:
    """One appointment, with nothing in it but what stands on the invitation."""
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in {"prodid": "-//SCORE Portal//events//EN", "version": "2.0", "method": "PUBLISH"}.items():
        calendar.add(name, value)
    hours = {"starts_at": event.starts_at, "ends_at": event.ends_at, "place": letters.where(event)}
    entry = Entry(f"event-{event.id}", there(event.starts_at, event.zone).date(), own(event), event.about or "", "", clock.now(), **hours)
    made = event_of(entry)
    made.add("sequence", event.version)
    made.add("status", "CANCELLED" if event.status is Status.CALLED_OFF else "CONFIRMED")
    made["url"] = event.meeting_link or str(current_app.config["PUBLIC_URL"])
    made["transp"] = "OPAQUE"
    calendar.add_component(made)
    return calendar.to_ical()
