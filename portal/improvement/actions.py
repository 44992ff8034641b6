"""An action: one thing to do in a project, by one person, by a day."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, link, looks_up, within
from portal.errors import NotNow
from portal.say import _l

if TYPE_CHECKING:
    from portal.improvement.projects import Project


class Status(enum.StrEnum):
    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"


class Action(Tenant, Versioned, Base):
    """Its owner is anyone of the team, whether they sign in or not."""

    __tablename__ = "action"
    __table_args__ = (
        *within(project_id="project", enterprise_id="enterprise"),
        Index("ix_action_programme_project", "programme_id", "project_id"),
        Index("ix_action_programme_enterprise", "programme_id", "enterprise_id"),
        Index("ix_action_programme_owner", "programme_id", "owner_id", "status"),
    )

    project_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    text: Mapped[str] = mapped_column(String(240))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.OPEN)
    blocked_reason: Mapped[str | None] = mapped_column(String(240))
    done_on: Mapped[date | None]
    done_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    project: Mapped[Project] = link(back_populates="actions")
    owner: Mapped[Person | None] = looks_up(foreign_keys=[owner_id])
    done_by: Mapped[Person | None] = looks_up(foreign_keys=[done_by_id])

    @property
    def is_done(self) -> bool:
        return self.status is Status.DONE

    @property
    def is_blocked(self) -> bool:
        return self.status is Status.BLOCKED

    def finish(self, by: Person) -> None:
        if self.is_done:
            raise NotNow(_l("This action is already done."))
        self.status, self.blocked_reason = Status.DONE, None
        self.done_on, self.done_by_id = clock.today(), by.id
        set_committed_value(self, "done_by", by)  # the row that answers the tick says who it was

    def reopen(self) -> None:
        if not self.is_done:
            raise NotNow(_l("This action is still open."))
        self.status, self.done_on, self.done_by_id = Status.OPEN, None, None

    def block(self, reason: str) -> None:
        if self.is_done:
            raise NotNow(_l("This action is already done. Mark it open first, then say what blocks it."))
        self.status, self.blocked_reason = Status.BLOCKED, reason

    def unblock(self) -> None:
        if not self.is_blocked:
            raise NotNow(_l("Nothing blocks this action."))
        self.status, self.blocked_reason = Status.OPEN, None

    def hand_over(self, person: Person | None) -> None:
        self.owner_id = person and person.id

    def edit(self, text: str, due_on: date | None) -> None:
        self.text, self.due_on = text, due_on
