"""The door to the comparison: which other area of the factory a card is set beside."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from portal.measures import policy, queries
from portal.measures.card_routes import card_or_404
from portal.measures.forms import BesideForm
from portal.measures.judging import reassess
from portal.measures.models import MeasureCard
from portal.measures.page import Shown
from portal.measures.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.replay import commit


@bp.get("/measures/<uuid:measure_card_id>/comparison")
@allow(policy.can_define)
def show_comparison(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_define)
    others = queries.alike(card)
    form = beside_form(card, others)
    form.fill(other=str(card.beside.other_id) if card.beside and card.beside.other_id else "")
    return show_choice(card, form, others)


def beside_form(card: MeasureCard, others: list[MeasureCard]) -> BesideForm:
    return BesideForm().offer([(str(other.id), called(other)) for other in others])


def called(other: MeasureCard) -> str:
    """A card of the same measure is known by its place."""
    return other.place or (own(other.area) if other.area else "") or other.name


def show_choice(card: MeasureCard, form: BesideForm, others: list[MeasureCard], status: int = 200):
    return render_template("measures/comparison.html", one=Shown(card), form=form, others=others), status


@bp.post("/measures/<uuid:measure_card_id>/comparison")
@allow(policy.can_define)
def update_comparison(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_define)
    others = queries.alike(card)
    form = beside_form(card, others)
    if not form.validate():
        return show_choice(card, form, others, 422)
    chosen = UUID(form.other.data) if form.other.data else None
    card.compare_with(next((other for other in others if other.id == chosen), None), current_user.person)
    reassess(card)
    flash(_("Saved."))
    return commit(see(".show", measure_card_id=card.id))
