"""Projects and actions for the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import and_, select

from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.improvement import policy
from portal.improvement.models import Action, Project
from portal.say import _l
from portal.search.sources import Entry, Source, Watch

NAMES = frozenset({"name", "name_ur"})
PLACES = (Enterprise.name.label("factory"), Enterprise.name_ur.label("factory_ur"), Area.name.label("area"), Area.name_ur.label("area_ur"))
PROJECTS = (
    select(Project.programme_id, Project.enterprise_id, Project.id, Project.number, Project.title, Project.problem)
    .add_columns(Project.root_cause, Project.idea, Project.expected, Project.result, Project.lesson, *PLACES)
    .join(Enterprise, and_(Enterprise.programme_id == Project.programme_id, Enterprise.id == Project.enterprise_id))
    .outerjoin(Area, and_(Area.programme_id == Project.programme_id, Area.id == Project.area_id))
    .order_by(Project.logged_at, Project.id)
)
ACTIONS = (
    select(Action.programme_id, Action.enterprise_id, Action.id, Action.project_id, Action.text, Action.blocked_reason)
    .add_columns(Project.title.label("project"), *PLACES)
    .join(Project, and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id))
    .join(Enterprise, and_(Enterprise.programme_id == Action.programme_id, Enterprise.id == Action.enterprise_id))
    .outerjoin(Area, and_(Area.programme_id == Project.programme_id, Area.id == Project.area_id))
    .order_by(Action.id)
)


def place_of(row) -> dict:
    """Factory and area, in both scripts where there are both."""
    urdu = (row.factory_ur or row.factory, row.area and (row.area_ur or row.area))
    return {"place": " · ".join(filter(None, (row.factory, row.area))), "place_ur": " · ".join(filter(None, urdu))}


def read_projects(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(PROJECTS if ids is None else PROJECTS.where(Project.id.in_(ids))):
        words = (row.problem, row.root_cause, row.idea, row.expected, row.result, row.lesson)
        yield Entry(
            row.id,
            row.title,
            f"/projects/{row.id}",
            " – ".join(filter(None, words)),
            also=str(row.number),
            programme_id=row.programme_id,
            enterprise_id=row.enterprise_id,
            **place_of(row),
        )


def read_actions(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(ACTIONS if ids is None else ACTIONS.where(Action.id.in_(ids))):
        text, path = " – ".join(filter(None, (row.project, row.blocked_reason))), f"/projects/{row.project_id}#actions"
        yield Entry(row.id, row.text, path, text, programme_id=row.programme_id, enterprise_id=row.enterprise_id, **place_of(row))


def within(model, record):
    """Ids of what belongs to this row of `project`, `area` or `enterprise`."""
    column = getattr(model, f"{record.__tablename__}_id")
    return select(model.id).where(model.programme_id == record.programme_id, column == record.id)


def actions_there(area: Area):
    there = and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id)
    return select(Action.id).join(Project, there).where(Project.programme_id == area.programme_id, Project.area_id == area.id)


projects = Source(
    kind="project",
    label=_l("Project"),
    many=_l("Projects"),
    may=policy.can_see,
    model=Project,
    visible=policy.visible_projects,
    read=read_projects,
    watches=(
        Watch(Project, lambda project: [project.id]),
        Watch(Area, lambda area: within(Project, area), NAMES),
        Watch(Enterprise, lambda enterprise: within(Project, enterprise), NAMES),
    ),
    position=10,
)
actions = Source(
    kind="action",
    label=_l("Action"),
    many=_l("Actions"),
    may=policy.can_see,
    model=Action,
    visible=policy.visible_actions,
    read=read_actions,
    watches=(
        Watch(Action, lambda action: [action.id]),
        Watch(Project, lambda project: within(Action, project), frozenset({"title", "area_id"})),
        Watch(Area, actions_there, NAMES),
        Watch(Enterprise, lambda enterprise: within(Action, enterprise), NAMES),
    ),
    position=20,
)
