"""The door to what other factories share: a list, and taking one of them up."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import and_, select

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.errors import NotNow
from portal.improvement import policy, queries
from portal.improvement.models import Project, Stage
from portal.improvement.replication_forms import UptakeForm
from portal.improvement.routes import bp, chosen
from portal.improvement.uptakes import Uptake, visible_shared
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.paging import cut, last_seen, page_after
from portal.web.replay import commit

OWN = _l("This improvement is your own factory’s. Plan it for another area instead, under “In other areas”.")


@bp.get("/projects/shared")
@allow(policy.can_log)
def index_shared():
    its_factory = and_(Enterprise.programme_id == Project.programme_id, Enterprise.id == Project.enterprise_id)
    asked = visible_shared(current_user).join(Enterprise, its_factory).with_only_columns(Project.id, Project.title, Project.idea)
    asked = asked.add_columns(Enterprise.name, Enterprise.name_ur, Enterprise.city)
    rows, after = cut(db.session.execute(page_after(asked, Project.title, Project.id, last_seen())).all())
    return render_template("improvement/shared.html", rows=rows, after=after)


def shared_or_404(project_id: UUID) -> tuple[Project, Enterprise]:
    """It, and whose it is. One's own is one's own, and not taken up."""
    if db.session.scalar(policy.visible_projects(current_user).where(Project.id == project_id)):
        raise NotNow(OWN, url_for(".show_replication", project_id=project_id))
    found = find_or_404(Project, project_id, within=visible_shared(current_user))
    return found, db.session.get_one(Enterprise, (found.programme_id, found.enterprise_id))


def uptake_form(origin: Project) -> UptakeForm:
    found = [place for place in queries.workplaces(current_user) if place.programme_id == origin.programme_id]
    places = [(place.programme_id, place.id) for place in found]
    return UptakeForm().offer(queries.named(found), queries.areas_of(*places), queries.team_of(*places))


def show_form(origin: Project, factory: Enterprise, form: UptakeForm, status: int = 200):
    return render_template("improvement/new_uptake.html", origin=origin, factory=factory, form=form), status


@bp.get("/projects/<uuid:project_id>/uptake/new")
@allow(policy.can_log)
def new_uptake(project_id):
    origin, factory = shared_or_404(project_id)
    return show_form(origin, factory, uptake_form(origin))


@bp.post("/projects/<uuid:project_id>/uptake")
@allow(policy.can_log)
def create_uptake(project_id):
    origin, factory = shared_or_404(project_id)
    form = uptake_form(origin)
    if not form.validate() or form.starts_on.data is None:
        return show_form(origin, factory, form, 422)
    enterprise = db.session.scalars(policy.workplace(current_user, UUID(form.enterprise.data))).one()
    area = chosen(select(Area).where(Area.programme_id == enterprise.programme_id), Area.id, form.area.data)
    if area and area.enterprise_id != enterprise.id:
        form.area.errors = [_("This place belongs to another factory. Choose one of the factory above.")]
        return show_form(origin, factory, form, 422)
    child = Uptake.take(origin, enterprise, current_user.person, form.problem.data or "", form.starts_on.data, area, form.adapted.data)
    if owner := chosen(select(Person), Person.id, form.owner.data):
        child.owner_id = owner.id
        child.move_to(Stage.PLANNED, current_user.person)
    flash(_("Taken up as project number %(number)s. What is counted here is yours to say.", number=child.number))
    return commit(see(".show", project_id=child.id))
