"""Projects as the room of measures, which stands below, asks for them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select, tuple_

from portal.accounts.reach import counted_within
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.improvement.policy import visible_projects
from portal.improvement.projects import Project
from portal.improvement.stages import Stage
from portal.measures.models import MeasureCard
from portal.measures.subjects import Subject


def find(user, project_id: UUID) -> Subject | None:
    """The project as a subject of measures, if this person may see it."""
    columns = (Project.programme_id, Project.enterprise_id, Project.id, Project.area_id, Project.title, Project.stage)
    row = db.session.execute(visible_projects(user).where(Project.id == project_id).with_only_columns(*columns)).one_or_none()
    return (
        None
        if row is None
        else Subject(row.programme_id, row.enterprise_id, row.id, row.area_id, row.title, row.stage is not Stage.DROPPED)
    )


def module_of(cards):
    """The module that the project of a card bears; `cards` is the class whose columns say which project."""
    its_own = Project.programme_id == cards.programme_id, Project.id == cards.project_id
    return select(Project.module_code).where(*its_own).correlate(cards).scalar_subquery()


def titles(keys: list[tuple[UUID, UUID]]) -> dict[UUID, str]:
    """What each of these projects is called: one statement."""
    among = tuple_(Project.programme_id, Project.id).in_(keys)
    return {row.id: row.title for row in db.session.execute(select(Project.id, Project.title).where(among))}


def without_card(user) -> int:
    """Those that nobody dropped, and of which nothing is said: neither what is counted nor that nothing is."""
    card = exists().where(MeasureCard.programme_id == Project.programme_id, MeasureCard.project_id == Project.id)
    mine = counted_within(user, Project), Project.stage != Stage.DROPPED, ~card
    return db.session.scalar(select(func.count()).select_from(Project).where(*mine)) or 0


def numbered(number: int, enterprise: str) -> list[UUID]:
    """The projects with this number of the enterprises that are called so, in either script."""
    its_own = and_(Enterprise.programme_id == Project.programme_id, Enterprise.id == Project.enterprise_id)
    called = or_(Enterprise.name == enterprise, Enterprise.name_ur == enterprise)
    return list(db.session.scalars(select(Project.id).join(Enterprise, its_own).where(Project.number == number, called)))
