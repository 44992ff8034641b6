"""The door to the day of change: declared once for all that a project counts, and put off as long as nothing from after it is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import flash, render_template
from flask_babel import gettext as _

from portal.errors import NotNow
from portal.measures import locking, policy, queries
from portal.measures.baseline import count_to_lock, warnings_of
from portal.measures.forms import ChangeForm, DelayForm
from portal.measures.models import MeasureCard, State
from portal.measures.page import Shown
from portal.measures.routes import bp, refuse_closed, subject_or_404
from portal.measures.subjects import Subject
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.replay import commit


@bp.get("/projects/<uuid:project_id>/change")
@allow(policy.can_declare)
def new_change(project_id):
    about = subject_or_404(project_id, policy.can_declare)
    return show_change(about, ChangeForm())


def show_change(about: Subject, form: ChangeForm, status: int = 200):
    shown = [Shown(card) for card in queries.cards_of(about) if card.state is State.TRACKED]
    warned = [(one, found) for one in shown if (found := warnings_of(one.card))]
    facts = {"counts": {one.card.id: count_to_lock(one.card) for one in shown}, "last": newest_change(one.card for one in shown)}
    return render_template("measures/change.html", about=about, shown=shown, warned=warned, form=form, **facts), status


@bp.post("/projects/<uuid:project_id>/change")
@allow(policy.can_declare)
def create_change(project_id):
    about = subject_or_404(project_id, policy.can_declare)
    form = ChangeForm()
    if not form.validate() or form.on.data is None:
        return show_change(about, form, 422)
    refuse_closed(about)
    try:
        locking.declare(queries.cards_of(about), form.on.data, current_user.person, form.what.data)
    except NotNow as refused:
        if form.takes(refused):
            return show_change(about, form, 422)
        raise
    flash(_("The day of change is declared. From now on the numbers from before stand as they are."))
    return commit(see(".index", project_id=about.project_id))


@bp.get("/projects/<uuid:project_id>/change/delay")
@allow(policy.can_declare)
def new_delay(project_id):
    about = subject_or_404(project_id, policy.can_declare)
    return show_delay(about, DelayForm(), locked_cards(about))


def locked_cards(about: Subject) -> list[MeasureCard]:
    return [card for card in queries.cards_of(about) if card.state is State.TRACKED and card.change]


def show_delay(about: Subject, form: DelayForm, cards: list[MeasureCard], status: int = 200):
    return render_template("measures/delay.html", about=about, form=form, changed_on=newest_change(cards)), status


def newest_change(cards: Iterable[MeasureCard]) -> date | None:
    return max((card.change.changed_on for card in cards if card.change), default=None)


@bp.post("/projects/<uuid:project_id>/change/delay")
@allow(policy.can_declare)
def create_delay(project_id):
    about = subject_or_404(project_id, policy.can_declare)
    form, cards = DelayForm(), locked_cards(about)
    if not form.validate() or form.on.data is None:
        return show_delay(about, form, cards, 422)
    refuse_closed(about)
    try:
        locking.put_all_off(cards, form.on.data, form.reason.data or "")
    except NotNow as refused:
        if form.takes(refused):
            return show_delay(about, form, cards, 422)
        raise
    flash(_("The day of change is put off."))
    return commit(see(".index", project_id=about.project_id))
