"""The door to savings: of a project, of a factory, and one by one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from portal import clock
from portal.accounts import devices, traces
from portal.accounts.models import Programme
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.errors import NotNow, answer_not_now
from portal.improvement.models import Project
from portal.improvement.policy import visible_projects
from portal.savings import policy, telling, totals, words
from portal.savings.forms import ConfirmForm, ReturnForm, SavingForm, WithdrawForm
from portal.savings.models import Saving
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.forms import Form
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale

bp = Blueprint("savings", __name__)
SHOWN = (joinedload(Saving.project), joinedload(Saving.entered_by), joinedload(Saving.settled_by))


@bp.errorhandler(NotNow)
def lead_back(error: NotNow):
    if saving_id := (request.view_args or {}).get("saving_id"):
        error.way_out = error.way_out or f"/savings/{saving_id}"
    return answer_not_now(error)


def project_or_404(project_id: UUID, may) -> Project:
    return find_or_404(Project, project_id, within=visible_projects(current_user), may=may)


def saving_or_404(saving_id: UUID, may=policy.can_see) -> Saving:
    return find_or_404(Saving, saving_id, within=policy.visible_savings(current_user).options(*SHOWN), may=may)


@bp.get("/projects/<uuid:project_id>/savings")
@allow(policy.can_see)
def index(project_id):
    project = project_or_404(project_id, policy.can_see)
    rows = totals.of_project(project)
    facts = {
        "rows": rows[: totals.MOST],
        "many": len(rows),
        "totals": totals.totals(rows),
        "may_enter": policy.can_enter(current_user, project),
    }
    return render_template("savings/index.html", project=project, words=words, **facts)


@bp.get("/enterprises/<uuid:enterprise_id>/savings")
@allow(policy.can_see)
def index_enterprise(enterprise_id):
    enterprise = find_or_404(Enterprise, enterprise_id, within=visible_enterprises(current_user), may=policy.can_see)
    rows = totals.of_enterprise(enterprise)
    told = {row.project_id for row in rows if row.counted}
    facts = {
        "rows": rows[: totals.MOST],
        "many": len(rows),
        "totals": totals.totals(rows),
        "told": len(told),
        "in_use": totals.in_use(enterprise),
    }
    return render_template("savings/enterprise.html", enterprise=enterprise, words=words, **facts)


@bp.get("/projects/<uuid:project_id>/savings/new")
@allow(policy.can_enter)
def new(project_id):
    project = project_or_404(project_id, policy.can_enter)
    home = db.session.get_one(Programme, project.programme_id).currency
    facts = {"currency": home, "into": home, "starts_on": project.implemented_on, "ends_on": clock.today(), "version": 0}
    return show_form(project, SavingForm().fill(**facts))


def show_form(project: Project, form: SavingForm, status: int = 200, saving: Saving | None = None):
    return render_template("savings/edit.html", project=project, form=form, saving=saving), status


@bp.post("/projects/<uuid:project_id>/savings")
@allow(policy.can_enter)
def create(project_id):
    project = project_or_404(project_id, policy.can_enter)
    form = SavingForm()
    if not form.validate():
        return show_form(project, form, 422)
    entered = Saving.enter(project, current_user.person, **form.facts)
    db.session.flush()
    traces.leave(entered.id, devices.own_mark())
    telling.entered(entered, current_user.person)
    flash(_("Entered. It counts as soon as another person who may has confirmed it."))
    return commit(see(".show", saving_id=entered.id))


@bp.get("/savings/<uuid:saving_id>")
@allow(policy.can_see)
def show(saving_id):
    return show_saving(saving_or_404(saving_id))


def show_saving(saving: Saving, sent=None, status: int = 200):
    """The form that was sent stands as it was typed, the others empty."""

    def form_of(kind: type[Form], **facts) -> Form:
        return sent if isinstance(sent, kind) else kind.fresh(**facts)

    version = {"version": saving.version}
    forms = {"confirm": form_of(ConfirmForm, amount=f"{saving.gross.amount}", **version)}
    forms |= {"back": form_of(ReturnForm, **version), "withdraw": form_of(WithdrawForm, **version)}
    may = {"may_enter": policy.can_enter(current_user, saving), "is_mine": saving.is_of(current_user.person)}
    may["may_edit"] = may["may_enter"] and saving.leaves_somebody(current_user.person)
    may["may_confirm"] = policy.can_confirm(current_user, saving) and not may["is_mine"]
    may["is_flagged"] = saving.is_flagged and policy.can_confirm(current_user, saving)
    return render_template("savings/show.html", saving=saving, sent=sent, words=words, **forms, **may), status


@bp.get("/savings/<uuid:saving_id>/edit")
@allow(policy.can_enter)
def edit(saving_id):
    saving = saving_or_404(saving_id, policy.can_enter)
    return show_form(saving.project, SavingForm().fill(**typed(saving), version=saving.version), saving=saving)


def typed(saving: Saving) -> dict:
    """As its form shows it."""
    names = ("what", "assumptions", "starts_on", "ends_on", "currency", "into", "rate_on", "is_annualised")
    rate = f"{saving.rate:f}" if saving.rate_on else None
    facts = {"kind": saving.kind.value, "method": saving.method.value, "gross": f"{saving.gross.amount}", "rate": rate}
    return {**{name: getattr(saving, name) for name in names}, **facts}


@bp.post("/savings/<uuid:saving_id>")
@allow(policy.can_enter)
def update(saving_id):
    saving = saving_or_404(saving_id, policy.can_enter)
    form = SavingForm()
    if not form.validate():
        return show_form(saving.project, form, 422, saving)
    refuse_stale(form, saving.version, typed(saving), url_for(".edit", saving_id=saving.id))
    try:
        saving.edit(current_user.person, **form.facts)
    except NotNow as refused:
        if form.takes(refused):
            return show_form(saving.project, form, 422, saving)
        raise
    traces.leave(saving.id, devices.own_mark())
    telling.settled(saving)
    telling.entered(saving, current_user.person)
    flash(_("Your changes are saved."))
    return commit(see(".show", saving_id=saving.id))


@bp.post("/savings/<uuid:saving_id>/confirmation")
@allow(policy.can_confirm)
def create_confirmation(saving_id):
    saving = saving_or_404(saving_id, policy.can_confirm)
    form = ConfirmForm().about(saving)
    if not form.validate():
        return show_saving(saving, form, 422)
    refuse_stale(form, saving.version, {}, url_for(".show", saving_id=saving.id))
    is_same_device = traces.is_of_same_device(saving.id, devices.own_mark())
    saving.confirm(current_user.person, form.amount.of(saving.currency), form.remark.data, is_same_device)
    telling.confirmed(saving, current_user.person)
    flash(_("Confirmed. From now on it is in the totals."))
    return commit(see(".show", saving_id=saving.id))


@bp.post("/savings/<uuid:saving_id>/return")
@allow(policy.can_confirm)
def create_return(saving_id):
    saving = saving_or_404(saving_id, policy.can_confirm)
    form = ReturnForm()
    if not form.validate():
        return show_saving(saving, form, 422)
    refuse_stale(form, saving.version, {}, url_for(".show", saving_id=saving.id))
    saving.give_back(current_user.person, form.remark.data or "")
    telling.returned(saving, current_user.person)
    flash(_("Given back to whoever entered it."))
    return commit(see(".show", saving_id=saving.id))


@bp.post("/savings/<uuid:saving_id>/withdrawal")
@allow(policy.can_enter)
def create_withdrawal(saving_id):
    saving = saving_or_404(saving_id, policy.can_enter)
    form = WithdrawForm()
    if not form.validate():
        return show_saving(saving, form, 422)
    refuse_stale(form, saving.version, {}, url_for(".show", saving_id=saving.id))
    saving.withdraw(current_user.person, form.remark.data or "")
    telling.settled(saving)
    flash(_("Withdrawn: it is in no total any more."))
    return commit(see(".show", saving_id=saving.id))
