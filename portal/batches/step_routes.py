"""The door to a batch's steps: recruiting, confirmed, running, closing, closed."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template
from flask_babel import gettext as _

from portal import clock
from portal.batches import planned, policy
from portal.batches.forms import ClosureForm, StepForm
from portal.batches.grid import Line, grid_of
from portal.batches.models import WORKS, Batch, Standing
from portal.batches.overriding import Anyway
from portal.batches.routes import bp, show_batch
from portal.errors import NotNow
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.language import language
from portal.web.replay import commit


def found(batch_id) -> Batch:
    return find_or_404(Batch, batch_id, within=policy.visible_batches(current_user), may=policy.can_plan)


def stepped(batch: Batch, said: str):
    flash(said)
    return commit(see(".show", batch_id=batch.id))


def step(batch: Batch, verb: Callable[[Anyway], None]):
    """Taken; else the batch's page, which asks for the reason beside the step."""
    form = StepForm()
    if not form.validate():
        return show_batch(batch, form, 422)
    try:
        verb(Anyway(planned.missing_of(planned.outlook_of(batch)), form.reason.data, current_user))
    except NotNow as refused:
        if not form.takes(refused):
            raise
        return show_batch(batch, form, 422)
    return None


@bp.post("/batches/<uuid:batch_id>/recruitment")
@allow(policy.can_plan)
def recruit_batch(batch_id):
    batch = found(batch_id)
    batch.recruit()
    return stepped(batch, _("The batch is open: enterprises that signed their consent can be enrolled."))


@bp.post("/batches/<uuid:batch_id>/confirmation")
@allow(policy.can_plan)
def confirm_batch(batch_id):
    batch = found(batch_id)
    if refused := step(batch, batch.confirm):
        return refused
    return stepped(batch, _("The batch is confirmed. Plan its days and trainers, then start it."))


@bp.post("/batches/<uuid:batch_id>/opening")
@allow(policy.can_plan)
def open_batch(batch_id):
    batch = found(batch_id)
    if refused := step(batch, batch.start):
        return refused
    return stepped(batch, _("The batch is running: trainers can enter facts and propose completions."))


@bp.post("/batches/<uuid:batch_id>/ending")
@allow(policy.can_plan)
def end_batch(batch_id):
    batch = found(batch_id)
    batch.wind_up()
    return stepped(batch, _("The batch is closing: complete what is still open, then close it."))


@bp.get("/batches/<uuid:batch_id>/closure")
@allow(policy.can_plan)
def new_closure(batch_id):
    batch = found(batch_id)
    return closure_page(batch, ClosureForm(), still_open(batch))


def closure_page(batch: Batch, form: ClosureForm, lines: list[Line], status: int = 200):
    return render_template("batches/closure.html", batch=batch, form=form, lines=lines), status


@bp.post("/batches/<uuid:batch_id>/closure")
@allow(policy.can_plan)
def close_batch(batch_id):
    batch = found(batch_id)
    form, lines = ClosureForm(), still_open(batch)
    if batch.status not in WORKS:
        batch.close(clock.today())  # says why not
    is_fine = form.validate()
    if is_fine and lines and not form.reason.data:
        form.reason.errors = [_("These enterprises are still on the way. Say why the batch is closed all the same; the reason is kept.")]
        is_fine = False
    if not is_fine:
        return closure_page(batch, form, lines, 422)
    batch.close(clock.today(), len(lines), form.reason.data)
    return stepped(batch, _("The batch is closed. What was completed in it stays."))


def still_open(batch: Batch) -> list[Line]:
    """Enterprises that paused, or that take part and have not completed every module of the plan."""
    lines = grid_of(batch, current_user, language()).lines
    return [line for line in lines if line.row.standing is Standing.PAUSED or (line.row.standing is Standing.ACTIVE and not line.is_done)]
