"""The door to batches and to the enterprises that take part in them."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from portal import clock
from portal.batches import policy, queries, telling
from portal.batches.forms import BatchForm, EditBatchForm, EnrolForm, LeaveForm, PauseForm
from portal.batches.grid import grid_of
from portal.batches.models import Batch, Enrolment
from portal.batches.modules import titles
from portal.batches.stands import stands
from portal.batches.training import courses_of
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.errors import Clash
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import fragment_wanted, see
from portal.web.language import language
from portal.web.paging import last_seen
from portal.web.replay import commit

FormT = TypeVar("FormT", bound=BatchForm)
bp = Blueprint("batches", __name__)


@bp.get("/batches")
@allow(policy.can_see_batches)
def index():
    rows = queries.batches(policy.visible_batches(current_user), current_user, last_seen())
    after = rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else None
    return render_template("batches/index.html", batches=rows[: queries.PAGE], after=after, may_plan=policy.can_plan(current_user))


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
    batch = find_or_404(Batch, batch_id, within=policy.visible_batches(current_user))
    grid = grid_of(batch, policy.within_reach(current_user, Enrolment), language())
    return render_template("batches/show.html", batch=batch, grid=grid, may_plan=policy.can_plan(current_user, batch))


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


@bp.post("/batches/<uuid:batch_id>/opening")
@allow(policy.can_plan)
def open_batch(batch_id):
    batch = find_or_404(Batch, batch_id, within=policy.visible_batches(current_user), may=policy.can_plan)
    batch.start()
    flash(_("The batch is running: trainers can enter facts and propose completions."))
    return commit(see(".show", batch_id=batch.id))


@bp.post("/batches/<uuid:batch_id>/closure")
@allow(policy.can_plan)
def close_batch(batch_id):
    batch = find_or_404(Batch, batch_id, within=policy.visible_batches(current_user), may=policy.can_plan)
    batch.close(clock.today())
    flash(_("The batch is closed. What was completed in it stays."))
    return commit(see(".show", batch_id=batch.id))


@bp.get("/batches/<uuid:batch_id>/enrolments/new")
@allow(policy.can_plan)
def new_enrolment(batch_id):
    batch = find_or_404(Batch, batch_id, within=policy.visible_batches(current_user), may=policy.can_plan)
    return render_template("batches/new_enrolment.html", batch=batch, form=with_enterprises(EnrolForm(), batch).fill(on=clock.today()))


@bp.post("/batches/<uuid:batch_id>/enrolments")
@allow(policy.can_plan)
def create_enrolment(batch_id):
    batch = find_or_404(Batch, batch_id, within=policy.visible_batches(current_user).with_for_update(), may=policy.can_plan)
    form = with_enterprises(EnrolForm(), batch, also_inside=True)
    if not form.validate():
        return render_template("batches/new_enrolment.html", batch=batch, form=form), 422
    enterprise = find_or_404(Enterprise, UUID(form.enterprise.data), within=visible_enterprises(current_user))
    batch.enrol(enterprise, form.on.data)
    flash(_("%(enterprise)s is in the batch.", enterprise=own(enterprise)))
    return commit(see(".show", batch_id=batch.id))


def with_enterprises(form: EnrolForm, batch: Batch, also_inside: bool = False) -> EnrolForm:
    rows = queries.may_join(visible_enterprises(current_user), batch, also_inside)
    form.enterprise.choices = [("", _("Choose an enterprise")), *((str(row.id), f"{own(row)}, {row.city}") for row in rows)]
    return form


@bp.get("/enrolments/<uuid:enrolment_id>")
@allow(policy.can_see_standing)
def show_enrolment(enrolment_id):
    enrolment = find_or_404(Enrolment, enrolment_id, within=policy.visible_enrolments(current_user))
    return enrolment_page(enrolment)


def enrolment_page(enrolment: Enrolment, pause=None, leave=None, status=200):
    courses = courses_of(Enrolment.programme_id == enrolment.programme_id, Enrolment.id == enrolment.id)
    forms = {"pause": pause or PauseForm.fresh(on=clock.today()), "leave": leave or LeaveForm.fresh(on=clock.today())}
    facts = {"may_plan": policy.can_plan(current_user, enrolment), "may_see_batches": policy.can_see_batches(current_user)}
    return render_template("batches/show_enrolment.html", enrolment=enrolment, course=courses[0], **forms, **facts), status


@bp.post("/enrolments/<uuid:enrolment_id>/pause")
@allow(policy.can_plan)
def pause_enrolment(enrolment_id):
    enrolment = find_or_404(Enrolment, enrolment_id, within=policy.visible_enrolments(current_user), may=policy.can_plan)
    form = PauseForm()
    if not form.validate():
        return enrolment_page(enrolment, pause=form, status=422)
    enrolment.pause(form.on.data, form.reason.data)
    telling.paused(enrolment)
    return commit(see(".show_enrolment", enrolment_id=enrolment.id))


@bp.post("/enrolments/<uuid:enrolment_id>/resumption")
@allow(policy.can_plan)
def resume_enrolment(enrolment_id):
    enrolment = find_or_404(Enrolment, enrolment_id, within=policy.visible_enrolments(current_user), may=policy.can_plan)
    enrolment.resume()
    return commit(see(".show_enrolment", enrolment_id=enrolment.id))


@bp.post("/enrolments/<uuid:enrolment_id>/withdrawal")
@allow(policy.can_plan)
def withdraw_enrolment(enrolment_id):
    enrolment = find_or_404(Enrolment, enrolment_id, within=policy.visible_enrolments(current_user), may=policy.can_plan)
    form = LeaveForm()
    if not form.validate():
        return enrolment_page(enrolment, leave=form, status=422)
    enrolment.withdraw(form.on.data, form.reason.data)
    return commit(see(".show_enrolment", enrolment_id=enrolment.id))


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
