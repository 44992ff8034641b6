"""What of projects and actions belongs before the team, and by what one sees that it works."""

from __future__ import annotations

from sqlalchemy import Select, and_, func, select

from portal import clock
from portal.batches.pausing import rests
from portal.enterprises import life, matters
from portal.enterprises.models import Enterprise
from portal.improvement.models import Action, Project, Stage, Status, Step
from portal.improvement.policy import can_see
from portal.say import _l

OF_ACTION = and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id)


def actions(code: str, enterprise: Enterprise, *terms) -> Select:
    columns = matters.matter(code, title=Action.text, record_id=Action.id, project_id=Action.project_id, on=Action.due_on)
    here = Action.programme_id == enterprise.programme_id, Action.enterprise_id == enterprise.id
    found = select(*columns).join(Project, OF_ACTION).where(*here, Project.stage != Stage.DROPPED, *terms)
    return found.order_by(func.coalesce(Action.due_on, clock.today()), Action.id)


def blocked(enterprise: Enterprise) -> Select:
    return actions("blocked", enterprise, Action.status == Status.BLOCKED)


def overdue(enterprise: Enterprise) -> Select:
    return actions("overdue", enterprise, Action.status == Status.OPEN, Action.due_on < clock.today(), ~rests(Action))


def undecided(enterprise: Enterprise) -> Select:
    """Ideas that nobody has planned or closed."""
    here = Project.programme_id == enterprise.programme_id, Project.enterprise_id == enterprise.id
    columns = matters.matter("idea", title=Project.title, record_id=Project.id, project_id=Project.id)
    return select(*columns).where(*here, Project.stage == Stage.IDEA).order_by(Project.id)


def action_done(of) -> Select:
    return select(Action.done_on).where(*life.same(Action, of), Action.done_on.is_not(None))


def project_moved(of) -> Select:
    moved = and_(Step.programme_id == Project.programme_id, Step.project_id == Project.id)
    return select(Step.at).join(Project, moved).where(*life.same(Project, of))


def action_path(one) -> str:
    return f"/projects/{one.project_id}#action-{one.record_id}"


def init() -> None:
    matters.add(matters.Kind("blocked", _l("Blocked action"), blocked, action_path, can_see))
    matters.add(matters.Kind("overdue", _l("Late action"), overdue, action_path, can_see))
    matters.add(matters.Kind("idea", _l("Idea that waits for a decision"), undecided, lambda one: f"/projects/{one.record_id}", can_see))
    life.add(life.Sign("action", _l("An action was done"), _l("Tick an action"), lambda _id: "/actions", action_done))
    life.add(life.Sign("project", _l("A project moved on"), _l("Move a project on"), lambda _id: "/projects", project_moved))
