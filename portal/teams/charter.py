"""A team's charter: what it is there for, where it works, what it wants to reach, and when it meets."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.database import Base, Tenant, Versioned, db, looks_up, within
from portal.enterprises.models import Area, Enterprise

WEEK = timedelta(weeks=1)
WORDS = ("purpose", "aims", "area_id", "weekday", "every_weeks", "begins_at")


class Team(Tenant, Versioned, Base):
    """One for each factory; who is in it stands in `membership`."""

    __tablename__ = "team"
    __table_args__ = (
        UniqueConstraint("programme_id", "enterprise_id"),
        *within(enterprise_id="enterprise", area_id="area"),
        Index("ix_team_programme_dormant", "programme_id", "dormant_since"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID | None] = mapped_column(Uuid())  # where it begins; none: the whole factory
    purpose: Mapped[str | None] = mapped_column(Text)
    aims: Mapped[str | None] = mapped_column(Text)
    weekday: Mapped[int | None]  # 0 is Monday; none: no certain day
    every_weeks: Mapped[int] = mapped_column(default=1)
    begins_at: Mapped[str | None] = mapped_column(String(5))  # on the wall of the factory
    agreed_on: Mapped[date | None]  # the day of these words
    dormant_since: Mapped[date | None]  # the day on which the worker noticed that nothing had shown for long
    area: Mapped[Area | None] = looks_up()

    @classmethod
    def of(cls, enterprise: Enterprise) -> Team:
        """The factory's team; what was never written has version 0."""
        mine = cls.programme_id == enterprise.programme_id, cls.enterprise_id == enterprise.id
        return db.session.scalar(select(cls).where(*mine)) or cls(
            programme_id=enterprise.programme_id, enterprise_id=enterprise.id, every_weeks=1, version=0
        )

    @property
    def is_written(self) -> bool:
        return self.agreed_on is not None

    def agree(self, **words) -> None:
        for name in WORDS:
            setattr(self, name, words[name])
        self.agreed_on = clock.today()
        self.keep()

    def keep(self) -> None:
        if self.version == 0:
            self.version = 1
            db.session.add(self)

    def fall_asleep(self) -> None:
        self.dormant_since = self.dormant_since or clock.today()
        self.keep()

    def wake(self) -> None:
        self.dormant_since = None

    def next_day(self, last: date | None) -> date | None:
        """When its rhythm has it meet next: on its weekday, so many weeks after the last meeting, and never in the past."""
        if self.weekday is None:
            return None
        first = max(clock.today(), last + self.every_weeks * WEEK - timedelta(days=6) if last else clock.today())
        return first + timedelta(days=(self.weekday - first.weekday()) % 7)
