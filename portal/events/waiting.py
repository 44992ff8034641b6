"""What waits for whom before an event, for the first page: answers of factories, and calls to those who are silent.

Both are columns in statements that are made anyway, so that the first page asks the database no oftener.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, DateTime, Row, ScalarSelect, Select, and_, bindparam, func, select

from portal import clock
from portal.enterprises.models import Enterprise
from portal.events.kinds import Reply, Status
from portal.events.models import Event, Invitation
from portal.events.times import there
from portal.web.formats import own
from portal.web.needs import Need

SOON = timedelta(days=10)
UNANSWERED = (
    select(Invitation.id)
    .join(Event, and_(Event.programme_id == Invitation.programme_id, Event.id == Invitation.event_id))
    .where(
        Invitation.reply == Reply.NONE,
        Event.status == Status.OPEN,
        Event.starts_at > bindparam("now", callable_=clock.now, type_=DateTime()),
    )
)


def columns() -> list[ColumnElement]:
    """Beside a factory that one manages: the next invitation that it has not answered."""
    here = and_(Invitation.programme_id == Enterprise.programme_id, Invitation.enterprise_id == Enterprise.id)
    asked = UNANSWERED.where(here).correlate(Enterprise).order_by(Event.starts_at, Invitation.id).limit(1)
    shown = (Invitation.id, Event.name, Event.name_ur, Event.starts_at, Event.zone)
    return [asked.with_only_columns(column).scalar_subquery().label(f"asked_{column.key}") for column in shown]


def needs(row: Row) -> Iterable[Need]:
    if row.asked_id:
        why = _("Say whether your factory comes, and with how many people, so that there is a place for each.")
        on = there(row.asked_starts_at, row.asked_zone).date()
        url = f"/invitations/{row.asked_id}"
        yield Need(own(row, "asked_name"), why, url, _("Say whether you come"), due_on=on, tag=_("Invitation"), weight=3)


def silent(whole: Iterable[UUID]) -> dict[str, ScalarSelect]:
    """Of these programmes: how many have not answered for an event of the next days, and the first of these events."""
    near: Select = UNANSWERED.where(Event.programme_id.in_(whole), Event.starts_at <= bindparam("soon", callable_=soon, type_=DateTime()))
    first = near.with_only_columns(Event.id).order_by(Event.starts_at, Event.id).limit(1)
    return {"silent": near.with_only_columns(func.count()).scalar_subquery(), "silent_at": first.scalar_subquery()}


def soon():
    return clock.now() + SOON


def call_the_silent(row: Row) -> Iterable[Need]:
    if row.silent:
        title = ngettext("%(num)s invited enterprise has not answered", "%(num)s invited enterprises have not answered", row.silent)
        why = _("An event begins within ten days. Call those who have not said whether they come.")
        yield Need(title, why, f"/events/{row.silent_at}#invitations", _("See who is silent"), tag=_("Event"), tone="act", weight=4)
