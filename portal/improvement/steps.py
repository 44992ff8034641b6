"""A project went from one stage to another: who, when, and what they said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.database import Base, Tenant, choice, link, within
from portal.improvement.stages import Stage

if TYPE_CHECKING:
    from portal.improvement.projects import Project


class Step(Tenant, Base):
    __tablename__ = "step"
    __table_args__ = (
        *within(project_id="project"),
        Index("ix_step_programme_project", "programme_id", "project_id"),
        Index("ix_step_programme_at", "programme_id", "at"),  # the newest of a programme, without reading all
    )

    project_id: Mapped[UUID] = mapped_column(Uuid())
    from_stage: Mapped[Stage | None] = mapped_column(choice(Stage))
    to_stage: Mapped[Stage] = mapped_column(choice(Stage))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    led_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # who led the project then
    at: Mapped[datetime] = mapped_column(default=clock.now)
    note: Mapped[str | None] = mapped_column(Text)
    because: Mapped[str | None] = mapped_column(String(240))  # why it went on without what that stage needs
    project: Mapped[Project] = link(back_populates="steps")
