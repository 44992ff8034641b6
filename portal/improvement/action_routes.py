"""The door to actions: adding, ticking, changing, saying what blocks them."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts.models import Person
from portal.database import db
from portal.errors import Clash
from portal.improvement import lists, policy, queries, telling
from portal.improvement.forms import ActionForm, BlockForm, EditActionForm, HandoverForm, StageForm, clash
from portal.improvement.models import Action, Project, Rhythm, Stage
from portal.improvement.project_routes import next_step, show_project
from portal.improvement.routes import bp, chosen
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import elsewhere, fragment, fragment_wanted, see
from portal.web.paging import last_seen
from portal.web.replay import commit
from portal.web.versions import refuse_stale


def action_or_404(action_id: UUID) -> Action:
    return find_or_404(Action, action_id, within=policy.visible_actions(current_user).options(*queries.WITH_OWNER), may=policy.can_act)


@bp.get("/actions")
@allow(policy.can_log)
def index_actions():
    rows, after = lists.my_actions(current_user, last_seen())
    return render_template("improvement/actions.html", rows=rows, after=after)


@bp.post("/projects/<uuid:project_id>/actions")
@allow(policy.can_act)
def create_action(project_id):
    project = queries.to_act_in(current_user, project_id) or abort(404)
    if not policy.can_act(current_user, project):
        abort(403)
    form = ActionForm().offer(queries.team_of((project.programme_id, project.enterprise_id)))
    if not form.validate():
        return show_actions(project, form, sent=form, status=422) if fragment_wanted() else show_project(whole(project), form, 422)
    was_missing = project.missing_for(Stage.PLANNED, current_user.person)
    added = project.add_action(form.text.data or "", chosen(select(Person), Person.id, form.owner.data), form.due_on.data)
    added.come_again(rhythm_of(form))
    db.session.flush()
    telling.action_given(added, project, current_user.person)
    if not fragment_wanted():
        return commit(see(".show", anchor="actions", project_id=project.id))
    body, status = show_actions(project, form.emptied(), say=_("The action is added."))
    if was_missing and project.stage is Stage.IDEA:  # what it still needs has changed
        facts = {"sent": None, "may_act": True, "stage_form": StageForm.fresh(), **next_step(project)}
        body += render_template("improvement/_stages.html", beside=True, project=project, **facts)
    return commit((body, status))


def rhythm_of(form: ActionForm) -> Rhythm | None:
    return Rhythm(form.rhythm.data) if form.rhythm.data else None


def whole(project: Project) -> Project:
    """What the page of a project tells, where only its actions were read."""
    told = policy.visible_projects(current_user).options(*queries.shown()).execution_options(populate_existing=True)
    return find_or_404(Project, project.id, within=told)


def show_actions(project, form, sent=None, status: int = 200, say: str | None = None):
    return fragment("improvement/_actions.html", status, say, project=project, action_form=form, sent=sent, may_act=True, adds=True)


@bp.get("/actions/<uuid:action_id>/edit")
@allow(policy.can_act)
def edit_action(action_id):
    action = action_or_404(action_id)
    form = action_form(action).fill(version=action.version, **words_of(action))
    return edit_page(action, form, BlockForm())


def action_form(action: Action) -> EditActionForm:
    team = queries.team_of((action.programme_id, action.enterprise_id))
    return EditActionForm().offer(queries.with_this(team, action.owner))


def words_of(action: Action) -> dict:
    ids = {"owner": str(action.owner_id) if action.owner_id else None, "rhythm": action.rhythm and action.rhythm.value}
    return {"text": action.text, "due_on": action.due_on, **ids}


def edit_page(action: Action, form, block_form, status: int = 200, both: Clash | None = None, handing: HandoverForm | None = None):
    facts = {"block_form": block_form, "handover_form": handing or handover_form(action, HandoverForm.fresh(version=action.version))}
    return render_template("improvement/edit_action.html", action=action, form=form, clash=both, **facts), status


def handover_form(action: Action, form: HandoverForm) -> HandoverForm:
    return form.offer(queries.team_of((action.programme_id, action.enterprise_id)), action.owner_id)


@bp.post("/actions/<uuid:action_id>")
@allow(policy.can_act)
def update_action(action_id):
    action = action_or_404(action_id)
    form = action_form(action)
    if not form.validate():
        return edit_page(action, form, BlockForm.fresh(), 422)
    if form.version.data != action.version:
        both = clash(form, words_of(action))
        form["version"].data = action.version
        return edit_page(action, form, BlockForm.fresh(), 409, both)
    before, owner = action.owner_id, chosen(select(Person), Person.id, form.owner.data)
    action.edit(form.text.data or "", form.due_on.data)
    action.come_again(rhythm_of(form))
    if before != (owner and owner.id):
        action.hand_over(owner, current_user.person)
    telling.action_given(action, action.project, current_user.person, before)
    return commit(see(".show", anchor=f"action-{action.id}", project_id=action.project_id))


@bp.post("/actions/<uuid:action_id>/completion")
@allow(policy.can_act)
def create_completion(action_id):
    action = action_or_404(action_id)
    following = None
    if not action.is_done:  # ticked twice is ticked
        following = action.finish(current_user.person)
        telling.action_settled(action)
    if following is not None:
        return commit(show_following(action, following))
    return commit(show_action(action, _("Done: %(action)s", action=inside(action.text))))


def show_following(action: Action, following: Action):
    """A row more than the tick asked for: the whole list comes back."""
    db.session.flush()
    say = _("Done. The next one is due on %(day)s.", day=format_date(following.due_on, "d MMMM y"))
    if not fragment_wanted() or request.form.get("back") == "/actions":
        flash(say)
        return (
            see(".index_actions")
            if request.form.get("back") == "/actions"
            else see(".show", anchor="actions", project_id=action.project_id)
        )
    project = queries.to_act_in(current_user, action.project_id) or abort(404)
    db.session.refresh(project, ["actions"])
    form = ActionForm.fresh().offer(queries.team_of((action.programme_id, action.enterprise_id)))
    return elsewhere("#actions", *show_actions(project, form, say=say))


@bp.post("/actions/<uuid:action_id>/handover")
@allow(policy.can_act)
def create_handover(action_id):
    action = action_or_404(action_id)
    form = handover_form(action, HandoverForm())
    if not form.validate():
        return edit_page(action, shown_form(action), BlockForm.fresh(), 422, handing=form)
    refuse_stale(form, action.version, {"taker": action.owner_id}, f"/actions/{action.id}/edit")
    before, taker = action.owner_id, db.session.scalars(select(Person).where(Person.id == UUID(form.taker.data))).one()
    action.hand_over(taker, current_user.person, form.note.data)
    telling.action_handed(action, current_user.person, taker, before, form.note.data)
    flash(_("Handed over to %(person)s.", person=inside(own(taker))))
    return commit(see(".show", anchor=f"action-{action.id}", project_id=action.project_id))


@bp.post("/actions/<uuid:action_id>/reopening")
@allow(policy.can_act)
def reopen_action(action_id):
    action = action_or_404(action_id)
    if action.is_done:
        action.reopen()
    return commit(show_action(action, _("Open again: %(action)s", action=inside(action.text))))


def show_action(action: Action, say: str):
    is_mine = request.form.get("back") == "/actions"
    if fragment_wanted():
        title = action.project.title if is_mine else None
        return fragment("improvement/_action.html", say=say, action=action, may_act=True, title=title)
    if is_mine:
        return see(".index_actions")
    return see(".show", anchor="actions", project_id=action.project_id)


@bp.post("/actions/<uuid:action_id>/blocking")
@allow(policy.can_act)
def create_blocking(action_id):
    action = action_or_404(action_id)
    form = BlockForm()
    if not form.validate():
        return edit_page(action, shown_form(action), form, 422)
    action.block(form.reason.data or "")
    telling.action_blocked(action, current_user.person)
    return commit(see(".show", anchor=f"action-{action.id}", project_id=action.project_id))


def shown_form(action: Action) -> EditActionForm:
    form = EditActionForm.fresh().offer(queries.with_this(queries.team_of((action.programme_id, action.enterprise_id)), action.owner))
    for name, value in {"version": action.version, **words_of(action)}.items():
        form[name].data = value
    return form


@bp.post("/actions/<uuid:action_id>/unblocking")
@allow(policy.can_act)
def create_unblocking(action_id):
    action = action_or_404(action_id)
    action.unblock()
    return commit(see(".show", anchor=f"action-{action.id}", project_id=action.project_id))
