"""A factory in the programme: its places, its improvement team, and what it is ready to say about itself."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, Uuid, and_, false, or_
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column, synonym

from portal.accounts.models import Assignment, Person, Sex, User
from portal.clock import today
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.errors import NotNow
from portal.say import _l


class Level(enum.StrEnum):
    MANAGER = "manager"
    WORKER = "worker"


class Employment(enum.StrEnum):
    PERMANENT = "permanent"
    CASUAL = "casual"
    CONTRACTOR = "contractor"
    UNKNOWN = "unknown"


PROFILE = ("name", "name_ur", "city", "address", "products", "phone", "email", "women_count", "men_count", "counted_on", "about")


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
    is_prospect: Mapped[bool] = mapped_column(default=False, server_default=false())  # met, but not enrolled in any batch yet
    merged_into_id: Mapped[UUID | None] = mapped_column(Uuid())  # the same firm under another name: this one is hidden
    enterprise_id = synonym("id")
    areas: Mapped[list[Area]] = link(back_populates="enterprise", order_by="Area.name")
    memberships: Mapped[list[Membership]] = link(back_populates="enterprise", order_by="Membership.starts_on")
    assignments: Mapped[list[Assignment]] = link(order_by="Assignment.starts_on")

    def describe(self, **facts) -> None:
        """What the enterprise says of itself, in the words of PROFILE."""
        for name in PROFILE:
            setattr(self, name, facts[name])
        if (self.women_count, self.men_count) != (None, None):
            self.counted_on = self.counted_on or today()

    def area_named(self, name: str) -> Area | None:
        return next((area for area in self.areas if area.name.casefold() == name.casefold()), None)

    def open_area(self, name: str, name_ur: str | None = None, is_pilot: bool = False) -> Area:
        if self.area_named(name):
            raise NotNow(_l("This enterprise already has an area of that name."))
        area = Area(programme_id=self.programme_id, name=name, name_ur=name_ur, is_pilot=is_pilot)
        self.areas.append(area)
        return area

    def take_on(
        self,
        person: Person,
        level: Level,
        on: date,
        job: str | None = None,
        employment: Employment = Employment.UNKNOWN,
        job_ur: str | None = None,
    ) -> Membership:
        """This person joins the improvement team."""
        if self.has_in_team(person, on):
            raise NotNow(_l("This person is already in the team."))
        facts = {"level": level, "starts_on": on, "job": job, "job_ur": job_ur, "employment": employment}
        joined = Membership(programme_id=self.programme_id, person=person, **facts)
        self.memberships.append(joined)
        return joined

    def send_trainer(self, trainer: User, starts_on: date, ends_on: date | None = None) -> Assignment:
        """This trainer reaches the enterprise on these days, and on no other."""
        if any(sent.user_id == trainer.id and sent.overlaps(starts_on, ends_on) for sent in self.assignments):
            raise NotNow(_l("This trainer is already assigned here in these days."))
        sent = Assignment(programme_id=self.programme_id, user_id=trainer.id, starts_on=starts_on, ends_on=ends_on)
        self.assignments.append(sent)
        return sent

    def has_in_team(self, person: Person, on: date) -> bool:
        """In the team on this day or from a later one."""
        return any(m.person is person and (m.ends_on is None or m.ends_on > on) for m in self.memberships)

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

    def describe(self, name: str, name_ur: str | None, is_pilot: bool) -> None:
        if self.enterprise.area_named(name) not in (None, self):
            raise NotNow(_l("This enterprise already has an area of that name."))
        self.name, self.name_ur, self.is_pilot = name, name_ur, is_pilot

    def close(self, on: date) -> None:
        if self.closed_on:
            raise NotNow(_l("This area is already closed."))
        self.closed_on = on

    def reopen(self) -> None:
        if not self.closed_on:
            raise NotNow(_l("This area is already open."))
        self.closed_on = None


class Membership(Tenant, Versioned, Base):
    """A person in the Enterprise Improvement Team, from the day they join to the day they leave."""

    __tablename__ = "membership"
    __table_args__ = (*within(enterprise_id="enterprise"), Index("ix_membership_programme_enterprise", "programme_id", "enterprise_id"))

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

    @property
    def edition(self) -> int:
        """Grows with the membership and with the person: the version of the form that edits both."""
        return self.version + self.person.version

    @hybrid_method
    def is_current(self, on: date) -> bool:
        """On the day of leaving one is no longer in the team. Of the class it is the same as a condition."""
        return self.starts_on <= on and (self.ends_on is None or self.ends_on > on)

    @is_current.inplace.expression
    @classmethod
    def _is_current(cls, on) -> ColumnElement[bool]:
        return and_(cls.starts_on <= on, or_(cls.ends_on.is_(None), cls.ends_on > on))

    def describe(self, starts_on: date, level: Level, job: str | None, job_ur: str | None, employment: Employment) -> None:
        if self.ends_on and self.ends_on < starts_on:
            raise NotNow(_l("Nobody can join the team after the day they left it."))
        self.starts_on, self.level, self.job, self.job_ur, self.employment = starts_on, level, job, job_ur, employment

    def leave(self, on: date) -> None:
        """The credit stays, the place in the team ends."""
        if self.ends_on:
            raise NotNow(_l("This person has already left the team."))
        if on < self.starts_on:
            raise NotNow(_l("Nobody can leave the team before the day they joined it."))
        self.ends_on = on

    def come_back(self, on: date) -> Membership:
        """Whoever left today has not left; whoever left before joins anew, as the same person."""
        if not self.ends_on:
            raise NotNow(_l("This person is already in the team."))
        if self.ends_on < on or self.enterprise.has_in_team(self.person, on):
            return self.enterprise.take_on(self.person, self.level, on, self.job, self.employment, self.job_ur)
        self.ends_on = None
        return self


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
    def size(self) -> int:
        return self.workers + self.managers

    @property
    def others(self) -> int:
        """Members who are counted neither as women nor as men."""
        return self.size - self.women - self.men

    @property
    def warnings(self) -> list:
        """What makes the team one-sided, each with what to do."""
        if not self.size:
            return [_l("The team has no members yet.")]
        found = []
        if not self.managers:
            found.append(_l("There is no manager in the team. Without one, what the team decides waits for somebody else."))
        if self.workers < self.managers:
            found.append(_l("There are fewer workers than managers. A team that is to be believed has at least as many workers."))
        if not self.women and self.others:
            found.append(
                _l("Nobody in the team is recorded as a woman. Write down the sex of its members, or ask who of the women would join.")
            )
        elif not self.women:
            found.append(_l("There is no woman in the team. Ask who of the women on the lines would join."))
        return found
