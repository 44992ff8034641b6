"""The door to invitations: asking enterprises, the personal link of each, and their answers."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Row, select

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.events import choosing, firms, inviting, letters, policy, queries, words
from portal.events.guest_forms import AnswerForm, EditContactForm, InviteForm, ProspectForm
from portal.events.kinds import Reply
from portal.events.models import Event, Invitation
from portal.events.routes import bp, event_or_404
from portal.outbox.letters import NoAddress
from portal.web.access import Rule, allow
from portal.web.asking import as_id, current_user, sought
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.paging import cut, last_seen
from portal.web.qr import drawn
from portal.web.replay import commit
from portal.web.versions import refuse_stale


@bp.get("/events/<uuid:event_id>/invitations/new")
@allow(policy.can_run)
def new_invitations(event_id):
    return inviting_page(event_or_404(event_id, policy.can_run))


def inviting_page(event: Event, form: InviteForm | None = None, firm: ProspectForm | None = None, twins=(), status: int = 200):
    text = sought(request.args)
    found, following = cut(choosing.to_invite(current_user, event, text, last_seen()))
    if firm is None:
        firm = ProspectForm()
        firm.fill(language="ur")
    facts = {"found": found, "following": following, "text": text, "form": form or InviteForm(), "firm": firm, "twins": twins}
    return render_template("events/invite.html", event=event, **facts), status


@bp.post("/events/<uuid:event_id>/invitations")
@allow(policy.can_run)
def create_invitations(event_id):
    event = event_or_404(event_id, policy.can_run, to_write=True)
    form = InviteForm()
    wanted = [found for text in form.enterprises.data or () if (found := as_id(text))]
    here = visible_enterprises(current_user).where(Enterprise.programme_id == event.programme_id, Enterprise.id.in_(wanted[: queries.PAGE]))
    asked = list(db.session.scalars(here))
    form.enterprises.choices = [(str(one.id), own(one)) for one in asked]
    if not form.validate():
        return inviting_page(event, form, status=422)
    for enterprise in asked:
        inviting.invite(event, enterprise, by=current_user)
    flash(ngettext("One enterprise is invited.", "%(num)s enterprises are invited.", len(asked)))
    return commit(see(".show", anchor="invitations", event_id=event.id))


@bp.post("/events/<uuid:event_id>/prospects")
@allow(policy.can_run)
def create_prospect(event_id):
    """A firm that nobody knew: a row of its own, and its invitation."""
    event = event_or_404(event_id, policy.can_run, to_write=True)
    form = ProspectForm()
    if not form.validate() or is_known(form, event):
        return inviting_page(event, firm=form, status=422)
    if not form.is_other.data and (like := twins_of(form, event)):
        return inviting_page(event, firm=form, twins=like, status=422)
    contact = form.facts
    met = firms.prospect(
        event.programme_id, form.name.data or "", form.city.data or "", form.name_ur.data, contact["phone"], contact["email"]
    )
    inviting.invite(event, met, by=current_user, **contact)
    flash(_("%(enterprise)s is invited. It stands among the enterprises as one that the programme has met.", enterprise=inside(own(met))))
    return commit(see(".show", anchor="invitations", event_id=event.id))


def is_known(form: ProspectForm, event: Event) -> bool:
    """One firm is one row: by its name in either script, in its city."""
    names = [name for name in (form.name.data, form.name_ur.data) if name]
    known = any((there := firms.sought(event.programme_id, name, form.city.data, ())).found or there.several for name in names)
    if known:
        form.name.errors = [_("This programme already has an enterprise of this name in this city. Look for it in the list.")]
    return known


def twins_of(form: ProspectForm, event: Event) -> list[tuple[Row, Invitation | None]]:
    """Firms that may be the same one, each with the invitation it has: asked once."""
    names = [name for name in (form.name.data, form.name_ur.data) if name]
    like = firms.like(event.programme_id, names, form.city.data, form.facts["phone"])
    parts = ((row, event.part_of(row.id)) for row in like)
    return [(row, part if part and part.reply is not Reply.TAKEN_BACK else None) for row, part in parts]


def invitation_or_404(invitation_id: UUID, may: Rule, to_write: bool = False) -> tuple[Invitation, Event]:
    invitation = find_or_404(Invitation, invitation_id, within=policy.visible_invitations(current_user), may=may)
    if to_write:  # places are given one after the other
        db.session.scalar(
            select(Event.id).where(Event.programme_id == invitation.programme_id, Event.id == invitation.event_id).with_for_update()
        )
        db.session.refresh(invitation.event)
    return invitation, invitation.event


@bp.get("/invitations/<uuid:invitation_id>")
@allow(policy.can_answer)
def show_invitation(invitation_id):
    invitation, _event = invitation_or_404(invitation_id, policy.can_answer)
    return invitation_page(invitation)


def invitation_page(invitation: Invitation, answer: AnswerForm | None = None, contact: EditContactForm | None = None, status: int = 200):
    """For whoever runs it with link and contact; for the factory the answer alone."""
    event = invitation.event
    facts = {"event": event, "invitation": invitation, "words": words}
    facts["answer"] = answer or AnswerForm().fill_from(invitation, with_names=True)
    if not policy.can_run(current_user, event):
        return render_template("events/invitation_own.html", **facts), status
    contact_facts = {name: getattr(invitation, name) for name in ("contact", "phone", "email", "language", "version")}
    facts["contact"] = contact or EditContactForm().fill(**contact_facts)
    link = next(iter(inviting.links.living(invitation.programme_id, [invitation.id])), None)
    address = letters.address(link.token, invitation.language) if link else None
    message = letters.message(event, invitation, link.token) if link else None
    facts |= {"address": address, "message": message, "drawing": drawn(address) if address else None}
    return render_template("events/invitation.html", **facts), status


@bp.post("/invitations/<uuid:invitation_id>/answer")
@allow(policy.can_answer)
def create_answer(invitation_id):
    invitation, event = invitation_or_404(invitation_id, policy.can_answer, to_write=True)
    form = AnswerForm()
    if not form.validate():
        return invitation_page(invitation, answer=form, status=422)
    waited = inviting.promoted_ids(event)
    reply = event.answer(invitation, Reply(form.reply.data), form.count.data, form.named)
    inviting.after_answer(event, invitation, waited)
    flash(words.ANSWERED[reply])
    return commit(see(".show_invitation", invitation_id=invitation.id))


@bp.post("/invitations/<uuid:invitation_id>/contact")
@allow(policy.can_run)
def update_contact(invitation_id):
    invitation, _event = invitation_or_404(invitation_id, policy.can_run)
    form = EditContactForm()
    if not form.validate():
        return invitation_page(invitation, contact=form, status=422)
    facts = {name: getattr(invitation, name) for name in ("contact", "phone", "email", "language")}
    refuse_stale(form, invitation.version, facts, url_for(".show_invitation", invitation_id=invitation.id))
    invitation.reach_by(**form.facts)
    flash(_("Saved."))
    return commit(see(".show_invitation", invitation_id=invitation.id))


@bp.post("/invitations/<uuid:invitation_id>/letter")
@allow(policy.can_run)
def create_letter(invitation_id):
    invitation, event = invitation_or_404(invitation_id, policy.can_run)
    try:
        inviting.mail(event, invitation)
    except NoAddress:
        flash(_("This e-mail address cannot be written to. Correct it."))
        return see(".show_invitation", invitation_id=invitation.id)
    flash(_("The invitation is on its way by e-mail."))
    return commit(see(".show_invitation", invitation_id=invitation.id))


@bp.post("/events/<uuid:event_id>/letters")
@allow(policy.can_run)
def create_letters(event_id):
    """To everybody who has an address, has not answered and was not written to yet."""
    event = event_or_404(event_id, policy.can_run, to_write=True)
    event.must_be_open()
    sent = inviting.mail_all(event)
    flash(ngettext("One invitation is on its way by e-mail.", "%(num)s invitations are on their way by e-mail.", sent))
    return commit(see(".show", anchor="invitations", event_id=event.id))


@bp.post("/invitations/<uuid:invitation_id>/link")
@allow(policy.can_run)
def create_link(invitation_id):
    invitation, _event = invitation_or_404(invitation_id, policy.can_run)
    inviting.renew_link(invitation)
    flash(_("There is a new link. The old one opens nothing any more."))
    return commit(see(".show_invitation", invitation_id=invitation.id))


@bp.post("/invitations/<uuid:invitation_id>/withdrawal")
@allow(policy.can_run)
def withdraw_invitation(invitation_id):
    invitation, event = invitation_or_404(invitation_id, policy.can_run, to_write=True)
    waited = inviting.promoted_ids(event)
    invitation.take_back()
    event.promote()
    inviting.after_answer(event, invitation, waited)
    flash(_("The invitation is taken back. Its link says so."))
    return commit(see(".show", anchor="invitations", event_id=event.id))
