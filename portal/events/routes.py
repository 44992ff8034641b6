"""The door to events: the list, the one page of each, and its life from a draft to its end."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

from portal.database import db
from portal.events import calendar, choosing, drawing, inviting, policy, queries, showing, words
from portal.events.forms import CallOffForm, EditEventForm, EventForm
from portal.events.kinds import Kind
from portal.events.models import FACTS, Event
from portal.events.queries import counts_of
from portal.events.times import there
from portal.web.access import Rule, allow
from portal.web.asking import as_id, current_user
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale

bp = Blueprint("events", __name__)
FormT = TypeVar("FormT", bound=EventForm)


def event_or_404(event_id: UUID, may: Rule | None = None, to_write: bool = False) -> Event:
    """One event within reach; held against others where places or guests are to be written."""
    within = policy.visible_events(current_user)
    return find_or_404(Event, event_id, within=within.with_for_update() if to_write else within, may=may)


@bp.get("/events")
@allow(policy.can_see)
def index():
    is_past = request.args.get("when") == "past"
    kind = next((k for k in Kind if k.value == request.args.get("kind")), None)
    rows = queries.events(current_user, is_past, kind, page_mark())
    shown, last = rows[: queries.PAGE], rows[queries.PAGE - 1] if len(rows) > queries.PAGE else None
    following = f"{last.starts_at.isoformat()}_{last.id}" if last else None
    facts = {"is_past": is_past, "kind": kind, "following": following, "words": words}
    may_run = policy.can_run(current_user)
    return render_template("events/index.html", lines=drawing.lines(shown, is_past, may_run), may_run=may_run, **facts)


def page_mark() -> tuple[datetime, UUID] | None:
    """Where the page before this one ended; an address that somebody typed is no mistake."""
    at, _mark, last = request.args.get("after", "").partition("_")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    found = as_id(last)
    return (moment.replace(tzinfo=None), found) if found else None


@bp.get("/events/new")
@allow(policy.can_run)
def new():
    return render_template("events/new.html", form=offered(EventForm()).fill(reminders="7, 3, 1"), words=words)


def offered(form: FormT) -> FormT:
    programmes = choosing.programmes(current_user)
    chosen = form.programme.data or (str(programmes[0].id) if len(programmes) == 1 else None)
    form.zone = next((row.zone for row in programmes if str(row.id) == chosen), form.zone)
    return form.offer([(str(row.id), own(row)) for row in programmes])


@bp.post("/events")
@allow(policy.can_run)
def create():
    form = offered(EventForm())
    if not form.validate():
        return render_template("events/new.html", form=form, words=words), 422
    event = Event(programme_id=UUID(form.programme.data), zone=form.zone, planned_by=current_user.id)
    with db.session.no_autoflush:
        event.describe(**form.facts)
    db.session.add(event)
    db.session.flush()
    flash(_("The event is saved as a draft: only you and your colleagues see it. Next: the agenda, and who is invited."))
    return commit(see(".show", event_id=event.id))


@bp.get("/events/<uuid:event_id>")
@allow(policy.can_see)
def show(event_id):
    event = event_or_404(event_id)
    return event_page(event)


def event_page(event: Event, call_off: CallOffForm | None = None, status: int = 200):
    """The whole for whoever runs it or stands at the door; a factory sees its own part."""
    slots = queries.slots(event, showing.to_user(current_user, event))
    if not policy.can_check_in(current_user, event):
        mine = [row for row in queries.parts(event) if row.enterprise_id in current_user.reach.enterprises]
        return render_template("events/show_own.html", event=event, slots=slots, mine=mine, words=words), status
    rows = queries.parts(event)
    may_run = policy.can_run(current_user, event)
    parts = drawing.parts(queries.shown(rows), may_run)
    facts = {
        "counts": counts_of(rows),
        "unnamed": len(rows) - len(parts),
        "lines": queries.lines(event) if may_run else [],
        "call_off": call_off or CallOffForm(),
        "words": words,
    }
    return render_template("events/show.html", event=event, slots=slots, parts=parts, may_run=may_run, **facts), status


@bp.get("/events/<uuid:event_id>/event.ics")
@allow(policy.can_see)
def show_calendar(event_id):
    return ics(event_or_404(event_id))


def ics(event: Event):
    response = make_response(calendar.file_of(event))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response


@bp.get("/events/<uuid:event_id>/edit")
@allow(policy.can_run)
def edit(event_id):
    event = event_or_404(event_id, policy.can_run)
    form = EditEventForm().fill(**shown(event), version=event.version)
    return render_template("events/edit.html", form=form, event=event, words=words)


def shown(event: Event) -> dict:
    """The event as its form shows it."""
    begin, end = there(event.starts_at, event.zone), there(event.ends_at, event.zone)
    facts = {name: getattr(event, name) for name in FACTS if name not in ("starts_at", "ends_at")}
    facts |= {"day": begin.date(), "starts": begin.time(), "ends": end.time()}
    return {**facts, "last_day": end.date() if end.date() != begin.date() else None}


@bp.post("/events/<uuid:event_id>")
@allow(policy.can_run)
def update(event_id):
    event = event_or_404(event_id, policy.can_run, to_write=True)
    form = EditEventForm()
    form.zone = event.zone
    if not form.validate():
        return render_template("events/edit.html", form=form, event=event, words=words), 422
    refuse_stale(form, event.version, shown(event), url_for(".edit", event_id=event.id))
    before, waited = (event.starts_at, event.ends_at, event.place, event.meeting_link), inviting.promoted_ids(event)
    event.describe(**form.facts)
    if event.status == "open":
        inviting.tell_promoted(event, waited)
        if before != (event.starts_at, event.ends_at, event.place, event.meeting_link):
            inviting.tell_moved(event)
    flash(_("Saved."))
    return commit(see(".show", event_id=event.id))


@bp.post("/events/<uuid:event_id>/opening")
@allow(policy.can_run)
def create_opening(event_id):
    event = event_or_404(event_id, policy.can_run, to_write=True)
    inviting.open_event(event)
    flash(_("The event is open: invitations can be sent, and their links are answered."))
    return commit(see(".show", event_id=event.id))


@bp.post("/events/<uuid:event_id>/calling-off")
@allow(policy.can_run)
def create_calling_off(event_id):
    event = event_or_404(event_id, policy.can_run, to_write=True)
    form = CallOffForm()
    if not form.validate():
        return event_page(event, form, 422)
    event.call_off(form.reason.data or "")
    inviting.tell_called_off(event)
    flash(_("The event is called off. Whoever was invited and has an account or an e-mail address is told."))
    return commit(see(".show", event_id=event.id))


@bp.post("/events/<uuid:event_id>/closure")
@allow(policy.can_run)
def create_closure(event_id):
    event = event_or_404(event_id, policy.can_run, to_write=True)
    missing = event.close()
    flash(_("The event is closed. Guests noted as absent: %(count)s.", count=missing))
    return commit(see(".show", event_id=event.id))


@bp.post("/events/<uuid:event_id>/reopening")
@allow(policy.can_run)
def create_reopening(event_id):
    event = event_or_404(event_id, policy.can_run, to_write=True)
    event.reopen()
    flash(_("The list is open again: correct who came, then close the event."))
    return commit(see(".show", event_id=event.id))
