"""Events for the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from portal.database import db
from portal.events import policy
from portal.events.models import Event
from portal.say import _l
from portal.search.sources import Entry, Source, Watch

EVENTS = select(Event.programme_id, Event.id, Event.name, Event.name_ur, Event.place).order_by(Event.starts_at, Event.id)


def read_events(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(EVENTS if ids is None else EVENTS.where(Event.id.in_(ids))):
        yield Entry(row.id, row.name, f"/events/{row.id}", title_ur=row.name_ur, place=row.place, programme_id=row.programme_id)


events = Source(
    kind="event",
    label=_l("Event"),
    many=_l("Events"),
    may=policy.can_see,
    model=Event,
    visible=policy.visible_events,
    read=read_events,
    watches=(Watch(Event, lambda event: [event.id], frozenset({"name", "name_ur", "place"})),),
    position=63,
)
