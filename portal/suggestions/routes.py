"""The team's door to the box: what waits, what was answered, and what becomes of each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow, answer_not_now, page
from portal.files.kinds import Refused
from portal.files.models import StoredFile
from portal.files.pictures import with_small
from portal.files.removals import Reason, forget, take_from
from portal.files.routes import IS_MISSING, sent
from portal.files.storage import shelf
from portal.improvement.models import PhotoKind, Project
from portal.improvement.queries import team_of
from portal.suggestions import policy, queries, words
from portal.suggestions.forms import HideForm, ProjectForm, ReplyForm
from portal.suggestions.models import Decision, State, Suggestion
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.paging import last_seen
from portal.web.replay import commit
from portal.web.versions import refuse_stale

bp = Blueprint("suggestions", __name__)


@bp.errorhandler(NotNow)
def lead_back(error: NotNow):
    if suggestion_id := (request.view_args or {}).get("suggestion_id"):
        error.way_out = error.way_out or f"/suggestions/{suggestion_id}"
    return answer_not_now(error)


@bp.get("/suggestions")
@allow(policy.can_triage)
def index():
    asked = request.args.get("state", "")
    state = State(asked) if asked in set(State) else State.WAITING
    rows, after = queries.page_of(current_user, state, last_seen())
    return render_template(
        "suggestions/index.html",
        rows=rows,
        after=after,
        state=state,
        counts=queries.counts(current_user),
        states=words.STATES,
        decisions=words.DECISIONS,
    )


def found(suggestion_id: UUID) -> Suggestion:
    within = policy.visible_suggestions(current_user).options(*queries.SHOWN)
    return find_or_404(Suggestion, suggestion_id, within=within, may=policy.can_triage)


@bp.get("/suggestions/<uuid:suggestion_id>")
@allow(policy.can_triage)
def show(suggestion_id):
    return show_suggestion(found(suggestion_id))


def show_suggestion(suggestion: Suggestion, wrong=None, status: int = 200):
    """The three ways on, each a form; the one that was sent keeps what was typed."""

    def form(kind, **facts):
        return wrong if isinstance(wrong, kind) else filled(kind.fresh(), version=suggestion.version, **facts)

    forms = {
        "reply": form(ReplyForm, decision=suggestion.decision and suggestion.decision.value, answer=suggestion.answer),
        "project_form": form(ProjectForm).offer(team_of((suggestion.programme_id, suggestion.enterprise_id))),
        "hide": form(HideForm),
    }
    return render_template("suggestions/show.html", one=suggestion, states=words.STATES, decisions=words.DECISIONS, **forms), status


def filled(form: Any, **values) -> Any:
    """With what stands now, unless what was typed earlier has come back."""
    for name, value in values.items():
        form[name].data = form[name].data if form.was_kept else value
    return form


def fresh(form, suggestion: Suggestion) -> bool:
    """Whether it can go on: well formed, and about what stands there now."""
    if not form.validate():
        return False
    refuse_stale(form, suggestion.version, {}, url_for(".show", suggestion_id=suggestion.id))
    return True


@bp.post("/suggestions/<uuid:suggestion_id>/answer")
@allow(policy.can_triage)
def create_answer(suggestion_id):
    suggestion = found(suggestion_id)
    if not fresh(form := ReplyForm(), suggestion):
        return show_suggestion(suggestion, form, 422)
    suggestion.reply(current_user.person, Decision(form.decision.data), form.answer.data or "")
    flash(_("Answered. Whoever wrote it reads this with the code on their slip."))
    return commit(see(".show", suggestion_id=suggestion.id))


@bp.post("/suggestions/<uuid:suggestion_id>/project")
@allow(policy.can_triage)
def create_project(suggestion_id):
    suggestion = found(suggestion_id)
    form = ProjectForm().offer(team_of((suggestion.programme_id, suggestion.enterprise_id)))
    if not fresh(form, suggestion):
        return show_suggestion(suggestion, form, 422)
    raiser = db.session.get(Person, UUID(form.raised_by.data)) if form.raised_by.data else None
    project = project_of(suggestion, raiser)
    suggestion.become(project, current_user.person)
    flash(_("It is project number %(number)s now, and keeps where it came from.", number=project.number))
    return commit(see("improvement.show", project_id=project.id))


def project_of(suggestion: Suggestion, raiser: Person | None) -> Project:
    enterprise = db.session.get_one(Enterprise, (suggestion.programme_id, suggestion.enterprise_id))
    problem = suggestion.text or _("As the photo or the voice note of the suggestion says.")
    project = Project.log(enterprise, problem, by=current_user.person, raised_by=raiser, area=suggestion.area)
    if raiser is None:
        project.came_unnamed()
    db.session.flush()
    if suggestion.photo_digest:
        bring_photo(suggestion.photo_digest, project)
    return project


def bring_photo(digest: str, project: Project) -> None:
    """The same bytes, so that what is covered or taken away there is so here; as long as nobody says who is in it, it stays inside."""
    try:
        picture = with_small(b"".join(shelf().open(digest)))
    except (Refused, FileNotFoundError):
        return  # the suggestion says so itself
    stored = StoredFile.keep(picture, project.programme_id, project.enterprise_id)
    db.session.add(stored)
    db.session.flush()
    project.show_photo(stored.id, PhotoKind.BEFORE, current_user.person, caption=_("From the suggestion box"))


@bp.post("/suggestions/<uuid:suggestion_id>/hiding")
@allow(policy.can_triage)
def create_hiding(suggestion_id):
    suggestion = found(suggestion_id)
    if not fresh(form := HideForm(), suggestion):
        return show_suggestion(suggestion, form, 422)
    suggestion.hide(current_user.person, form.reason.data or "")
    old = set()
    if along := suggestion.photos_of_project():
        old = take_from(along, suggestion.photo_digest or "", current_user.person.id, Reason.OTHER, form.reason.data)
    flash(_("Hidden. Nobody reads it any more; that you hid it, and why, is kept."))
    answer = commit(see(".index"))
    forget(old)
    return answer


@bp.post("/suggestions/<uuid:suggestion_id>/release")
@allow(policy.can_triage)
def create_release(suggestion_id):
    suggestion = found(suggestion_id)
    suggestion.release(current_user.person)
    return commit(see(".show", suggestion_id=suggestion.id))


@bp.get("/suggestions/<uuid:suggestion_id>/photo")
@allow(policy.can_triage)
def show_photo(suggestion_id):
    suggestion = found(suggestion_id)
    return opened(suggestion, suggestion.photo_digest, "image/jpeg")


@bp.get("/suggestions/<uuid:suggestion_id>/voice")
@allow(policy.can_triage)
def show_voice(suggestion_id):
    suggestion = found(suggestion_id)
    return opened(suggestion, suggestion.voice_digest, suggestion.voice_kind or "")


def opened(suggestion: Suggestion, digest: str | None, kind: str):
    """What is hidden is shown to nobody."""
    if digest is None or suggestion.state is State.HIDDEN:
        abort(404)
    told = SimpleNamespace(kind=kind, is_picture=kind.startswith("image/"), name="voice", id=suggestion.id)
    try:
        return sent(told, digest)  # pyright: ignore[reportArgumentType] – it has what is asked of a stored file
    except FileNotFoundError:
        return page(404, message=IS_MISSING)
