"""Several projects at once: each one stage on, or all of them to another leader. What cannot go says why, and the others go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import selectinload, with_expression

from portal.accounts.models import Person, User
from portal.database import db
from portal.errors import NotNow
from portal.improvement import policy
from portal.improvement.models import Project, Stage
from portal.improvement.queries import NAMED
from portal.improvement.replications import is_carried_on
from portal.measures.standing import is_answered
from portal.say import _l
from portal.web.asking import as_id

MOST = 60
NOT_YOURS = _l("Another eye is needed: a manager, the trainer or the programme’s people move it on.")
MOVED = _l("Somebody moved it just now. Look at it once more.")


@dataclass(frozen=True)
class Chosen:
    """A project, the stage in which it was chosen, and why it cannot go on (none: it can)."""

    project: Project
    seen: Stage
    refusal: Any

    @property
    def value(self) -> str:
        return f"{self.project.id}.{self.seen.value}"


def chosen_of(user: User, values: Iterable[str]) -> list[Chosen]:
    """In the order of the newest; what is out of reach is not there. `values`: an id, and behind a dot the stage that was seen."""
    asked = {
        found: stage for value in list(values)[:MOST] if (found := as_id(value.partition(".")[0])) for stage in [value.partition(".")[2]]
    }
    answered = with_expression(Project.is_measured, is_answered(Project.programme_id, Project.id))
    carried = with_expression(Project.is_replicated, is_carried_on(Project.programme_id, Project.id))
    among = policy.visible_projects(user).where(Project.id.in_(asked)).options(*NAMED, selectinload(Project.actions), answered, carried)
    found = db.session.scalars(among.order_by(Project.logged_at.desc(), Project.id.desc())).unique().all()
    return [chosen(user, project, asked[project.id]) for project in found]


def chosen(user: User, project: Project, seen: str) -> Chosen:
    stage = next((one for one in Stage if one == seen), project.stage)
    return Chosen(project, stage, refusal_of(user, project, stage))


def refusal_of(user: User, project: Project, seen: Stage):
    onward = None if project.stage is Stage.DROPPED else project.stage.onward
    if seen is not project.stage:
        return MOVED
    if onward is None:
        return _l("It is closed, or has come all the way.")
    if not policy.may_move(user, project, onward):
        return NOT_YOURS
    return project.missing_for(onward, user.person, note="…")


def move_on(user: User, many: list[Chosen]) -> list[tuple[Chosen, Any]]:
    """What was done with each: none, or why it stayed."""
    return [(one, one.refusal or tried(lambda one=one: go(one.project, user.person))) for one in many]


def go(project: Project, by: Person) -> None:
    assert project.stage.onward
    project.move_to(project.stage.onward, by)


def hand_over(user: User, many: list[Chosen], leader: Person, tell: Callable[[Project], object]) -> list[tuple[Chosen, Any]]:
    return [(one, handed(user, one.project, leader, tell)) for one in many]


def handed(user: User, project: Project, leader: Person, tell: Callable[[Project], object]):
    if not policy.can_act(user, project):
        return NOT_YOURS
    if project.owner_id != leader.id:
        project.owner_id = leader.id
        tell(project)
    return None


def tried(deed: Callable[[], None]):
    try:
        deed()
    except NotNow as refused:
        return refused.message
    return None


def factory_of(many: list[Chosen]) -> tuple[UUID, UUID] | None:
    """The one factory that all of them are of."""
    places = {(one.project.programme_id, one.project.enterprise_id) for one in many}
    return places.pop() if len(places) == 1 else None
