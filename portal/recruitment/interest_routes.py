"""The coordinator's door to what firms said on the public page."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from portal.database import db
from portal.enterprises import cities
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import is_taken
from portal.recruitment import policy, twins, words
from portal.recruitment.forms import WordsForm
from portal.recruitment.interest_forms import ApprovalForm
from portal.recruitment.interests import Interest, State
from portal.recruitment.lists import Filters
from portal.recruitment.merge_routes import prospect_of
from portal.recruitment.models import Prospect
from portal.recruitment.routes import bp, frame
from portal.recruitment.stages import Source, Stage
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


@bp.get("/recruitment/interests")
@allow(policy.can_recruit)
def index_interests():
    """What waits first, the newest first among equals."""
    found = policy.visible_interests(current_user).order_by((Interest.state != State.WAITING), Interest.at.desc()).limit(60)
    rows = list(db.session.scalars(found))
    return render_template("recruitment/interests.html", rows=rows, **frame(Filters()))


def find_interest(interest_id: UUID) -> Interest:
    return find_or_404(Interest, interest_id, within=policy.visible_interests(current_user), may=policy.can_recruit)


@bp.get("/recruitment/interests/<uuid:interest_id>")
@allow(policy.can_recruit)
def show_interest(interest_id):
    return show_one_interest(find_interest(interest_id))


def show_one_interest(interest: Interest, sent=None, status: int = 200, link: str | None = None):
    alike = twins.twins_of(interest.programme_id, [interest.firm], "", [interest.phone]) if interest.state is State.WAITING else []
    approval = sent if isinstance(sent, ApprovalForm) else approval_form(interest, alike, sent is not None)
    refusal = sent if isinstance(sent, WordsForm) else WordsForm(formdata=None, version=interest.version)
    facts = {"interest": interest, "twins": alike, "approval": approval, "refusal": refusal, "link": link, "words": words}
    return render_template("recruitment/interest.html", **facts), status


def approval_form(interest: Interest, alike: list[twins.Twin], is_blank: bool = False) -> ApprovalForm:
    firms = [(str(twin.id), f"{twin.name}, {cities.said(twin.city)}") for twin in alike]
    form = ApprovalForm(firms, formdata=None) if is_blank else ApprovalForm(firms)
    if is_blank or (request.method == "GET" and not form.was_kept):
        form.name.data, form.version.data = interest.firm, interest.version
        form.known.data = firms[0][0] if firms and alike[0].score > 1 else None
    return form


@bp.post("/recruitment/interests/<uuid:interest_id>/approval")
@allow(policy.can_recruit)
def create_approval(interest_id):
    interest = find_interest(interest_id)
    alike = twins.twins_of(interest.programme_id, [interest.firm], "", [interest.phone])
    form = approval_form(interest, alike)
    fits = form.validate()
    if fits and not form.known_id and is_taken(interest.programme_id, form.name.data or "", form.city.data or ""):
        form.name.errors, fits = [_("This programme already has a firm of this name in this city. Go on with that one.")], False
    if not fits:
        return show_one_interest(interest, form, 422)
    refuse_stale(form, interest.version, {}, url_for(".show_interest", interest_id=interest.id))
    prospect = prospect_of(interest.programme_id, form.known_id) if form.known_id else new_prospect(interest, form)
    token = interest.approve(prospect, current_user.person)
    return commit(show_link(interest, token))


def new_prospect(interest: Interest, form: ApprovalForm) -> Prospect:
    firm = Enterprise(programme_id=interest.programme_id, is_prospect=True, phone=interest.phone)
    firm.name, firm.name_ur, firm.city = form.name.data or "", form.name_ur.data, form.city.data or ""
    db.session.add(firm)
    facts = {"contact_name": interest.name, "contact_phone": interest.phone, "owner_id": current_user.person_id}
    source = Source.EVENT if interest.event_id else Source.SELF
    prospect = Prospect.found(firm, current_user.person, source, Stage.INTERESTED, **facts)
    db.session.add(prospect)
    db.session.flush()
    return prospect


def show_link(interest: Interest, token: str):
    db.session.flush()
    link = url_for(".open_questions", language=interest.language, token=token, _external=True)
    return show_one_interest(interest, link=link)


@bp.post("/recruitment/interests/<uuid:interest_id>/link")
@allow(policy.can_recruit)
def create_interest_link(interest_id):
    interest = find_interest(interest_id)
    return commit(show_link(interest, interest.open_link()))


@bp.post("/recruitment/interests/<uuid:interest_id>/refusal")
@allow(policy.can_recruit)
def create_refusal(interest_id):
    interest = find_interest(interest_id)
    form = WordsForm()
    if not form.validate():
        return show_one_interest(interest, form, 422)
    refuse_stale(form, interest.version, {}, url_for(".show_interest", interest_id=interest.id))
    interest.refuse(form.note.data or "", current_user.person)
    flash(_("Kept as not followed up."))
    return commit(see(".index_interests"))
