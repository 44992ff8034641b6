"""The door to the defect tally: large buttons, one tap each, and the Pareto that comes of them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from portal.errors import NotNow
from portal.improvement import cause_sheets, policy
from portal.improvement.cause_forms import DefectKindForm
from portal.improvement.cause_routes import named
from portal.improvement.defects import DefectKind, tally_of
from portal.improvement.models import Project
from portal.improvement.paper import answer_with
from portal.improvement.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit


@bp.get("/projects/<uuid:project_id>/defects")
@allow(policy.can_see)
def show_defects(project_id):
    return defects_page(named(project_id, policy.can_see), DefectKindForm())


def defects_page(project: Project, form: DefectKindForm, status: int = 200):
    tally = tally_of(project)
    sheet = cause_sheets.of_defects(project, tally)
    facts = {"sheet": sheet, "shown": sheet.shown, "may_act": policy.can_act(current_user, project)}
    return render_template("improvement/defects.html", project=project, tally=tally, form=form, **facts), status


@bp.get("/projects/<uuid:project_id>/defects/sheet.pdf")
@allow(policy.can_see)
def print_defects(project_id):
    project = named(project_id, policy.can_see)
    return answer_with(cause_sheets.of_defects(project, tally_of(project)), f"pareto-{project.number}")


@bp.post("/projects/<uuid:project_id>/defect-kinds")
@allow(policy.can_act)
def create_defect_kind(project_id):
    project, form = named(project_id, policy.can_act), DefectKindForm()
    if not form.validate():
        return defects_page(project, form, 422)
    try:
        DefectKind.name_for(project, form.name.data or "", current_user.person)
    except NotNow as refused:
        if form.takes(refused):
            return defects_page(project, form, 422)
        raise
    flash(_("There is a button for it now."))
    return commit(see(".show_defects", project_id=project.id))


def found_kind(defect_kind_id: UUID) -> DefectKind:
    return find_or_404(DefectKind, defect_kind_id, within=policy.visible_defect_kinds(current_user), may=policy.can_act)


@bp.post("/defect-kinds/<uuid:defect_kind_id>/defects")
@allow(policy.can_act)
def create_defect(defect_kind_id):
    kind = found_kind(defect_kind_id)
    kind.tap(current_user.person)
    return counted(kind, _("Counted: %(name)s", name=inside(kind.name)))


@bp.post("/defect-kinds/<uuid:defect_kind_id>/taking-back")
@allow(policy.can_act)
def create_taking_back(defect_kind_id):
    kind = found_kind(defect_kind_id)
    kind.take_back()
    return counted(kind, _("Taken back: %(name)s", name=inside(kind.name)))


def counted(kind: DefectKind, say: str):
    """With scripts the buttons alone come back; without them the page, at the same button."""
    if fragment_wanted():
        project = kind.project
        return commit(fragment("improvement/_tally.html", say=say, project=project, tally=tally_of(project), may_act=True))
    return commit(see(".show_defects", project_id=kind.project_id, anchor=f"kind-{kind.id}"))
