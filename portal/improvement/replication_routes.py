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
from portal.improvement.models import Project, Stage
from portal.improvement.project_routes import project_or_404
from portal.improvement.replication_forms import PlanForm
from portal.improvement.replications import Replication, refuse_unripe
from portal.improvement.routes import bp
from portal.improvement.tree import tree_of
from portal.improvement.uptakes import ties_of
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.replay import commit


@bp.get("/projects/<uuid:project_id>/replication")
@allow(policy.can_see)
def show_replication(project_id):
    project = project_or_404(project_id, policy.can_see, *queries.NAMED)
    tree = tree_of(project)
    facts = {"may_act": policy.can_act(current_user, project), "missing": unripe(project)}
    ties = ties_of(project.programme_id, [node.project.id for node in tree.nodes])
    return render_template("improvement/replication.html", project=project, tree=tree, ties=ties, **facts)


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


def replication_form(project: Project) -> PlanForm:
    here = project.programme_id, project.enterprise_id
    return PlanForm().offer(queries.areas_of(here), queries.team_of(here))


def show_plan(project: Project, form: PlanForm, status: int = 200):
    return render_template("improvement/new_replication.html", project=project, form=form, missing=unripe(project)), status


@bp.post("/projects/<uuid:project_id>/replication")
@allow(policy.can_act)
def create_replication(project_id):
    project = project_or_404(project_id, policy.can_act, *queries.NAMED)
    form = replication_form(project)
    if not form.validate() or form.starts_on.data is None:
        return show_plan(project, form, 422)
    family = [node.project for node in tree_of(project).nodes]
    wanted = [plan_for(project, family, place) for place in form.places]
    planned = [child for child in wanted if child]
    if len(planned) < len(wanted):
        db.session.rollback()  # all of them or none
        return show_plan(project_or_404(project_id, policy.can_act, *queries.NAMED), form, 422)
    for child in planned if form.owner.data else ():
        child.owner_id = db.session.get_one(Person, UUID(form.owner.data)).id
        child.move_to(Stage.PLANNED, current_user.person)
    db.session.flush()
    say_planned(planned)
    return commit(see(".show_replication", project_id=project.id))


def plan_for(project: Project, family: list[Project], place: dict) -> Project | None:
    """A project for one area; what stands against it stands beside the area."""
    area = db.session.get_one(Area, (project.programme_id, UUID(place["area"].data)))
    try:
        return Replication.plan(project, family, area, place["starts_on"].data, current_user.person, place["adapted"].data)
    except NotNow as refused:
        place["area"].errors = [refused.message]
        return None


def say_planned(planned: list[Project]) -> None:
    if len(planned) == 1:
        flash(_("Planned as project number %(number)s. Its numbers begin before its own day of change.", number=planned[0].number))
    else:
        flash(_("Planned for %(count)s areas, each as a project of its own.", count=len(planned)))
