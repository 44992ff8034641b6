"""The door to replication: the tree of an improvement, and planning it for another area."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Area
from portal.errors import NotNow
from portal.improvement import policy, queries
from portal.improvement.forms import ReplicationForm
from portal.improvement.models import Project, Stage
from portal.improvement.project_routes import project_or_404
from portal.improvement.replications import Replication, refuse_unripe
from portal.improvement.routes import bp
from portal.improvement.tree import tree_of
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.replay import commit


@bp.get("/projects/<uuid:project_id>/replication")
@allow(policy.can_see)
def show_replication(project_id):
    project = project_or_404(project_id, policy.can_see, *queries.NAMED)
    facts = {"may_act": policy.can_act(current_user, project), "missing": unripe(project)}
    return render_template("improvement/replication.html", project=project, tree=tree_of(project), **facts)


def unripe(project: Project):
    """Why it cannot be carried on yet, or none."""
    try:
        refuse_unripe(project)
    except NotNow as missing:
        return missing.message
    return None


@bp.get("/projects/<uuid:project_id>/replication/new")
@allow(policy.can_act)
def new_replication(project_id):
    project = project_or_404(project_id, policy.can_act, *queries.NAMED)
    return show_plan(project, replication_form(project))


def replication_form(project: Project) -> ReplicationForm:
    here = project.programme_id, project.enterprise_id
    return ReplicationForm().offer(queries.areas_of(here), queries.team_of(here))


def show_plan(project: Project, form: ReplicationForm, status: int = 200):
    return render_template("improvement/new_replication.html", project=project, form=form, missing=unripe(project)), status


@bp.post("/projects/<uuid:project_id>/replication")
@allow(policy.can_act)
def create_replication(project_id):
    project = project_or_404(project_id, policy.can_act, *queries.NAMED)
    form = replication_form(project)
    if not form.validate() or form.starts_on.data is None:
        return show_plan(project, form, 422)
    area = db.session.get_one(Area, (project.programme_id, UUID(form.area.data)))
    family = [node.project for node in tree_of(project).nodes]
    try:
        child = Replication.plan(project, family, area, form.starts_on.data, current_user.person, form.adapted.data)
    except NotNow as refused:
        form.area.errors = [refused.message]
        return show_plan(project, form, 422)
    if form.owner.data:
        child.owner_id = db.session.get_one(Person, UUID(form.owner.data)).id
        child.move_to(Stage.PLANNED, current_user.person)
    flash(_("Planned as project number %(number)s. Its numbers begin before its own day of change.", number=child.number))
    return commit(see(".show_replication", project_id=project.id))
