"""The door to one card: its page, its words, how its verdict came about, and which card counts."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal.errors import NotNow
from portal.evidence import Kind
from portal.files.policy import can_open
from portal.measures import policy, queries, subjects
from portal.measures.card_forms import EditCardForm
from portal.measures.forms import DecisionForm, ExclusionForm
from portal.measures.indicators import words_of
from portal.measures.judging import reassess
from portal.measures.models import Change, MeasureCard
from portal.measures.page import Shown
from portal.measures.routes import bp, refuse_closed
from portal.measures.sentences_beside import beside_said
from portal.measures.sentences_steps import steps_said
from portal.web.access import Rule, allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


def card_or_404(measure_card_id: UUID, may: Rule) -> MeasureCard:
    return find_or_404(MeasureCard, measure_card_id, within=policy.visible_cards(current_user).options(*queries.whole()), may=may)


@bp.get("/measures/<uuid:measure_card_id>")
@allow(policy.can_see)
def show(measure_card_id):
    return show_card(card_or_404(measure_card_id, policy.can_see))


def show_card(card: MeasureCard, status: int = 200, sent=None):
    one = Shown(card)
    facts = {
        "one": one,
        "amendments": queries.amendments_of(card),
        "may_define": policy.can_define(current_user, card),
        "may_read": policy.can_read(current_user, card),
        "may_see_photos": can_open(current_user, card),
        "may_take_away": policy.can_take_away(current_user, card),
        "beside": beside_said(one.beside) if one.beside else None,
        "may_approve": policy.can_approve(current_user, card),
        "exclusion": sent if isinstance(sent, ExclusionForm) else ExclusionForm(),
        "decision": sent if isinstance(sent, DecisionForm) else DecisionForm(),
        "sent": sent,
    }
    return render_template("measures/show.html", **facts), status


@bp.get("/measures/<uuid:measure_card_id>/decision")
@allow(policy.can_see)
def show_decision(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_see)
    one = Shown(card, change_or_404(card, request.args.get("change")))
    return render_template("measures/decision.html", one=one, steps=steps_said(one.told) if one.kept else [])


def change_or_404(card: MeasureCard, change_id: str | None) -> Change | None:
    """The one that an address names; none names the newest."""
    if change_id is None:
        return None
    return next((one for one in card.changes if str(one.id) == change_id), None) or abort(404)


@bp.get("/measures/<uuid:measure_card_id>/edit")
@allow(policy.can_define)
def edit(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_define)
    form = edit_form(card)
    form.fill(**facts_of(card), version=card.version)
    return show_edit(card, form)


def edit_form(card: MeasureCard) -> EditCardForm:
    form = EditCardForm().offer(queries.areas_at(card, card.area))
    form.rare = card.kind is Kind.RARE
    return form


def show_edit(card: MeasureCard, form: EditCardForm, status: int = 200):
    return render_template("measures/edit.html", card=card, form=form, words=words_of(card)), status


def facts_of(card: MeasureCard) -> dict:
    told = {name: getattr(card, name) for name in ("name", "how", "unit", "counted_by", "place", "source", "watched_from")}
    chosen = {True: "yes", False: "no", None: ""}[card.is_chosen_worst]
    choice = {"chosen": chosen, "window": card.selection_window or None, "among": card.areas_compared}
    told["area"] = str(card.area_id or "")
    return {**told, "better": str(card.better), "frequency": str(card.frequency), **choice}


@bp.post("/measures/<uuid:measure_card_id>")
@allow(policy.can_define)
def update(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_define)
    form = edit_form(card)
    if not form.validate():
        return show_edit(card, form, 422)
    refuse_stale(form, card.version, facts_of(card), url_for(".edit", measure_card_id=card.id))
    try:
        card.describe(**form.description)
    except NotNow as refused:
        if form.takes(refused):
            return show_edit(card, form, 422)
        raise
    reassess(card)
    flash(_("Saved."))
    return commit(see(".show", measure_card_id=card.id))


@bp.post("/measures/<uuid:measure_card_id>/lead")
@allow(policy.can_define)
def create_lead(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_define)
    about = subjects.find(current_user, card.project_id) if card.project_id else None
    if about:
        card.take_the_lead(queries.cards_of(about))
    flash(_("This is now the measure that counts for the project."))
    return commit(see(".show", measure_card_id=card.id))


@bp.post("/measures/<uuid:measure_card_id>/end")
@allow(policy.can_define)
def create_end(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_define)
    card.end()
    flash(_("Nothing more is counted on this card. Its numbers stay."))
    return commit(see(".show", measure_card_id=card.id))


@bp.post("/measures/<uuid:measure_card_id>/resume")
@allow(policy.can_define)
def resume_card(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_define)
    about = subjects.find(current_user, card.project_id) if card.project_id else None
    if about:
        refuse_closed(about)
    card.resume(queries.cards_of(about) if about else ())
    flash(_("This card is counted again."))
    return commit(see(".show", measure_card_id=card.id))
