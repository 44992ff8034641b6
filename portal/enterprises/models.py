"""A factory in the programme: its places, its improvement team, and what it is ready to say about itself."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, synonym

from portal.accounts.models import Person, Sex
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.errors import NotNow


class Level(enum.StrEnum):
    MANAGER = "manager"
    WORKER = "worker"


class Employment(enum.StrEnum):
    PERMANENT = "permanent"
    CASUAL = "casual"
    CONTRACTOR = "contractor"
    UNKNOWN = "unknown"


class Enterprise(Tenant, Versioned, Base):
    __tablename__ = "enterprise"
    __table_args__ = (UniqueConstraint("programme_id", "name", "city"),)

    name: Mapped[str] = mapped_column(String(120))
    name_ur: Mapped[str | None] = mapped_column(String(120))
    city: Mapped[str] = mapped_column(String(80))
    address: Mapped[str | None] = mapped_column(String(240))
    products: Mapped[str | None] = mapped_column(String(240))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    women_count: Mapped[int | None]  # none: not known, which is not zero
    men_count: Mapped[int | None]
    counted_on: Mapped[date | None]
    about: Mapped[str | None] = mapped_column(Text)
    enterprise_id = synonym("id")
    areas: Mapped[list[Area]] = link(back_populates="enterprise", order_by="Area.name")
    memberships: Mapped[list[Membership]] = link(back_populates="enterprise", order_by="Membership.starts_on")

    def open_area(self, name: str, name_ur: str | None = None, is_pilot: bool = False) -> Area:
        if any(area.name.casefold() == name.casefold() for area in self.areas):
            raise NotNow(_l("This enterprise already has an area of that name."))
        area = Area(programme_id=self.programme_id, name=name, name_ur=name_ur, is_pilot=is_pilot)
        self.areas.append(area)
        return area

    def take_on(self, person: Person, level: Level, on: date, job: str | None = None, employment: Employment = Employment.UNKNOWN) -> Membership:
        """This person joins the improvement team."""
        if any(m.person_id == person.id and m.is_current(on) for m in self.memberships):
            raise NotNow(_l("This person is already in the team."))
        joined = Membership(programme_id=self.programme_id, person=person, level=level, starts_on=on, job=job, employment=employment)
        self.memberships.append(joined)
        return joined

    def team(self, on: date) -> list[Membership]:
        return [membership for membership in self.memberships if membership.is_current(on)]


class Area(Tenant, Versioned, Base):
    """A place in the factory; the pilot area is where the team begins."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("programme_id", "enterprise_id", "name"), *within(enterprise_id="enterprise"))

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    name: Mapped[str] = mapped_column(String(80))
    name_ur: Mapped[str | None] = mapped_column(String(80))
    is_pilot: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None]
    enterprise: Mapped[Enterprise] = link(back_populates="areas")

    def close(self, on: date) -> None:
        if self.closed_on:
            raise NotNow(_l("This area is already closed."))
        self.closed_on = on


class Membership(Tenant, Versioned, Base):
    """A person in the Enterprise Improvement Team, from a day to a day."""

    __tablename__ = "membership"
    __table_args__ = within(enterprise_id="enterprise")

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    level: Mapped[Level] = mapped_column(choice(Level))
    employment: Mapped[Employment] = mapped_column(choice(Employment), default=Employment.UNKNOWN)
    job: Mapped[str | None] = mapped_column(String(80))
    job_ur: Mapped[str | None] = mapped_column(String(80))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    enterprise: Mapped[Enterprise] = link(back_populates="memberships")
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)

    def is_current(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)

    def leave(self, on: date) -> None:
        """The credit stays, the place in the team ends."""
        if self.ends_on:
            raise NotNow(_l("This person has already left the team."))
        if on < self.starts_on:
            raise NotNow(_l("Nobody can leave the team before the day they joined it."))
        self.ends_on = on


@dataclass(frozen=True)
class Balance:
    """Whether the team speaks for the factory: as many workers as managers, and women among them."""

    workers: int
    managers: int
    women: int
    men: int

    @classmethod
    def of(cls, team: list[Membership]) -> Balance:
        workers = sum(m.level is Level.WORKER for m in team)
        sexes = [m.person.sex for m in team]
        return cls(workers, len(team) - workers, sexes.count(Sex.FEMALE), sexes.count(Sex.MALE))

    @property
    def warnings(self) -> list:
        if not self.workers + self.managers:
            return [_l("The team has no members yet.")]
        found = []
        if self.workers < self.managers:
            found.append(_l("There are fewer workers than managers. A team that is to be believed has at least as many workers."))
        if not self.women:
            found.append(_l("There is no woman in the team. Ask who of the women on the lines would join."))
        return found
