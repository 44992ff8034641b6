"""The door to corrections of locked numbers: asked by one, decided by another."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from portal.errors import NotNow
from portal.measures import entering, policy
from portal.measures.card_routes import card_or_404, show_card
from portal.measures.forms import AmendmentForm, DecisionForm
from portal.measures.models import Amendment, Decision, MeasureCard
from portal.measures.page import Shown
from portal.measures.reading_routes import asked_day, is_faulty, standing
from portal.measures.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


@bp.get("/measures/<uuid:measure_card_id>/amendments/new")
@allow(policy.can_amend)
def new_amendment(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_amend)
    starts_on = asked_day(card)
    form = AmendmentForm().of(card.is_divided)
    form.fill(**standing(card.reading_on(starts_on), starts_on))
    return show_amendment(card, form)


def show_amendment(card: MeasureCard, form: AmendmentForm, status: int = 200):
    return render_template("measures/amendment.html", one=Shown(card), form=form), status


@bp.post("/measures/<uuid:measure_card_id>/amendments")
@allow(policy.can_amend)
def create_amendment(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_amend)
    form = AmendmentForm().of(card.is_divided)
    if not form.validate() or is_faulty(card, form) or form.starts_on.data is None:
        return show_amendment(card, form, 422)
    try:
        entering.ask_to_amend(card, form.starts_on.data, form.pair, form.reason.data or "", current_user.person)
    except NotNow as refused:
        form.takes(refused, "numerator")
        return show_amendment(card, form, 409)
    flash(_("Asked. Your trainer decides; until then the old number stands."))
    return commit(see(".show", measure_card_id=card.id, anchor="corrections"))


def amendment_or_404(amendment_id: UUID) -> Amendment:
    return find_or_404(Amendment, amendment_id, within=policy.visible_amendments(current_user), may=policy.can_approve)


@bp.post("/amendments/<uuid:amendment_id>/approval")
@allow(policy.can_approve)
def create_approval(amendment_id):
    return create_decision(amendment_id, Decision.APPROVED)


@bp.post("/amendments/<uuid:amendment_id>/refusal")
@allow(policy.can_approve)
def create_refusal(amendment_id):
    return create_decision(amendment_id, Decision.REFUSED)


def create_decision(amendment_id: UUID, decision: Decision):
    asked = amendment_or_404(amendment_id)
    card = card_or_404(asked.card_id, policy.can_approve)
    form = DecisionForm()
    form.answer.id = f"answer-{asked.id}"  # one box for each correction that waits
    if not form.validate() or (decision is Decision.REFUSED and asked.state is Decision.ASKED and is_silent(form)):
        return show_card(card, 422, form)
    try:
        entering.decide(asked, card, decision, current_user.person, form.answer.data)
    except NotNow as error:
        error.way_out = url_for(".show", measure_card_id=card.id)
        raise
    return commit(see(".show", measure_card_id=card.id, anchor="corrections"))


def is_silent(form: DecisionForm) -> bool:
    if not form.answer.data:
        form.answer.errors = [entering.WHY_NOT]  # pyright: ignore[reportAttributeAccessIssue]
    return not form.answer.data
