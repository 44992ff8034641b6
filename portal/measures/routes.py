"""The door to what a project counts: its block, a new card, the answer "not tracked"."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _

from portal.database import db
from portal.errors import NotNow, answer_not_now
from portal.evidence import Kind
from portal.measures import policy, queries, subjects
from portal.measures.card_forms import IndicatorCardForm, NotTrackedForm, OwnCardForm
from portal.measures.glances import drawn, glances_of
from portal.measures.indicators import Indicator, catalogue, word_of
from portal.measures.models import MeasureCard, State
from portal.measures.page import Shown
from portal.measures.subjects import Subject
from portal.web.access import Rule, allow
from portal.web.asking import current_user
from portal.web.formats import inside
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.language import language
from portal.web.replay import commit

bp = Blueprint("measures", __name__)


@bp.errorhandler(NotNow)
def lead_back(error: NotNow):
    """Out of a "not now" to the project or card that it is about."""
    for name, path in (("project_id", "/projects/{}/measures"), ("measure_card_id", "/measures/{}")):
        if record_id := (request.view_args or {}).get(name):
            error.way_out = error.way_out or path.format(record_id)
    return answer_not_now(error)


def subject_or_404(project_id: UUID, may: Rule) -> Subject:
    about = subjects.find(current_user, project_id) or abort(404)
    if not may(current_user, about):
        abort(403)
    return about


def block_facts(about: Subject) -> dict:
    """The first card is shown whole, every other one in a line."""
    rows = glances_of(about)
    told = [row for row in rows if row.state is State.TRACKED or (row.is_primary and row.changed_on)]
    counted = [row for row in rows if row.state is State.TRACKED]
    return {
        "about": about,
        "first": Shown(queries.card_of(about, told[0].id)) if told else None,
        "besides": [drawn(row) for row in told[1:]],
        "may_declare": bool(counted) and not any(row.changed_on for row in counted),
        "ended": [(row.id, word_of(row)) for row in rows if row.state is State.ENDED and row not in told],
        "not_tracked": [row.not_tracked_because for row in rows if row.state is State.NOT_TRACKED],
        "may_define": about.is_open and policy.can_define(current_user, about),
        "may_read": policy.can_read(current_user, about),
    }


@bp.get("/projects/<uuid:project_id>/measures")
@allow(policy.can_see)
def index(project_id):
    facts = block_facts(subject_or_404(project_id, policy.can_see))
    return fragment("measures/_block.html", **facts) if fragment_wanted() else render_template("measures/index.html", **facts)


@bp.get("/projects/<uuid:project_id>/measures/new")
@allow(policy.can_define)
def new(project_id):
    about = subject_or_404(project_id, policy.can_define)
    code = request.args.get("indicator")
    if code is None:
        return render_template("measures/choose.html", about=about, catalogue=catalogue(language()), not_tracked=NotTrackedForm())
    indicator = chosen(code)
    form = card_form(about, indicator).fill(**offered(indicator), area=str(about.area_id or ""))
    return show_new(about, form, indicator)


def chosen(code: str | None) -> Indicator | None:
    """An indicator of the catalogue; their own measure is called "own"."""
    return None if code in (None, "", "own") else catalogue(language()).get(code) or abort(404)


def card_form(about: Subject, indicator: Indicator | None) -> OwnCardForm | IndicatorCardForm:
    areas = queries.areas_at(about)
    if indicator is None:
        return OwnCardForm().offer(areas)
    form = IndicatorCardForm().offer(areas)
    form.rare = indicator.kind is Kind.RARE
    return form


def offered(indicator: Indicator | None) -> dict:
    if indicator is None:
        return {"frequency": "weekly", "better": "lower", "kind": "share", "per": "1"}
    return {"name": indicator.name, "how": indicator.how, "unit": indicator.unit, "better": str(indicator.better), "frequency": "weekly"}


def show_new(about: Subject, form, indicator: Indicator | None, status: int = 200):
    return render_template("measures/new.html", about=about, form=form, indicator=indicator), status


@bp.post("/projects/<uuid:project_id>/measures")
@allow(policy.can_define)
def create(project_id):
    about = subject_or_404(project_id, policy.can_define)
    indicator = chosen(request.form.get("indicator"))
    form = card_form(about, indicator)
    if not form.validate():
        return show_new(about, form, indicator, 422)
    refuse_closed(about)
    leader = MeasureCard.leader(queries.cards_of(about))
    card = MeasureCard.define(about, current_user.person, plainly(indicator), is_first=leader is None, **kept_words(form, indicator))
    db.session.flush()
    flash(_("The card is made. Now write down the numbers from before the change."))
    if leader and leader.state is State.ENDED:
        flash(
            _("It stands beside: the project’s answer stays with “%(name)s”, whose day of change was declared.", name=inside(leader.name))
        )
    return commit(see(".show", measure_card_id=card.id))


def plainly(indicator: Indicator | None) -> Indicator | None:
    """A card keeps the catalogue's English words, and pages show them in the reader's language."""
    return catalogue()[indicator.code] if indicator else None


def kept_words(form, indicator: Indicator | None) -> dict:
    told = form.description
    if indicator:
        english = catalogue()[indicator.code]
        told |= {name: getattr(english, name) for name in ("name", "how", "unit") if told[name] == getattr(indicator, name)}
    return told


def refuse_closed(about: Subject) -> None:
    if not about.is_open:
        raise NotNow(_("This project is closed with its lesson. Take it up again first."), about.url)


@bp.post("/projects/<uuid:project_id>/not-tracked")
@allow(policy.can_define)
def create_not_tracked(project_id):
    about = subject_or_404(project_id, policy.can_define)
    form = NotTrackedForm()
    if not form.validate():
        return render_template("measures/choose.html", about=about, catalogue=catalogue(language()), not_tracked=form), 422
    refuse_closed(about)
    if any(card.state is State.TRACKED for card in queries.cards_of(about)):
        raise NotNow(_("Something is counted for this project already. End that card first."))
    MeasureCard.say_not_tracked(about, current_user.person, form.reason.data or "")
    flash(_("Written down. You can begin to count on any day."))
    return commit(see(".index", project_id=about.project_id))
