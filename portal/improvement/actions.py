"""An action: one thing to do in a project, by one person, by a day."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, link, looks_up, within
from portal.enterprises.models import Membership
from portal.errors import NotNow
from portal.improvement.rhythms import Rhythm, next_day
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
        *within(project_id="project", enterprise_id="enterprise", follows_id="action"),
        UniqueConstraint("programme_id", "follows_id"),  # the next of an action that comes again is made once
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
    rhythm: Mapped[Rhythm | None] = mapped_column(choice(Rhythm))  # none: once
    rhythm_day: Mapped[int | None]  # of the month: the 31st stays the 31st after a February
    follows_id: Mapped[UUID | None] = mapped_column(Uuid())  # the one that was done before it
    handovers: Mapped[list[Handover]] = link(order_by="Handover.id")
    project: Mapped[Project] = link(back_populates="actions")
    owner: Mapped[Person | None] = looks_up(foreign_keys=[owner_id])
    done_by: Mapped[Person | None] = looks_up(foreign_keys=[done_by_id])

    @property
    def is_done(self) -> bool:
        return self.status is Status.DONE

    @property
    def is_blocked(self) -> bool:
        return self.status is Status.BLOCKED

    def finish(self, by: Person) -> Action | None:
        """Done, by whoever ticked it; the next one, where it comes again."""
        if self.is_done:
            raise NotNow(_l("This action is already done."))
        self.status, self.blocked_reason = Status.DONE, None
        self.done_on, self.done_by_id = clock.today(), by.id
        set_committed_value(self, "done_by", by)  # the row that answers the tick says who it was
        return self.go_on() if self.rhythm else None

    def go_on(self) -> Action | None:
        """The next one, made once, for the same person as long as they are in the team. Days that were missed do not come again."""
        from portal.improvement.stages import Stage

        before = select(Action.id).where(Action.programme_id == self.programme_id, Action.follows_id == self.id)
        if not self.rhythm or self.project.stage is Stage.DROPPED or db.session.scalar(before) is not None:
            return None
        due_on = next_day(self.rhythm, self.due_on or clock.today(), clock.today(), self.rhythm_day)
        facts = {name: getattr(self, name) for name in ("programme_id", "enterprise_id", "project_id", "text", "rhythm", "rhythm_day")}
        following = Action(**facts, owner_id=self.owner_id if self.is_owner_there() else None, due_on=due_on, follows_id=self.id)
        db.session.add(following)
        return following

    def is_owner_there(self) -> bool:
        """Whoever left the team gets nothing new to do."""
        theirs = Membership.programme_id == self.programme_id, Membership.enterprise_id == self.enterprise_id
        there = select(Membership.id).where(*theirs, Membership.person_id == self.owner_id, Membership.is_current(clock.today()))
        return db.session.scalar(there.limit(1)) is not None

    def come_again(self, rhythm: Rhythm | None) -> None:
        """Every day, week or month from the day that it is due; or once."""
        self.rhythm, self.rhythm_day = rhythm, (self.due_on or clock.today()).day if rhythm is Rhythm.MONTHLY else None

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

    def hand_over(self, person: Person | None, by: Person, note: str | None = None) -> None:
        """To another person, or to nobody; that it was handed over stays to be read, with what was said."""
        if self.is_done:
            raise NotNow(_l("This action is already done."))
        if person and person.id == self.owner_id:
            raise NotNow(_l("This action is theirs already."))
        ids = {"from_id": self.owner_id, "to_id": person and person.id, "by_id": by.id}
        db.session.add(Handover(programme_id=self.programme_id, action_id=self.id, note=note, **ids))
        self.owner_id = person and person.id

    def edit(self, text: str, due_on: date | None) -> None:
        self.text, self.due_on = text, due_on


class Handover(Tenant, Base):
    """An action went from one person to another."""

    __tablename__ = "handover"
    __table_args__ = (*within(action_id="action"), Index("ix_handover_programme_action", "programme_id", "action_id"))

    action_id: Mapped[UUID] = mapped_column(Uuid())
    from_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None] = mapped_column(String(240))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    giver: Mapped[Person | None] = looks_up(foreign_keys=[from_id], lazy="joined")
    taker: Mapped[Person | None] = looks_up(foreign_keys=[to_id], lazy="joined")
    by: Mapped[Person] = looks_up(foreign_keys=[by_id])
