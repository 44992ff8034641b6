"""The door to root causes: the overview of a project, its chain of whys, its fishbone; each as a page and as paper."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, request
from flask_babel import gettext as _

from portal.improvement import cause_sheets, policy, queries
from portal.improvement.cause_forms import CauseForm, WhyForm
from portal.improvement.cause_words import BONES
from portal.improvement.causes import Bone, Cause, causes_of
from portal.improvement.defects import tally_of
from portal.improvement.models import Project
from portal.improvement.paper import answer_with
from portal.improvement.project_routes import project_or_404
from portal.improvement.routes import bp
from portal.improvement.whys import Why, chain_of
from portal.web.access import Rule, allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit


def named(project_id: UUID, may: Rule) -> Project:
    return project_or_404(project_id, may, *queries.NAMED)


@bp.get("/projects/<uuid:project_id>/root-causes")
@allow(policy.can_see)
def show_root_causes(project_id):
    project = named(project_id, policy.can_see)
    facts = {"project": project, "chain": chain_of(project), "causes": causes_of(project), "tally": tally_of(project)}
    if fragment_wanted():
        return fragment("improvement/_root_causes.html", **facts)
    return render_template("improvement/root_causes.html", **facts)


@bp.get("/projects/<uuid:project_id>/whys")
@allow(policy.can_see)
def show_whys(project_id):
    return whys_page(named(project_id, policy.can_see), WhyForm())


def whys_page(project: Project, form: WhyForm, status: int = 200):
    chain = chain_of(project)
    sheet = cause_sheets.of_whys(project, chain)
    facts = {"sheet": sheet, "shown": sheet.shown, "may_act": policy.can_act(current_user, project)}
    return render_template("improvement/whys.html", project=project, chain=chain, form=form, **facts), status


@bp.get("/projects/<uuid:project_id>/whys/sheet.pdf")
@allow(policy.can_see)
def print_whys(project_id):
    project = named(project_id, policy.can_see)
    return answer_with(cause_sheets.of_whys(project, chain_of(project)), f"whys-{project.number}")


@bp.post("/projects/<uuid:project_id>/whys")
@allow(policy.can_act)
def create_why(project_id):
    project, form = named(project_id, policy.can_act), WhyForm()
    if not form.validate():
        return whys_page(project, form, 422)
    Why.answer(project, form.text.data or "", current_user.person, form.evidence.data)
    flash(_("The answer stands in the chain. Now ask why that is so."))
    return commit(see(".show_whys", project_id=project.id, anchor="next"))


@bp.post("/whys/<uuid:why_id>/withdrawal")
@allow(policy.can_act)
def create_why_withdrawal(why_id):
    why = find_or_404(Why, why_id, within=policy.visible_whys(current_user), may=policy.can_act)
    why.withdraw()
    flash(_("The last answer is taken off. The history keeps it."))
    return commit(see(".show_whys", project_id=why.project_id, anchor="next"))


@bp.get("/projects/<uuid:project_id>/causes")
@allow(policy.can_see)
def show_causes(project_id):
    return causes_page(named(project_id, policy.can_see), CauseForm().on(request.args.get("bone", "")))


def causes_page(project: Project, form: CauseForm, status: int = 200):
    causes = causes_of(project)
    sheet = cause_sheets.of_causes(project, causes)
    facts = {"sheet": sheet, "shown": sheet.shown, "bones": BONES, "may_act": policy.can_act(current_user, project)}
    return render_template("improvement/causes.html", project=project, causes=causes, form=form, **facts), status


@bp.get("/projects/<uuid:project_id>/causes/sheet.pdf")
@allow(policy.can_see)
def print_causes(project_id):
    project = named(project_id, policy.can_see)
    return answer_with(cause_sheets.of_causes(project, causes_of(project)), f"fishbone-{project.number}")


@bp.post("/projects/<uuid:project_id>/causes")
@allow(policy.can_act)
def create_cause(project_id):
    project, form = named(project_id, policy.can_act), CauseForm()
    if not form.validate():
        return causes_page(project, form, 422)
    made = Cause.suspect(project, Bone(form.bone.data), form.text.data or "", current_user.person)
    flash(_("It stands on the fishbone."))
    return commit(see(".show_causes", project_id=project.id, bone=made.bone.value, anchor="next"))


@bp.post("/causes/<uuid:cause_id>/withdrawal")
@allow(policy.can_act)
def create_cause_withdrawal(cause_id):
    cause = find_or_404(Cause, cause_id, within=policy.visible_causes(current_user), may=policy.can_act)
    cause.withdraw()
    flash(_("The cause is taken off. The history keeps it."))
    return commit(see(".show_causes", project_id=cause.project_id))
