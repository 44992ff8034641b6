"""Who waits at the door is let in or declined, with one tap."""

from __future__ import annotations

from uuid import UUID

from flask import flash
from flask_babel import gettext as _

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events import firms, policy
from portal.events.arrivals import enterprise_of
from portal.events.guest_forms import AdmissionForm
from portal.events.models import Event, Newcomer
from portal.events.routes import bp, event_or_404
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.replay import commit


def newcomer_or_404(newcomer_id: UUID) -> tuple[Newcomer, Event]:
    """Held against whoever stands at the same door."""
    newcomer = find_or_404(Newcomer, newcomer_id, within=policy.visible_newcomers(current_user))
    event = event_or_404(newcomer.event_id, policy.can_check_in, to_write=True)
    db.session.refresh(newcomer)
    newcomer.must_wait()
    return newcomer, event


@bp.post("/newcomers/<uuid:newcomer_id>/admission")
@allow(policy.can_check_in)
def create_admission(newcomer_id):
    newcomer, event = newcomer_or_404(newcomer_id)
    event.door.must_be_open()
    name, enterprise = newcomer.name, firm_of(newcomer, event, bool(AdmissionForm().is_same.data))
    guest, _is_new = newcomer.let_in(enterprise, current_user)
    db.session.flush()
    flash(_("%(name)s of %(enterprise)s is checked in.", name=inside(name), enterprise=inside(own(enterprise))))
    return commit(see(".show_door", anchor=f"guest-{guest.id}", event_id=event.id))


def firm_of(newcomer: Newcomer, event: Event, is_same: bool) -> Enterprise:
    """The one that it was found to be; else the one that has its name by now, or a new one."""
    if is_same and newcomer.like_id:
        return enterprise_of(event, newcomer.like_id)
    known = firms.sought(event.programme_id, newcomer.firm, newcomer.city, {one.enterprise_id for one in event.invitations})
    if known.found:
        return enterprise_of(event, known.found)
    if known.several or not newcomer.city:
        raise NotNow(_l("It is not clear which enterprise is meant. Decline, and write this person down by hand."))
    return firms.prospect(event.programme_id, newcomer.firm, newcomer.city, phone=newcomer.phone)


@bp.post("/newcomers/<uuid:newcomer_id>/refusal")
@allow(policy.can_check_in)
def create_refusal(newcomer_id):
    newcomer, event = newcomer_or_404(newcomer_id)
    flash(_("%(name)s is not let in. Nothing of it is counted.", name=inside(newcomer.name)))
    newcomer.decline(current_user)
    return commit(see(".show_door", event_id=event.id))
