"""The door to enrolments: who joins, pauses, comes back and leaves, each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from portal import clock
from portal.batches import planned, policy, queries, telling
from portal.batches.enrolments import ALREADY_IN, WITHOUT_CONSENT
from portal.batches.forms import ComeBackForm, EnrolForm, LeaveForm, OneOfSeveral, PauseForm
from portal.batches.models import Batch, Enrolment, Readiness, Standing
from portal.batches.routes import bp
from portal.batches.states import TAKES_IN
from portal.batches.training import courses_of
from portal.consent.asking import has_signed
from portal.enterprises import cities, stops
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.errors import NotNow
from portal.recruitment.way import undecided
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.replay import commit


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
    ready = readiness_of(enterprise, form)
    if batch.status in TAKES_IN and is_refused(form, batch, enterprise, ready):
        return render_template("batches/new_enrolment.html", batch=batch, form=form), 422
    batch.enrol(enterprise, form.on.data, ready)
    flash(_("%(enterprise)s is in the batch.", enterprise=inside(own(enterprise))))
    return commit(see(".show", batch_id=batch.id))


def readiness_of(enterprise: Enterprise, form: EnrolForm) -> Readiness:
    """A firm that took part in a batch before has its baseline and its decision from then."""
    place = enterprise.programme_id, enterprise.id
    is_first = not planned.was_enrolled(*place)
    return Readiness(
        has_consent=bool(has_signed(place[0], [place[1]])),
        needs_baseline=is_first,
        baseline_on=form.baseline_on.data,
        without_baseline=form.without_baseline.data,
        undecided=undecided(*place) if is_first else None,
        without_decision=form.without_decision.data,
    )


def is_refused(form: EnrolForm, batch: Batch, enterprise: Enterprise, ready: Readiness) -> bool:
    """What the verb would refuse, each beside the field that mends it."""
    stopped = stops.among(enterprise.programme_id, [enterprise.id]).get(enterprise.id)
    if any(one.enterprise_id == enterprise.id for one in batch.enrolments):
        form.enterprise.errors = [ALREADY_IN]
    elif stopped or not ready.has_consent:
        form.enterprise.errors = [stopped or WITHOUT_CONSENT]
    else:
        if ready.undecided and not ready.without_decision:
            form.without_decision.errors = [_("%(why)s Decide first, or say here why it joins all the same.", why=ready.undecided)]
        if ready.needs_baseline and not (ready.baseline_on or ready.without_baseline):
            missing = _("A baseline comes before the first module. Write down its day, or say below why there is none yet.")
            form.baseline_on.errors = [missing]
    return bool(form.errors)


def with_enterprises(form: EnrolForm, batch: Batch, also_inside: bool = False) -> EnrolForm:
    """Those that signed and are not stopped come first; of the others it is said what is in the way."""
    rows = queries.may_join(visible_enterprises(current_user), batch, also_inside)
    ids = [row.id for row in rows]
    signed, stopped = has_signed(batch.programme_id, ids), stops.among(batch.programme_id, ids)
    ready, others = [], []
    for row in rows:
        name = f"{own(row)}, {cities.said(row.city)}"
        if row.id in stopped:
            others.append((str(row.id), _("%(enterprise)s – stopped by a red flag", enterprise=inside(name))))
        elif row.id not in signed:
            others.append((str(row.id), _("%(enterprise)s – consent not signed", enterprise=inside(name))))
        else:
            ready.append((str(row.id), name))
    form.enterprise.choices = [("", _("Choose an enterprise")), *ready, *others]
    return form


@bp.get("/enrolments/<uuid:enrolment_id>")
@allow(policy.can_see_standing)
def show_enrolment(enrolment_id):
    return enrolment_page(find_or_404(Enrolment, enrolment_id, within=policy.visible_enrolments(current_user)))


def enrolment_page(enrolment: Enrolment, sent: OneOfSeveral | None = None, status=200):
    """`sent` is the form that was filled in and is shown again; the others are blank."""
    courses = courses_of(Enrolment.programme_id == enrolment.programme_id, Enrolment.id == enrolment.id)
    forms = {
        name: sent if isinstance(sent, form) else form.fresh(on=clock.today())
        for name, form in (("pause", PauseForm), ("back", ComeBackForm), ("leave", LeaveForm))
    }
    facts = {"may_plan": policy.can_plan(current_user, enrolment), "may_see_batches": policy.can_see_batches(current_user)}
    steps = planned.steps_of(enrolment)
    return render_template("batches/show_enrolment.html", enrolment=enrolment, course=courses[0], steps=steps, **forms, **facts), status


def moved(enrolment_id, form: OneOfSeveral, move: Callable[[Enrolment], None]):
    """A form with a day and a reason, and the verb that it is for."""
    enrolment = find_or_404(Enrolment, enrolment_id, within=policy.visible_enrolments(current_user), may=policy.can_plan)
    if not form.validate():
        return enrolment_page(enrolment, form, 422)
    try:
        move(enrolment)
    except NotNow as refused:
        if form.takes(refused):
            return enrolment_page(enrolment, form, 422)
        raise
    if enrolment.state is Standing.PAUSED:
        telling.paused(enrolment)
    return commit(see(".show_enrolment", enrolment_id=enrolment.id))


@bp.post("/enrolments/<uuid:enrolment_id>/pause")
@allow(policy.can_plan)
def pause_enrolment(enrolment_id):
    form = PauseForm()
    return moved(enrolment_id, form, lambda one: one.pause(form.on.data, form.reason.data, current_user.id))  # type: ignore[arg-type]


@bp.post("/enrolments/<uuid:enrolment_id>/resumption")
@allow(policy.can_plan)
def resume_enrolment(enrolment_id):
    form = ComeBackForm()

    def resume(one: Enrolment) -> None:
        consent = bool(has_signed(one.programme_id, [one.enterprise_id]))
        one.resume(form.on.data, form.reason.data, consent, current_user.id)  # type: ignore[arg-type]

    return moved(enrolment_id, form, resume)


@bp.post("/enrolments/<uuid:enrolment_id>/withdrawal")
@allow(policy.can_plan)
def withdraw_enrolment(enrolment_id):
    form = LeaveForm()
    return moved(enrolment_id, form, lambda one: one.withdraw(form.on.data, form.reason.data, current_user.id))  # type: ignore[arg-type]
