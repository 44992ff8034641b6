"""Five whys: a chain of answers, each the cause of the one before. Only its end can be taken off again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, db, looks_up, within
from portal.errors import NotNow
from portal.improvement.projects import Project
from portal.say import _l

MOST = 7  # five is a habit, not a law; whoever still asks after seven asks about something else


class Why(Tenant, Base):
    """`text` answers why the rung above it is so; `evidence` is how one knows."""

    __tablename__ = "why"
    __table_args__ = (
        *within(project_id="project", enterprise_id="enterprise"),
        Index("ix_why_programme_project", "programme_id", "project_id"),
        Index("ix_why_programme_enterprise", "programme_id", "enterprise_id"),
    )

    project_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    text: Mapped[str] = mapped_column(String(240))
    evidence: Mapped[str | None] = mapped_column(String(240))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    project: Mapped[Project] = looks_up()

    @classmethod
    def answer(cls, project: Project, text: str, by: Person, evidence: str | None = None) -> Why:
        """The next rung below."""
        if len(chain_of(project)) >= MOST:
            raise NotNow(_l("Seven answers are enough. Take the last one off, or work on the cause that you have found."))
        place = {"programme_id": project.programme_id, "enterprise_id": project.enterprise_id, "project_id": project.id}
        said = cls(**place, text=text, evidence=evidence, by_id=by.id)
        db.session.add(said)
        return said

    def withdraw(self) -> None:
        """What stands below it would hang in the air: only the last answer is taken off."""
        if self.withdrawn_at or chain_of(self.project)[-1].id != self.id:
            raise NotNow(_l("Only the last answer of the chain can be taken off."))
        self.withdrawn_at = clock.now()


def chain_of(project: Project) -> list[Why]:
    mine = (Why.programme_id == project.programme_id, Why.project_id == project.id, Why.withdrawn_at.is_(None))
    return list(db.session.scalars(select(Why).where(*mine).order_by(Why.id)))
