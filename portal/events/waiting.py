"""What waits for whom before an event, for the first page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, select

from portal import clock
from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE, within_reach
from portal.database import db
from portal.events import letters, policy, queries
from portal.events.kinds import Reply, Status
from portal.events.models import Event, Invitation
from portal.web.formats import own
from portal.web.needs import Need

SOON = timedelta(days=10)


def needs_of(user: User) -> Iterator[Need]:
    """Whoever runs it calls the silent; a factory answers."""
    if policy.can_run(user):
        yield from silent(user)
    elif (user.reach or NOWHERE).roles & {Role.MANAGER}:
        yield from unanswered(user)


def silent(user: User) -> Iterator[Need]:
    for row in queries.silent_soon(user, clock.now() + SOON):
        why = ngettext("One enterprise has not answered. Call it.", "%(num)s enterprises have not answered. Call them.", row.silent)
        on = clock.local(row.starts_at).date()
        url = url_for("events.show", event_id=row.id, _anchor="invitations")
        yield Need(own(row), why, url, _("See who is silent"), due_on=on, tag=_("Event"), weight=4)


def unanswered(user: User) -> Iterator[Need]:
    here = and_(Event.programme_id == Invitation.programme_id, Event.id == Invitation.event_id)
    columns = (Invitation.id, Event.name, Event.name_ur, Event.starts_at, Event.ends_at, Event.zone)
    asked = select(*columns).join(Event, here).where(within_reach(user, Invitation), Invitation.reply == Reply.NONE)
    asked = asked.where(Event.status == Status.OPEN, Event.starts_at > clock.now()).order_by(Event.starts_at).limit(3)
    for row in db.session.execute(asked):
        on = clock.local(row.starts_at).date()
        url = url_for("events.show_invitation", invitation_id=row.id)
        yield Need(own(row), letters.when(row), url, _("Say whether you come"), due_on=on, tag=_("Invitation"), weight=3)
