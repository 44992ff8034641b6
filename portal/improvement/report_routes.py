"""The door to what hangs on the wall: the A3 of a project and the board of a team, as a page and as a PDF."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.improvement import policy, report_sheets
from portal.improvement.lists import stuck
from portal.improvement.models import Action, Project, Stage, Status
from portal.improvement.open_matters import OF_ACTION
from portal.improvement.paper import Sheet, answer_with
from portal.improvement.project_routes import project_or_404
from portal.improvement.reported import whole
from portal.improvement.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404

ON_THE_WALL = 12  # lines of each half, what is nearest to be done first
RUNNING = (Stage.IN_PROGRESS, Stage.PLANNED, Stage.IMPLEMENTED, Stage.IDEA)  # in the order in which a wall needs them


def reported(project_id: UUID, is_printed: bool) -> tuple[Project, Sheet]:
    """Photos stand on it for those who may open them."""
    project = project_or_404(project_id, policy.can_see, *whole())
    return project, report_sheets.of_project(project, policy.can_comment(current_user, project), is_printed)


@bp.get("/projects/<uuid:project_id>/a3")
@allow(policy.can_see)
def show_a3(project_id):
    project, sheet = reported(project_id, False)
    return render_template("improvement/a3.html", project=project, sheet=sheet, shown=sheet.shown)


@bp.get("/projects/<uuid:project_id>/a3/sheet.pdf")
@allow(policy.can_see)
def print_a3(project_id):
    project, sheet = reported(project_id, True)
    return answer_with(sheet, f"a3-{project.number}")


def hung(enterprise_id: UUID) -> tuple[Enterprise, Sheet]:
    enterprise = find_or_404(Enterprise, enterprise_id, within=visible_enterprises(current_user), may=policy.can_see)
    here = (Project.programme_id == enterprise.programme_id, Project.enterprise_id == enterprise.id)
    turn = case((stuck("blocked", clock.today()), -1), *((Project.stage == stage, at) for at, stage in enumerate(RUNNING)))
    running = select(Project).where(*here, Project.stage.in_(RUNNING)).order_by(turn, Project.number.desc())
    projects = first_of(running.options(joinedload(Project.owner), joinedload(Project.area)))
    mine = (Action.programme_id == enterprise.programme_id, Action.enterprise_id == enterprise.id, Action.status != Status.DONE)
    lives = select(Action).join(Project, OF_ACTION).where(*mine, Project.stage != Stage.DROPPED)
    ordered = lives.options(joinedload(Action.owner)).order_by(Action.due_on.is_(None), Action.due_on, Action.id)
    return enterprise, report_sheets.of_board(enterprise, projects, first_of(ordered))


def first_of(ordered: Select) -> tuple[list, int]:
    """What finds room, and how many there are besides."""
    rows = db.session.execute(ordered.add_columns(func.count().over().label("all")).limit(ON_THE_WALL)).all()
    return [row[0] for row in rows], rows[0].all - len(rows) if rows else 0


@bp.get("/enterprises/<uuid:enterprise_id>/team-board")
@allow(policy.can_see)
def show_team_board(enterprise_id):
    enterprise, sheet = hung(enterprise_id)
    return render_template("improvement/team_board.html", enterprise=enterprise, sheet=sheet, shown=sheet.shown)


@bp.get("/enterprises/<uuid:enterprise_id>/team-board/sheet.pdf")
@allow(policy.can_see)
def print_team_board(enterprise_id):
    _enterprise, sheet = hung(enterprise_id)
    return answer_with(sheet, "team-board")
