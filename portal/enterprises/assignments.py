"""Trainers sent to a factory, from a day to a day: they reach it on those days and on no other."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import Assignment, User
from portal.accounts.policy import can_assign, visible_assignments
from portal.database import db
from portal.enterprises import queries
from portal.enterprises.forms import AssignmentForm
from portal.enterprises.models import Enterprise
from portal.enterprises.routes import bp, find_own
from portal.errors import NotNow
from portal.notices.models import Kind
from portal.notices.standing import Personal
from portal.notices.telling import tell
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.replay import commit


def show_form(form: AssignmentForm, enterprise: Enterprise, status: int = 200):
    return render_template("enterprises/assignment_form.html", form=form, enterprise=enterprise), status


def form_for(enterprise: Enterprise) -> AssignmentForm:
    return AssignmentForm([(str(row.id), own(row)) for row in queries.trainers_in(enterprise.programme_id)])


@bp.get("/enterprises/<uuid:enterprise_id>/assignments/new")
@allow(can_assign)
def new_assignment(enterprise_id):
    enterprise = find_own(enterprise_id, may=can_assign)
    return show_form(form_for(enterprise), enterprise)


@bp.post("/enterprises/<uuid:enterprise_id>/assignments")
@allow(can_assign)
def create_assignment(enterprise_id):
    enterprise = find_own(enterprise_id, may=can_assign)
    form = form_for(enterprise)
    if not form.validate():
        return show_form(form, enterprise, 422)
    trainer = db.session.get_one(User, UUID(form.trainer.data))
    try:
        sent = enterprise.send_trainer(trainer, form.starts_on.data or clock.today(), form.ends_on.data)
    except NotNow as already:
        form.takes(already, "trainer")
        return show_form(form, enterprise, 422)
    db.session.flush()
    tell(
        Kind.ASKED_TO_KNOW,
        "assignment_given",
        sent,
        f"/enterprises/{enterprise.id}",
        users=[trainer.id],
        enterprise=enterprise,
        day=sent.starts_on,
    )
    flash(_("%(name)s is assigned.", name=inside(own(trainer.person))))
    return commit(see(".show", enterprise_id=enterprise.id, anchor="trainers"))


@bp.post("/assignments/<uuid:assignment_id>/end")
@allow(can_assign)
def end_assignment(assignment_id):
    sent = find_or_404(Assignment, assignment_id, within=visible_assignments(current_user), may=can_assign)
    sent.end(clock.today() - timedelta(days=1))
    enterprise = db.session.get_one(Enterprise, (sent.programme_id, sent.enterprise_id))
    tell(Kind.ASKED_TO_KNOW, "assignment_ended", Personal(sent), "/", users=[sent.user_id], enterprise=enterprise)
    flash(_("The assignment has ended. The trainer no longer sees this enterprise."))
    return commit(see(".show", enterprise_id=sent.enterprise_id, anchor="trainers"))
