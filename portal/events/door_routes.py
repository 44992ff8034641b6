"""The door of the event itself: the list of who is here, whoever is not on it, the attendance sheet and the poster."""

from __future__ import annotations

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import Programme
from portal.database import db
from portal.events import drawing, inviting, newcomers, policy, queries, rosters, words
from portal.events.arrivals import meant, settled
from portal.events.guest_forms import DoorForm
from portal.events.kinds import Way
from portal.events.links import EventLink
from portal.events.models import Event
from portal.events.routes import bp, event_or_404
from portal.events.times import there
from portal.web.access import allow
from portal.web.asking import current_user, sought
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.qr import Drawing, drawn
from portal.web.replay import commit


@bp.get("/events/<uuid:event_id>/door")
@allow(policy.can_check_in)
def show_door(event_id):
    event = event_or_404(event_id, policy.can_check_in)
    text = sought(request.args)
    facts = {"tally": rosters.tally(event), "firms": drawing.firms(rosters.roster(event, text), event)}
    facts |= {"text": text, "words": words, "waiting": newcomers.waiting(event)}
    return render_template("events/door.html", event=event, **facts)


@bp.get("/events/<uuid:event_id>/door/new")
@allow(policy.can_check_in)
def new_arrival(event_id):
    event = event_or_404(event_id, policy.can_check_in)
    return arrival_page(event, DoorForm())


def arrival_page(event: Event, form: DoorForm, status: int = 200):
    return render_template("events/arrival.html", event=event, form=form, parts=queries.shown(queries.parts(event))), status


@bp.post("/events/<uuid:event_id>/arrivals")
@allow(policy.can_check_in)
def create_walk_in(event_id):
    event = event_or_404(event_id, policy.can_check_in, to_write=True)
    event.door.must_be_open()
    form = DoorForm()
    found = meant(form, event) if form.validate() else None
    enterprise = settled(form, event, found) if found else None
    if enterprise is None:
        return arrival_page(event, form, 422)
    name, sex, level = form.who
    guest, is_new = event.door.walk_in(enterprise, name, sex, level, Way.LIST, current_user)
    db.session.flush()
    facts = {
        "name": inside(guest.name),
        "enterprise": inside(own(enterprise)),
        "time": f"{there(guest.arrived_at or clock.now(), event.zone):%H:%M}",
    }
    if is_new:
        flash(_("%(name)s of %(enterprise)s is checked in.", name=facts["name"], enterprise=facts["enterprise"]))
    else:
        flash(_("%(name)s was already checked in at %(time)s. Nothing is counted twice.", name=facts["name"], time=facts["time"]))
    return commit(see(".show_door", anchor=f"guest-{guest.id}", event_id=event.id))


@bp.get("/events/<uuid:event_id>/sheet")
@allow(policy.can_check_in)
def print_sheet(event_id):
    """For the donor's file: everybody who has a place, with a column to sign in, and empty lines for whoever comes unasked."""
    event = event_or_404(event_id, policy.can_check_in)
    guests = [guest for guest in rosters.roster(event) if not rosters.waits(guest)]
    return render_template("events/sheet.html", event=event, guests=guests, hidden=rosters.tally(event).hidden, words=words)


@bp.get("/events/<uuid:event_id>/poster")
@allow(policy.can_check_in)
def print_poster(event_id):
    event = event_or_404(event_id, policy.can_check_in)
    link = next(iter(inviting.links.living(event.programme_id, event_id=event.id)), None)
    programme = db.session.get(Programme, event.programme_id)
    sides = [(code, *code_of(link, code)) for code in current_app.config["LANGUAGES"]]
    return render_template("events/poster.html", event=event, programme=programme, sides=sides, has_code=link is not None)


def code_of(link: EventLink | None, code: str) -> tuple[str | None, Drawing | None]:
    """The address that opens the page in this language, and its drawing."""
    if link is None:
        return None, None
    address = str(current_app.config["PUBLIC_URL"]).rstrip("/") + url_for(".show_poster", language=code, token=link.token)
    return address, drawn(address)


@bp.post("/events/<uuid:event_id>/poster")
@allow(policy.can_run)
def renew_poster(event_id):
    """Where a poster went astray: the old code checks nobody in any more."""
    event = event_or_404(event_id, policy.can_run, to_write=True)
    event.must_be_open()
    for old in inviting.links.living(event.programme_id, event_id=event.id):
        old.end()
    db.session.flush()
    inviting.poster_of(event)
    flash(_("There is a new poster. The code of the old one opens nothing any more."))
    return commit(see(".print_poster", event_id=event.id))
