"""Possible causes on the six bones of a fish: what stands here is suspicion until it is tested."""

from __future__ import annotations

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, choice, db, looks_up, within
from portal.errors import NotNow
from portal.improvement.projects import Project
from portal.say import _l

MOST = 10  # on one bone


class Bone(enum.StrEnum):
    PEOPLE = "people"
    MACHINE = "machine"
    MATERIAL = "material"
    METHOD = "method"
    CHECKING = "checking"
    SURROUNDINGS = "surroundings"


class Cause(Tenant, Base):
    __tablename__ = "cause"
    __table_args__ = (
        *within(project_id="project", enterprise_id="enterprise"),
        Index("ix_cause_programme_project", "programme_id", "project_id"),
        Index("ix_cause_programme_enterprise", "programme_id", "enterprise_id"),
    )

    project_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    bone: Mapped[Bone] = mapped_column(choice(Bone))
    text: Mapped[str] = mapped_column(String(120))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    project: Mapped[Project] = looks_up()

    @classmethod
    def suspect(cls, project: Project, bone: Bone, text: str, by: Person) -> Cause:
        if sum(one.bone is bone for one in causes_of(project)) >= MOST:
            raise NotNow(_l("This bone is full. Take off what you have ruled out."))
        place = {"programme_id": project.programme_id, "enterprise_id": project.enterprise_id, "project_id": project.id}
        said = cls(**place, bone=bone, text=text, by_id=by.id)
        db.session.add(said)
        return said

    def withdraw(self) -> None:
        if self.withdrawn_at:
            raise NotNow(_l("This cause is already taken off."))
        self.withdrawn_at = clock.now()


def causes_of(project: Project) -> list[Cause]:
    mine = (Cause.programme_id == project.programme_id, Cause.project_id == project.id, Cause.withdrawn_at.is_(None))
    return list(db.session.scalars(select(Cause).where(*mine).order_by(Cause.id)))
