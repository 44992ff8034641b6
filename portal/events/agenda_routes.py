"""The door to an event's agenda, with those who speak and their videos."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import abort, current_app, flash, render_template, url_for
from flask_babel import gettext as _

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.events import choosing, policy, queries, showing
from portal.events.forms import EditSlotForm, SlotForm
from portal.events.models import Event, Slot
from portal.events.routes import bp, event_or_404
from portal.events.times import there
from portal.files.kinds import MEGABYTE, MOST_VIDEO
from portal.files.models import StoredFile
from portal.files.routes import sent
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.limits import takes
from portal.web.replay import commit
from portal.web.versions import refuse_stale

SlotT = TypeVar("SlotT", bound=SlotForm)


@bp.get("/events/<uuid:event_id>/slots/new")
@allow(policy.can_run)
def new_slot(event_id):
    event = event_or_404(event_id, policy.can_run)
    slots = queries.slots(event, showing.to_staff)
    last = there(slots[-1].starts_at if slots else event.starts_at, event.zone)
    form = offered(SlotForm(), event).fill(day=last.date(), starts=last.time(), minutes=30)
    return render_template("events/slot.html", event=event, form=form, slot=None)


def offered(form: SlotT, event: Event) -> SlotT:
    """The enterprises of this event, and alumni who are not invited yet: an agenda is often written first."""
    form.zone = event.zone
    rows = queries.shown(queries.parts(event))
    asked = [(row.enterprise_id, row.is_alumni, own(row)) for row in rows]
    others = [(row.id, True, own(row)) for row in choosing.alumni_beyond(current_user, event)]
    label = {True: _("%(enterprise)s, alumni"), False: "%(enterprise)s"}
    form.enterprise.choices = [
        ("", _("None")),
        *((str(key), label[is_alumni] % {"enterprise": name}) for key, is_alumni, name in asked + others),
    ]
    return form


@bp.post("/events/<uuid:event_id>/slots")
@allow(policy.can_run)
@takes(MOST_VIDEO + MEGABYTE)
def create_slot(event_id):
    event = event_or_404(event_id, policy.can_run)
    db.session.commit()  # nothing is written yet: others may write while the video arrives on the shelf
    form = offered(SlotForm(), event)
    if status := unfit(form, event):
        return render_template("events/slot.html", event=event, form=form, slot=None), status
    slot = Slot(programme_id=event.programme_id, event_id=event.id)
    fill(slot, form)
    db.session.add(slot)
    flash(_("Added to the agenda."))
    return commit(see(".show", anchor="agenda", event_id=event.id))


def unfit(form: SlotForm, event: Event) -> int | None:
    """The status of the answer where the form cannot be taken."""
    if not form.validate():
        return 422
    enterprise_id = UUID(form.enterprise.data) if form.enterprise.data else None
    fits = form.video.fits_into(event.programme_id, enterprise_id, current_app.config["FILES_QUOTA"])
    return None if fits else 507


def fill(slot: Slot, form: SlotForm) -> None:
    for name, value in form.facts.items():
        setattr(slot, name, value)
    former, speaks = slot.enterprise_id, None
    if form.enterprise.data:
        speaks = find_or_404(Enterprise, UUID(form.enterprise.data), within=visible_enterprises(current_user))
    slot.enterprise_id = speaks.id if speaks else None
    if slot.file_id and former != slot.enterprise_id:
        slot.file_id = None  # the film stays with the enterprise that it is of
    if form.video.sent is not None and speaks:
        stored = StoredFile.keep_document(form.video.sent, slot.programme_id, speaks.id)
        db.session.add(stored)
        db.session.flush()
        slot.show_video(stored)


def slot_or_404(slot_id: UUID, may=policy.can_run) -> tuple[Slot, Event]:
    slot = find_or_404(Slot, slot_id, within=policy.visible_slots(current_user))
    event = event_or_404(slot.event_id, may)
    return slot, event


@bp.get("/slots/<uuid:slot_id>/edit")
@allow(policy.can_run)
def edit_slot(slot_id):
    slot, event = slot_or_404(slot_id)
    return render_template("events/slot.html", event=event, form=offered(EditSlotForm(), event).fill(**shown(slot, event)), slot=slot)


def shown(slot: Slot, event: Event) -> dict:
    begin = there(slot.starts_at, event.zone)
    facts = {name: getattr(slot, name) for name in ("version", "minutes", "title", "speaker", "role", "video_link")}
    enterprise = str(slot.enterprise_id) if slot.enterprise_id else ""
    return {**facts, "day": begin.date(), "starts": begin.time(), "enterprise": enterprise, "is_agreed": slot.has_video}


@bp.post("/slots/<uuid:slot_id>")
@allow(policy.can_run)
@takes(MOST_VIDEO + MEGABYTE)
def update_slot(slot_id):
    slot, event = slot_or_404(slot_id)
    form = offered(EditSlotForm(), event)
    if status := unfit(form, event):
        return render_template("events/slot.html", event=event, form=form, slot=slot), status
    saved = {name: value for name, value in shown(slot, event).items() if name not in ("version", "is_agreed")}
    refuse_stale(form, slot.version, saved, url_for(".edit_slot", slot_id=slot.id))
    fill(slot, form)
    return commit(see(".show", anchor="agenda", event_id=event.id))


@bp.post("/slots/<uuid:slot_id>/removal")
@allow(policy.can_run)
def drop_slot(slot_id):
    slot, event = slot_or_404(slot_id)
    slot.drop()
    return commit(see(".show", anchor="agenda", event_id=event.id))


@bp.post("/slots/<uuid:slot_id>/video-removal")
@allow(policy.can_run)
def drop_video(slot_id):
    slot, event = slot_or_404(slot_id)
    slot.take_video_away()
    flash(_("The video is taken away. Its file is dropped within a day."))
    return commit(see(".show", anchor="agenda", event_id=event.id))


@bp.get("/slots/<uuid:slot_id>/video")
@allow(policy.can_see)
def show_video(slot_id):
    """Whole or in parts, so that it plays and seeks: for whoever sees the event, as long as its enterprise agrees."""
    slot, event = slot_or_404(slot_id, policy.can_see)
    if slot.file is None or not showing.may_play(current_user, slot, event):
        abort(404)
    try:
        return sent(slot.file, slot.file.digest)
    except FileNotFoundError:
        abort(404)
