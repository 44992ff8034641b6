"""The door to improvements: board, list, and writing one down."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Area
from portal.errors import NotNow, answer_not_now
from portal.files.forms import Photo as PhotoField
from portal.files.models import StoredFile
from portal.improvement import drawing, lists, modules, policy, queries
from portal.improvement.forms import LogForm
from portal.improvement.lists import Filters
from portal.improvement.models import PhotoKind, Project
from portal.improvement.views import views_of
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.replay import commit

bp = Blueprint("improvement", __name__)


@bp.errorhandler(NotNow)
def lead_back(error: NotNow):
    """Out of a "not now" to the project or action that it is about."""
    for name, path in (("project_id", "/projects/{}"), ("action_id", "/actions/{}/edit"), ("photo_id", "/photos/{}")):
        if record_id := (request.view_args or {}).get(name):
            error.way_out = error.way_out or path.format(record_id)
    return answer_not_now(error)


@bp.get("/projects")
@allow(policy.can_see)
def index():
    asked = Filters.of(request.args)
    factories, areas = lists.places(current_user)
    facts = {"factories": factories, "areas": areas, "can_log": policy.can_log(current_user), "kept": views_of(current_user)}
    facts |= {"modules": modules.offered(kept=asked.module or None), "can_move": policy.can_move(current_user)}
    if asked.view == "list":
        rows, after = lists.page(current_user, asked)
        counts = lists.counts(current_user, asked)
        return render_template("improvement/list.html", asked=asked, counts=counts, rows=rows, after=after, drawn=drawing.drawn, **facts)
    return render_template("improvement/board.html", **board_facts(asked, factories), **facts)


def board_facts(asked: Filters, factories: list | None = None) -> dict:
    factories = lists.places(current_user)[0] if factories is None else factories
    place = (factories[0].programme_id, factories[0].id) if len(factories) == 1 else None
    columns = lists.columns(current_user, asked, place)
    cards = {row.enterprise_id: row for cards in columns.values() for row in cards}.values()
    people = {
        "named_in": frozenset(row.enterprise_id for row in cards) if len(cards) > 1 else (),
        "acts_in": frozenset(row.enterprise_id for row in cards if policy.can_act(current_user, row)),
        "verifies_in": frozenset(row.enterprise_id for row in cards if policy.can_verify(current_user, row)),
    }
    counts = lists.counts(current_user, asked)
    board = drawing.board(columns, counts, asked, queries.judged(columns), **people)
    return {"asked": asked, "counts": counts, "columns": columns, "drawn": board}


@bp.get("/projects/new")
@allow(policy.can_log)
def new():
    return render_template("improvement/new.html", form=log_form())


def log_form() -> LogForm:
    """The form, with the factories one works in, their teams, their places and modules to choose from."""
    found = queries.workplaces(current_user) or abort(403)
    places = [(place.programme_id, place.id) for place in found]
    taught = modules.offered(*(place.programme_id for place in found))
    return LogForm().offer(queries.named(found), queries.team_of(*places), queries.areas_of(*places), taught)


@bp.post("/projects")
@allow(policy.can_log)
def create():
    form = log_form()
    db.session.commit()  # nothing is written yet: others may write while the photo is made small
    if not form.validate():
        return render_template("improvement/new.html", form=form), 422
    enterprise = db.session.scalars(policy.workplace(current_user, UUID(form.enterprise.data))).one()
    area = chosen(select(Area).where(Area.programme_id == enterprise.programme_id), Area.id, form.area.data)
    if area and area.enterprise_id != enterprise.id:
        form.area.errors = [_("This place belongs to another factory. Choose one of the factory above.")]
        return render_template("improvement/new.html", form=form), 422
    if not form.photo.fits_into(enterprise):
        return render_template("improvement/new.html", form=form), 507
    project = Project.log(
        enterprise,
        problem=form.problem.data or "",
        idea=form.idea.data,
        expected=form.expected.data,
        by=current_user.person,
        raised_by=chosen(select(Person), Person.id, form.raised_by.data),
        area=area,
        module_code=form.module.data,
    )
    if form.photo.picture:
        add_photo(project, form.photo, PhotoKind.BEFORE)
    db.session.flush()
    flash(_("Saved as number %(number)s. Now say who leads it, or add the first action.", number=project.number))
    return commit(see("improvement.show", project_id=project.id))


def chosen(among, key, record_id: str | None):
    """What a form's choice stands for; the form has seen that it was offered."""
    return db.session.scalar(among.where(key == UUID(record_id))) if record_id else None


def add_photo(project: Project, sent: PhotoField, kind: PhotoKind, **words) -> StoredFile:
    assert sent.picture
    stored = StoredFile.keep(sent.picture, project.programme_id, project.enterprise_id)
    db.session.add(stored)
    db.session.flush()
    project.show_photo(stored.id, kind, current_user.person, sent_digest=sent.digest, **words)
    return stored
