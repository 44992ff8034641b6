"""The calendar feed: rooms say which days wait for a person, a signed token says for whom. No session, no cookie."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import reach_of
from portal.database import db
from portal.notices.models import NoticeSettings


@dataclass(frozen=True)
class Entry:
    """A day on which something is due; or, with its hours, when something takes place."""

    uid: str
    on: date
    title: str
    about: str
    path: str
    changed_at: datetime | None = None
    starts_at: datetime | None = None  # in UTC
    ends_at: datetime | None = None
    place: str = ""


_sources: list[Callable[[Any], Iterable[Entry]]] = []


def add(source: Callable[[Any], Iterable[Entry]]) -> None:
    """`source(user)` gives the days that wait for this person, within their reach."""
    if source not in _sources:
        _sources.append(source)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="calendar")


def token_of(key: str) -> str:
    """What stands in the address. The key alone, as the database has it, opens nothing."""
    return str(_signer().dumps(key))


def owner_of(token: str) -> User | None:
    """Whose calendar it is, with today's reach; nothing for a revoked address or a closed sign-in."""
    try:
        key = _signer().loads(token)
    except BadData:
        return None
    found = select(User).join(NoticeSettings, NoticeSettings.user_id == User.id).where(NoticeSettings.calendar_key == str(key))
    user = db.session.scalar(found.where(User.disabled_at.is_(None)))
    if user is not None:
        user.reach = reach_of(user.id, clock.today())
    return user


def feed_of(user: User) -> bytes:
    """RFC 5545, folded and escaped by the library."""
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in {
        "prodid": "-//SCORE Portal//calendar//EN",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "x-wr-calname": _("Improvement portal"),
        "refresh-interval;value=duration": "PT6H",
    }.items():
        calendar.add(name, value)
    for source in _sources:
        for entry in source(user):
            calendar.add_component(event_of(entry))
    return calendar.to_ical()


def event_of(entry: Entry):
    from icalendar import Event

    home, event = current_app.config["PUBLIC_URL"], Event()
    event.add("uid", f"{entry.uid}@{home.split('://', 1)[-1]}")
    event.add("dtstamp", (entry.changed_at or clock.now()).replace(tzinfo=UTC))
    if entry.starts_at and entry.ends_at:
        event.add("dtstart", entry.starts_at.replace(tzinfo=UTC))
        event.add("dtend", entry.ends_at.replace(tzinfo=UTC))
        event.add("location", entry.place)
    else:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.about)
    event.add("url", home + entry.path)
    event.add("transp", "TRANSPARENT")
    return event
