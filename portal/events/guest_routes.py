"""One guest at the door: checked in with one tap, put right where somebody tapped or typed wrongly."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import User
from portal.database import db
from portal.errors import Clash
from portal.events import policy, rosters, words
from portal.events.guest_forms import GuestForm, PresenceForm
from portal.events.kinds import Presence, Way
from portal.events.models import Event, Guest
from portal.events.routes import bp, event_or_404
from portal.events.times import there
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


def guest_or_404(guest_id: UUID, to_write: bool = True) -> tuple[Guest, Event]:
    """Held against whoever checks in the same guest at the same moment: one is first, the other reads it."""
    within = policy.visible_guests(current_user)
    guest = find_or_404(Guest, guest_id, within=within.with_for_update() if to_write else within)
    event = event_or_404(guest.event_id, policy.can_check_in)
    return guest, event


def called(guest: Guest) -> str:
    return guest.name or words.called(guest, own(guest.invitation.enterprise))


@bp.post("/guests/<uuid:guest_id>/arrival")
@allow(policy.can_check_in)
def create_arrival(guest_id):
    guest, event = guest_or_404(guest_id)
    is_new = event.door.check_in(guest, Way.LIST, current_user)
    said = checked_in(guest, event, is_new)
    return answer_of(event, guest, said, "" if is_new else said)


def checked_in(guest: Guest, event: Event, is_new: bool) -> str:
    facts = {"name": inside(called(guest)), "time": f"{there(guest.arrived_at or clock.now(), event.zone):%H:%M}"}
    if is_new:
        return _("%(name)s is checked in.", **facts)
    return _("%(name)s was already checked in at %(time)s. Nothing is counted twice.", **facts)


@bp.post("/guests/<uuid:guest_id>/attendance")
@allow(policy.can_check_in)
def update_attendance(guest_id):
    guest, event = guest_or_404(guest_id)
    event.must_be_open()
    form = PresenceForm()
    wanted = Presence(form.presence.data) if form.validate() else None
    if wanted is None or form.version.data != guest.version:
        asked, name = words.PRESENCES.get(form.presence.data, ""), called(guest)
        where = url_for(".show_door", event_id=event.id, _anchor=f"guest-{guest.id}")
        raise Clash({name: words.PRESENCES[guest.presence]}, {name: asked}, where)
    event.door.correct(guest, wanted, current_user)
    return answer_of(event, guest, _("%(name)s: %(presence)s.", name=inside(called(guest)), presence=words.PRESENCES[wanted]))


def answer_of(event: Event, guest: Guest, said: str, note: str = ""):
    """The guest's row alone, in one round trip; without scripts the list again, at the same guest."""
    if not fragment_wanted():
        flash(said)
        return commit(see(".show_door", anchor=f"guest-{guest.id}", event_id=event.id))
    db.session.flush()
    known = {name: getattr(guest, name) for name in rosters.KNOWN}
    who = db.session.get(User, guest.checked_in_by) if guest.checked_in_by else None  # not always who asks: another may have been quicker
    by = {"by": who and who.person.name, "by_ur": who and who.person.name_ur}
    firm = guest.invitation.enterprise
    row = SimpleNamespace(**known, **by, firm=firm.name, firm_ur=firm.name_ur, reply=guest.invitation.reply)
    tally = rosters.tally(event)
    return commit(fragment("events/_guest.html", say=said, guest=row, event=event, words=words, note=note, tally=tally))


@bp.get("/guests/<uuid:guest_id>/edit")
@allow(policy.can_check_in)
def edit_guest(guest_id):
    guest, event = guest_or_404(guest_id, to_write=False)
    return guest_page(guest, event, GuestForm().fill(**shown(guest), version=guest.version))


def shown(guest: Guest) -> dict:
    return {name: getattr(guest, name) for name in ("name", "sex", "level")}


def guest_page(guest: Guest, event: Event, form: GuestForm, status: int = 200):
    return render_template("events/guest.html", guest=guest, event=event, form=form, called=called(guest), words=words), status


@bp.post("/guests/<uuid:guest_id>")
@allow(policy.can_check_in)
def update_guest(guest_id):
    """The same row: what stood before is in its history."""
    guest, event = guest_or_404(guest_id)
    event.must_be_open()
    form = GuestForm()
    if not form.validate():
        return guest_page(guest, event, form, 422)
    refuse_stale(form, guest.version, shown(guest), url_for(".edit_guest", guest_id=guest.id))
    if not guest.invitation.put_right(guest, *form.who):
        form.name.errors = [_("Another guest of this enterprise has this name. Add what tells them apart, such as the father’s name.")]
        return guest_page(guest, event, form, 422)
    if form.is_here.data:
        flash(checked_in(guest, event, event.door.check_in(guest, Way.LIST, current_user)))
    else:
        flash(_("Saved."))
    return commit(see(".show_door", anchor=f"guest-{guest.id}", event_id=event.id))
