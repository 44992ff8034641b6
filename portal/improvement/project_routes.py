"""The door to one project: its page, its words, its stages, its end."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from portal.improvement import modules, origins, policy, queries
from portal.improvement.forms import ActionForm, ClosureForm, CommentForm, ProjectForm, StageForm, clash
from portal.improvement.lists import Filters
from portal.improvement.models import DONE, PhotoKind, Project, Stage
from portal.improvement.photo_forms import PhotoForm
from portal.improvement.photos import pairs
from portal.improvement.projects import PROMISED, WORDS
from portal.improvement.routes import board_facts, bp
from portal.improvement.timeline import timeline
from portal.measures.standing import missing_for_use
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.forms import Form
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit


def project_or_404(project_id: UUID, may, *options) -> Project:
    within = policy.visible_projects(current_user).options(*(options or queries.shown()))
    return find_or_404(Project, project_id, within=within, may=may)


def show_project(project: Project, sent: Form | None = None, status: int = 200):
    """The page of a project; the form that was sent stands there as it was typed, the others empty."""
    facts = page_facts(project, sent)
    return render_template("improvement/show.html", project=project, sent=sent, **facts), status


def page_facts(project: Project, sent: Form | None = None) -> dict:
    def form_of(kind):
        return sent if isinstance(sent, kind) else kind.fresh()

    may_act, told = policy.can_act(current_user, project), queries.told_of(project)
    may_comment = policy.can_comment(current_user, project)
    team = queries.team_rows((project.programme_id, project.enterprise_id)) if may_comment else []
    return {
        "may_act": may_act,
        "may_comment": may_comment,
        "mentions": ", ".join(f"@{inside(own(one))}" for one in team),
        "origin": origins.of(project),
        "may_see_photos": may_comment,
        "may_take_away": policy.can_take_away(current_user, project),
        "verified_at": next((row.at for row in told if row.what == "step" and row.to_stage is Stage.VERIFIED), None),
        **next_step(project),
        "hands": hands_of(project, told, team),
        "happened": timeline(project, [row for row in told if row.what == "step"]),
        "comments": [row for row in reversed(told) if row.what == "comment"],
        "stage_form": form_of(StageForm).of(project.stage.onward if project.stage is not Stage.DROPPED else None),
        "closure_form": form_of(ClosureForm),
        "comment_form": form_of(CommentForm),
        "action_form": form_of(ActionForm).offer(queries.named(team) if may_act else []),
        "pairs": pairs(project.photos),
        "photo_forms": {kind: photo_form(kind, project, sent) for kind in PhotoKind},
        "wrong": place_of(project, sent) if isinstance(sent, PhotoForm) else None,
    }


def hands_of(project: Project, told: list, team: list) -> dict:
    """Who decided it, as they were then, and who carries it out, as they are in the team today."""
    decided = next((row for row in reversed(told) if row.what == "step" and row.from_stage and row.from_stage is Stage.IDEA), None)
    doers = {project.owner_id, *(person for one in project.actions for person in (one.owner_id, one.done_by_id))}
    return {"decided": decided, "doers": [one for one in team if one.id in doers]}


def photo_form(kind: PhotoKind, project: Project, sent: Form | None) -> PhotoForm:
    """One for each empty place, and the whole one."""
    if isinstance(sent, PhotoForm) and place_of(project, sent) == kind:
        return sent.at(kind)
    form = PhotoForm.fresh()
    if form.was_kept:
        return form.at(kind) if place_of(project, form) == kind else form.emptied().of(kind)
    return form.of(kind)


def place_of(project: Project, sent: PhotoForm) -> PhotoKind:
    """Where a refused form comes back: in the whole one, where its place is taken or holds less than was typed."""
    is_free = sent.kind.data not in [photo.kind for photo in project.photos]
    short = (PhotoKind.BEFORE, PhotoKind.AFTER)
    return PhotoKind(sent.kind.data) if sent.kind.data in short and is_free and not sent.caption.data else PhotoKind.OTHER


def next_step(project: Project) -> dict:
    """Where it can go from here, what that still needs, and whether this person may."""
    onward, back = (None, None) if project.stage is Stage.DROPPED else (project.stage.onward, project.stage.back)
    return {
        "onward": onward,
        "may_override": bool(onward) and onward is not Stage.VERIFIED and policy.can_override(current_user, project),
        "back": back if back and policy.may_move(current_user, project, back) else None,
        "may_go_on": bool(onward) and policy.may_move(current_user, project, onward),
        "unmeasured": onward is Stage.IMPLEMENTED and missing_for_use(project.programme_id, project.id, project.is_measured),
        "unshown": onward is Stage.STANDARDISED and not project.shows_how(),
        "missing": project.missing_for(onward, current_user.person, note="…") if onward else None,
    }


@bp.get("/projects/<uuid:project_id>")
@allow(policy.can_see)
def show(project_id):
    return show_project(project_or_404(project_id, policy.can_see))


@bp.get("/projects/<uuid:project_id>/edit")
@allow(policy.can_act)
def edit(project_id):
    project = project_or_404(project_id, policy.can_act, *queries.NAMED)
    return edit_page(project, project_form(project).fill(version=project.version, **words_of(project)))


def edit_page(project: Project, form: ProjectForm, status: int = 200, both=None):
    currency = queries.currency_of(project)
    return render_template("improvement/edit.html", form=form, project=project, clash=both, currency=currency), status


def project_form(project: Project) -> ProjectForm:
    here = project.programme_id, project.enterprise_id
    form = ProjectForm().offer(
        queries.with_this(queries.team_of(here), project.owner),
        queries.with_this(queries.areas_of(here), project.area),
        modules.offered(project.programme_id, kept=project.module_code),
    )
    return form.keep_promise() if project.stage in DONE else form


def words_of(project: Project) -> dict:
    """What the form shows of a project."""
    ids = {"owner": project.owner_id, "area": project.area_id}
    words = {name: getattr(project, name) for name in WORDS if not (project.stage in DONE and name in PROMISED)}
    return {**words, "module": project.module_code, **{name: str(value) if value else None for name, value in ids.items()}}


@bp.post("/projects/<uuid:project_id>")
@allow(policy.can_act)
def update(project_id):
    project = project_or_404(project_id, policy.can_act, *queries.NAMED)
    form = project_form(project)
    if not form.validate():
        return edit_page(project, form, 422)
    if form.version.data != project.version:
        return ask_again(project, form)
    words = form.values
    owner_id, area_id = words.pop("owner"), words.pop("area")
    ids = {"owner_id": owner_id and UUID(owner_id), "area_id": area_id and UUID(area_id)}
    project.edit(**ids, module_code=words.pop("module"), **words)
    flash(_("Your changes are saved."))
    return commit(see(".show", project_id=project.id))


def ask_again(project: Project, form: ProjectForm):
    """Somebody saved in between: both texts side by side, and the form as it was typed, now on the newest state."""
    both = clash(form, words_of(project))
    form["version"].data = project.version
    return edit_page(project, form, 409, both)


@bp.post("/projects/<uuid:project_id>/stage")
@allow(policy.can_move)
def update_stage(project_id):
    project = project_or_404(project_id, policy.can_move)
    form = StageForm()
    if not form.validate():
        return show_project(project, form, 422)
    to = Stage(form.to.data)
    because = form.because.data if policy.can_override(current_user, project) else None
    if not (because or policy.may_move(current_user, project, to)):
        abort(403)
    if to is Stage.STANDARDISED and to is project.stage.onward and not (because or form.note.data or project.shows_how()):
        form.note.errors = [_("Show the new way: a photo from after, or a few words here.")]
        return show_project(project, form, 422)
    project.move_to(to, current_user.person, note=form.note.data, result=form.result.data, because=because)
    return commit(where_it_was_moved(project))


def where_it_was_moved(project: Project):
    """Back to the board as it was filtered, or to the project's own page."""
    back = urlsplit(request.form.get("back", ""))
    query = dict(parse_qsl(back.query))
    if fragment_wanted():
        say = _("“%(title)s” now stands at its new stage.", title=inside(project.title))
        return fragment("improvement/_board.html", say=say, **board_facts(Filters.of(query)))
    if back.path == "/projects":
        return see(".index", anchor=f"p-{project.id}", **query)
    return see(".show", anchor="stages", project_id=project.id)


@bp.post("/projects/<uuid:project_id>/closure")
@allow(policy.can_act)
def create_closure(project_id):
    project = project_or_404(project_id, policy.can_act)
    form = ClosureForm()
    if not form.validate():
        return show_project(project, form, 422)
    project.drop(current_user.person, form.lesson.data or "")
    flash(_("Closed. What you learned stays here for everybody."))
    return commit(see(".show", project_id=project.id))


@bp.post("/projects/<uuid:project_id>/reopening")
@allow(policy.can_act)
def create_reopening(project_id):
    project = project_or_404(project_id, policy.can_act)
    project.reopen(current_user.person)
    return commit(see(".show", anchor="stages", project_id=project.id))
