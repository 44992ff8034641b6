"""Replication: what worked in one place is planned for another, with its own start, its own numbers, and what was adapted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, Uuid, exists
from sqlalchemy.orm import Mapped, aliased, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, db, within
from portal.enterprises.models import Area, Enterprise
from portal.errors import NotNow
from portal.improvement.projects import Project
from portal.improvement.stages import DONE, Stage
from portal.measures.copying import copy_cards
from portal.measures.subjects import Subject
from portal.say import _l


class Replication(Tenant, Versioned, Base):
    """A branch of the tree: `child_id` carries on in its own area what `parent_id` does."""

    __tablename__ = "replication"
    __table_args__ = (
        UniqueConstraint("programme_id", "child_id"),
        *within(enterprise_id="enterprise", parent_id="project", child_id="project"),
        Index("ix_replication_programme_enterprise", "programme_id", "enterprise_id"),
        Index("ix_replication_programme_parent", "programme_id", "parent_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    parent_id: Mapped[UUID] = mapped_column(Uuid())
    child_id: Mapped[UUID] = mapped_column(Uuid())
    adapted: Mapped[str | None] = mapped_column(Text)
    planned_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    planned_at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def plan(cls, origin: Project, family: list[Project], area: Area, starts_on: date, by: Person, adapted: str | None) -> Project:
        """A project of its own in another area; `family`: all of the tree that the origin stands in."""
        refuse_unripe(origin)
        refuse_area(origin, family, area)
        child = begin(origin, area, starts_on, by)
        db.session.flush()
        cls.join(origin, child, {}, by, adapted)
        copy_cards(about(origin), about(child), by)
        return child

    @classmethod
    def join(cls, origin: Project, child: Project, parents: dict[UUID, UUID], by: Person, adapted: str | None = None) -> Replication:
        """`parents`: child → parent of every branch known so far. No project carries on itself, nor what it came from."""
        if child.id == origin.id:
            raise NotNow(_l("A project is not a replication of itself."))
        if child.id in line_of(origin.id, parents):
            raise NotNow(_l("This improvement came from there. A project cannot be replicated back into its own origin."))
        if child.id in parents:
            raise NotNow(_l("This project carries on another one already."))
        if child.enterprise_id != origin.enterprise_id or child.programme_id != origin.programme_id:
            raise NotNow(_l("Replication is planned within one factory."))
        ids = {"programme_id": origin.programme_id, "enterprise_id": origin.enterprise_id, "parent_id": origin.id, "child_id": child.id}
        branch = cls(**ids, adapted=adapted, planned_by_id=by.id)
        db.session.add(branch)
        return branch


def is_carried_on(programme_id, project_id):
    """The condition (for a select, or for itself) that a project is in use in a place that it was carried to."""
    there = aliased(Project)
    branch = Replication.programme_id == programme_id, Replication.parent_id == project_id
    return exists().where(*branch, there.programme_id == Replication.programme_id, there.id == Replication.child_id, there.stage.in_(DONE))


def line_of(project_id: UUID, parents: dict[UUID, UUID]) -> list[UUID]:
    """A project and all that it came from, the nearest first."""
    line = [project_id]
    while (parent := parents.get(line[-1])) and parent not in line:
        line.append(parent)
    return line


def refuse_unripe(origin: Project) -> None:
    if origin.stage is Stage.DROPPED:
        raise NotNow(_l("This project is closed with its lesson. Take it up again first."))
    if origin.stage not in DONE:
        raise NotNow(_l("Carry on what is in use: mark this project as implemented first, then plan it for other areas."))


def refuse_area(origin: Project, family: list[Project], area: Area) -> None:
    """Not where it is done, nor where it came from."""
    if area.closed_on:
        raise NotNow(_l("This area is closed. Choose one where people work."))
    if area.id == origin.area_id:
        raise NotNow(_l("This is the area of the project itself. Choose another one."))
    there = next((one for one in family if one.area_id == area.id and one.stage is not Stage.DROPPED), None)
    if there is not None and there.id == family[0].id:
        raise NotNow(_l("This improvement came from this area. It cannot be replicated back into its own origin."))
    if there is not None:
        raise NotNow(_l("It is planned or done in this area already. Choose another one."))


def begin(origin: Project, area: Area, starts_on: date, by: Person) -> Project:
    enterprise = db.session.get_one(Enterprise, (origin.programme_id, origin.enterprise_id))
    words = {name: getattr(origin, name) for name in ("idea", "expected", "title", "module_code", "theme")}
    return Project.log(enterprise, origin.problem, by=by, area=area, planned_on=starts_on, **words)


def about(project: Project) -> Subject:
    return Subject(project.programme_id, project.enterprise_id, project.id, project.area_id, project.title)
