"""The door to a batch's plan: who teaches it and when, and the days of each module."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Row, select

from portal import clock
from portal.batches import planned, policy
from portal.batches.forms import DayForm, TrainerForm
from portal.batches.models import Batch, BatchDay, BatchTrainer, DayKind
from portal.batches.modules import title_of, titles
from portal.batches.routes import bp
from portal.batches.step_routes import found
from portal.errors import NotNow
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.language import language
from portal.web.replay import commit


@bp.get("/batches/<uuid:batch_id>/plan")
@allow(policy.can_see_batches)
def show_plan(batch_id):
    return plan_page(find_or_404(Batch, batch_id, within=policy.visible_batches(current_user)))


def plan_page(batch: Batch, sent: TrainerForm | DayForm | None = None, status: int = 200):
    known = titles(language(), batch.programme_id)
    names = {code: title_of(known, code).title for code in batch.module_codes}
    loads = planned.trainers_with_load(batch.programme_id)
    trainer = sent if isinstance(sent, TrainerForm) else TrainerForm.fresh(starts_on=batch.starts_on, ends_on=batch.ends_on)
    day = sent if isinstance(sent, DayForm) else DayForm.fresh(on=max(batch.starts_on, clock.today()))
    offer(trainer, day, loads, names)
    facts = {"trainers": planned.trainers_of(batch), "days": planned.days_of(batch), "loads": {row.id: load_of(row) for row in loads}}
    may_plan = policy.can_plan(current_user, batch)
    return render_template("batches/plan.html", batch=batch, names=names, trainer=trainer, day=day, may_plan=may_plan, **facts), status


def offer(trainer: TrainerForm, day: DayForm, loads: list, names: dict[str, str]) -> None:
    trainer.trainer.choices = [("", _("Choose a trainer")), *((str(row.id), with_load(row)) for row in loads)]
    day.module.choices = [("", _("Choose a module")), *names.items()]


def with_load(row: Row) -> str:
    return _("%(name)s (%(batches)s, %(factories)s)", name=inside(own(row)), **load_of(row))


def load_of(row: Row) -> dict[str, str]:
    batches = ngettext("%(num)s batch", "%(num)s batches", row.batches)
    return {"batches": batches, "factories": ngettext("%(num)s factory", "%(num)s factories", row.factories)}


@bp.post("/batches/<uuid:batch_id>/trainers")
@allow(policy.can_plan)
def create_trainer(batch_id):
    batch = found(batch_id)
    form = TrainerForm()
    offer(form, DayForm.fresh(), planned.trainers_with_load(batch.programme_id), {})
    if not form.validate():
        return plan_page(batch, form, 422)
    try:
        batch.send_trainer(UUID(form.trainer.data), form.starts_on.data, form.ends_on.data)  # type: ignore[arg-type]
    except NotNow as refused:
        if form.takes(refused):
            return plan_page(batch, form, 422)
        raise
    flash(_("The trainer is in the batch. To see an enterprise of it, they must also be assigned there."))
    return commit(see(".show_plan", batch_id=batch.id))


@bp.post("/batches/<uuid:batch_id>/trainers/<uuid:batch_trainer_id>/end")
@allow(policy.can_plan)
def end_trainer(batch_id, batch_trainer_id):
    batch = found(batch_id)
    mine = BatchTrainer.programme_id == batch.programme_id, BatchTrainer.batch_id == batch.id
    find_or_404(BatchTrainer, batch_trainer_id, within=select(BatchTrainer).where(*mine)).end(clock.today())
    return commit(see(".show_plan", batch_id=batch.id))


@bp.post("/batches/<uuid:batch_id>/days")
@allow(policy.can_plan)
def create_day(batch_id):
    batch = found(batch_id)
    form = DayForm()
    names = {code: code for code in batch.module_codes}
    offer(TrainerForm.fresh(), form, [], names)
    if not form.validate():
        return plan_page(batch, form, 422)
    batch.plan_day(form.module.data, DayKind(form.kind.data), form.on.data, form.note.data)  # type: ignore[arg-type]
    return commit(see(".show_plan", batch_id=batch.id, anchor="days"))


@bp.post("/batches/<uuid:batch_id>/days/<uuid:batch_day_id>/end")
@allow(policy.can_plan)
def drop_day(batch_id, batch_day_id):
    batch = found(batch_id)
    mine = BatchDay.programme_id == batch.programme_id, BatchDay.batch_id == batch.id
    find_or_404(BatchDay, batch_day_id, within=select(BatchDay).where(*mine)).drop(clock.today())
    return commit(see(".show_plan", batch_id=batch.id, anchor="days"))
