"""The door to batches, and to what an enterprise sees of its own training."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import Blueprint, current_app, render_template
from flask_babel import gettext as _

from portal import clock
from portal.batches import planned, policy, queries
from portal.batches.forms import BatchForm, EditBatchForm, StepForm
from portal.batches.grid import grid_of
from portal.batches.models import Batch, Enrolment
from portal.batches.modules import titles
from portal.batches.stands import stands
from portal.batches.states import GATED
from portal.batches.training import courses_of
from portal.database import db
from portal.errors import Clash
from portal.recruitment.way import flags_of
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import fragment_wanted, see
from portal.web.language import language
from portal.web.paging import cut, last_seen
from portal.web.replay import commit

FormT = TypeVar("FormT", bound=BatchForm)
bp = Blueprint("batches", __name__)


@bp.get("/batches")
@allow(policy.can_see_batches)
def index():
    batches, after = cut(queries.batches(policy.visible_batches(current_user), current_user, last_seen()))
    return render_template("batches/index.html", batches=batches, after=after, may_plan=policy.can_plan(current_user))


@bp.get("/batches/new")
@allow(policy.can_plan)
def new():
    return render_template("batches/new.html", form=offered(BatchForm()).fill(starts_on=clock.today()))


@bp.post("/batches")
@allow(policy.can_plan)
def create():
    form = offered(BatchForm())
    if not form.validate():
        return render_template("batches/new.html", form=form), 422
    batch = Batch(programme_id=UUID(form.programme.data), **form.facts)
    batch.plan_modules(form.modules.data or [], clock.today())
    db.session.add(batch)
    db.session.flush()
    return commit(see(".show", batch_id=batch.id))


def offered(form: FormT, batch: Batch | None = None) -> FormT:
    planned = batch.module_codes if batch else []
    known = titles(language(), batch.programme_id if batch else None)
    modules = [(code, module.title) for code, module in known.items() if module.is_taught or code in planned]
    return form.offer([(str(row.id), own(row)) for row in queries.programmes(current_user)] if form.programme else [], modules)


@bp.get("/batches/<uuid:batch_id>")
@allow(policy.can_see_batches)
def show(batch_id):
    return show_batch(find_or_404(Batch, batch_id, within=policy.visible_batches(current_user)))


def show_batch(batch: Batch, form: StepForm | None = None, status: int = 200):
    grid = grid_of(batch, current_user, language())
    ids = [line.row.enterprise_id for line in grid.lines]
    facts = {"fewest": current_app.config["BATCH_FEWEST"], "most": current_app.config["BATCH_MOST"]}
    facts["outlook"] = planned.outlook_of(batch)
    may_plan = policy.can_plan(current_user, batch)
    facts["stopped"], looked_into = flags_of(batch.programme_id, ids)
    facts["opened_again"] = looked_into if may_plan else []  # it is told to whom it concerns
    steps = may_plan and batch.status in GATED
    facts |= {"overrides": planned.overrides_of(batch) if facts["outlook"].overrides else [], "form": None}
    if steps and planned.missing_of(facts["outlook"]):
        facts["form"] = form or StepForm()
    return render_template("batches/show.html", batch=batch, grid=grid, may_plan=may_plan, **facts), status


@bp.get("/batches/<uuid:batch_id>/edit")
@allow(policy.can_plan)
def edit(batch_id):
    batch = find_or_404(Batch, batch_id, within=policy.visible_batches(current_user), may=policy.can_plan)
    form = offered(EditBatchForm(), batch)
    form.fill(version=batch.version, modules=batch.module_codes, **{name: getattr(batch, name) for name in EditBatchForm.PLAIN})
    return render_template("batches/edit.html", form=form, batch=batch)


@bp.post("/batches/<uuid:batch_id>")
@allow(policy.can_plan)
def update(batch_id):
    batch = find_or_404(Batch, batch_id, within=policy.visible_batches(current_user), may=policy.can_plan)
    form = offered(EditBatchForm(), batch)
    if not form.validate():
        return render_template("batches/edit.html", form=form, batch=batch), 422
    if form.version.data != batch.version:
        raise Clash({_("Name"): batch.name}, {_("Name"): form.name.data}, see(".edit", batch_id=batch.id).location)
    for name, value in form.facts.items():
        setattr(batch, name, value)
    batch.plan_modules(form.modules.data or [], clock.today())
    return commit(see(".show", batch_id=batch.id))


@bp.get("/training")
@allow(policy.can_see_standing)
def show_training():
    """What a person's own factory takes part in."""
    courses = courses_of(policy.own(current_user, Enrolment))
    return render_template("batches/show_training.html", courses=courses)


@bp.get("/modules/<code>/standing")
@allow(policy.can_see_standing)
def show_standing(code):
    """A part of the module's page: what is done and missing in one's own factory."""
    rows = [row for row in queries.modules(policy.own(current_user, Enrolment)) if row.module_code == code]
    known = stands(rows[0].programme_id, {row.enrolment_id: row.enterprise_id for row in rows}, [code]) if rows else {}
    template = "batches/_standing.html" if fragment_wanted() else "batches/show_standing.html"
    return render_template(template, rows=rows, known=known, code=code)
