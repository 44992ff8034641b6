"""A letter from its writing to its sending, a period's run of a job, and the worker's sign of life."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.database import Base, choice
from portal.errors import NotNow
from portal.say import _l

RESTS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))  # after the first try, the second, …


class Letter(Base):
    """Its words are made from template and facts when it is sent; the facts, which may hold a one-time link, are dropped with that."""

    __tablename__ = "letter"
    __unrecorded__ = True
    __table_args__ = (Index("ix_letter_waiting", "sent_at", "given_up_at", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    to: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(200))
    template: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict] = mapped_column(JSON, default=dict)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    lease_until: Mapped[datetime | None]  # somebody is sending it; after this moment they are taken to be dead
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(300))
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]

    def was_sent(self, moment: datetime) -> None:
        self.sent_at, self.lease_until, self.last_error, self.facts = moment, None, None, {}

    def was_refused(self, moment: datetime, why: str, for_good: bool) -> None:
        """Once more after a growing rest; or never, where the answer is final or the rests are used up."""
        self.last_error, self.lease_until = why[:300], None
        if for_good or self.tries > len(RESTS):
            self.given_up_at = moment
        else:
            self.due_at = moment + RESTS[self.tries - 1]

    def resend(self) -> None:
        """Once more from the beginning, at once."""
        if self.sent_at:
            raise NotNow(_l("This letter has been sent. Its text is no longer kept, so it cannot be sent again."))
        self.given_up_at, self.tries, self.due_at = None, 0, clock.now()


class Outcome(enum.StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobRun(Base):
    """One job in one period: who inserts the row first has it to do."""

    __tablename__ = "job_run"
    __unrecorded__ = True

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    period_at: Mapped[datetime] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome), default=Outcome.RUNNING)
    tries: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    lease_until: Mapped[datetime]  # until then nobody else may take it up
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(300))

    @property
    def seconds(self) -> float | None:
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


class WorkerSign(Base):
    """Each host's worker says every minute that it lives."""

    __tablename__ = "worker_sign"
    __unrecorded__ = True

    host: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
