"""Programmes, people, and who may sign in and act where, from when to when."""

from __future__ import annotations

import enum
import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid_utils.compat import uuid7

from portal.accounts import passwords
from portal.clock import now
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.errors import NotNow
from portal.say import _l


class Sex(enum.StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNDISCLOSED = "undisclosed"


class Role(enum.StrEnum):
    MEMBER = "member"
    MANAGER = "manager"
    TRAINER = "trainer"
    EXPERT = "expert"
    COORDINATOR = "coordinator"
    DONOR = "donor"
    ADMINISTRATOR = "administrator"


OF_AN_ENTERPRISE = (Role.MEMBER, Role.MANAGER)
OF_A_PROGRAMME = (Role.TRAINER, Role.EXPERT, Role.COORDINATOR, Role.DONOR)


class Programme(Versioned, Base):
    __tablename__ = "programme"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_ur: Mapped[str | None] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2), default="PK")
    currency: Mapped[str] = mapped_column(String(3), default="PKR")
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Karachi")
    is_demo: Mapped[bool] = mapped_column(default=False)  # invented: never to stand in production

    @property
    def programme_id(self) -> UUID:
        return self.id


class Person(Versioned, Base):
    """A human being. Signing in is something that some of them can do."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programme.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    name_ur: Mapped[str | None] = mapped_column(String(120))
    sex: Mapped[Sex] = mapped_column(choice(Sex), default=Sex.UNDISCLOSED)

    def name_in(self, language: str) -> str:
        return (self.name_ur if language == "ur" else None) or self.name

    def describe(self, name: str, name_ur: str | None, sex: Sex) -> None:
        self.name, self.name_ur, self.sex = name, name_ur, sex

    def let_in(self, username: str, **contact) -> tuple[User, str]:
        """This person may sign in from now on; the temporary password is told to whoever hands it over."""
        user = User(person=self, username=username, **contact)
        return user, user.give_temporary_password()


class User(Versioned, Base):
    """A person who can sign in."""

    __tablename__ = "user"
    __kept_secret__ = ("password_hash",)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    email: Mapped[str | None] = mapped_column(String(200), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str | None] = mapped_column(String(8))
    disabled_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    grants: Mapped[list[Grant]] = relationship(foreign_keys="Grant.user_id", back_populates="user")

    is_authenticated = True
    is_anonymous = False
    if TYPE_CHECKING:  # set on the user of a request, when its session is looked up
        token: Any
        session: Any
        reach: Any
    else:
        token = session = reach = None

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def programme_id(self) -> UUID | None:
        return self.person.programme_id

    def get_id(self) -> str | None:
        return self.token

    def set_password(self, password: str, must_change: bool = False) -> None:
        self.password_hash = passwords.hash_of(password)
        self.must_change = must_change

    def give_temporary_password(self) -> str:
        """A password for one sign-in, told once to whoever hands it over."""
        password = passwords.temporary()
        self.set_password(password, must_change=True)
        return password

    @property
    def edition(self) -> int:
        """Grows whenever the user or the person behind it is changed: the version of the form that edits both."""
        return self.version + self.person.version

    def give(
        self, role: Role, programme_id: UUID | None, enterprise_id: UUID | None, starts_on: date, ends_on: date | None = None, **facts
    ) -> Grant:
        """A role from a day to a day; the same one again, from the same day, is the old one reopened."""
        same = [g for g in self.grants if (g.role, g.programme_id, g.enterprise_id) == (role, programme_id, enterprise_id)]
        if any(grant.overlaps(starts_on, ends_on) for grant in same):
            raise NotNow(_l("This person already has this role there in these days."))
        grant = next((g for g in same if g.starts_on == starts_on), None)
        if grant is None:
            grant = Grant(role=role, programme_id=programme_id, enterprise_id=enterprise_id, starts_on=starts_on)
            self.grants.append(grant)
        grant.ends_on, grant.expert_id, grant.given_by = ends_on, facts.get("expert_id"), facts.get("given_by")
        return grant

    def disable(self) -> None:
        if self.disabled_at:
            raise NotNow(_l("This person’s sign-in is already closed."))
        self.disabled_at = now()

    def enable(self) -> None:
        if not self.disabled_at:
            raise NotNow(_l("This person’s sign-in is already open."))
        self.disabled_at = None


class UserSession(Base):
    """One device that is signed in. The cookie holds the token, the table its digest."""

    __tablename__ = "user_session"
    __unrecorded__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    place_id: Mapped[UUID | None] = mapped_column(Uuid())  # the enterprise or programme chosen in the header
    device: Mapped[str] = mapped_column(String(120), default="")
    started_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    def end(self) -> None:
        self.ended_at = self.ended_at or now()


class Grant(Base):
    """A role in a programme or an enterprise, from a day to a day."""

    __tablename__ = "grant"
    __table_args__ = (
        UniqueConstraint("programme_id", "user_id", "role", "enterprise_id", "starts_on"),
        *within(enterprise_id="enterprise"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programme.id"))  # none: administrator
    enterprise_id: Mapped[UUID | None] = mapped_column(Uuid())
    expert_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)  # who oversees this trainer
    given_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    user: Mapped[User] = relationship(foreign_keys=[user_id], back_populates="grants")

    def stands(self, today: date) -> bool:
        """Held today or from a later day on."""
        return self.ends_on is None or self.ends_on >= max(today, self.starts_on)

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        return overlap(self, starts_on, ends_on)

    def end(self, on: date) -> None:
        """`on` is the last day on which the role counts."""
        if self.ends_on and self.ends_on <= on:
            raise NotNow(_l("This role has already ended."))
        self.ends_on = on


class Assignment(Tenant, Base):
    """A trainer reaches an enterprise from a day to a day, and on no other."""

    __tablename__ = "assignment"
    __table_args__ = (
        *within(enterprise_id="enterprise"),
        Index("ix_assignment_programme_enterprise", "programme_id", "enterprise_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    user: Mapped[User] = link(foreign_keys=[user_id])

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        return overlap(self, starts_on, ends_on)

    def end(self, on: date) -> None:
        """`on` is the last day on which the trainer reaches the enterprise."""
        if self.ends_on and self.ends_on <= on:
            raise NotNow(_l("This assignment has already ended."))
        self.ends_on = on


def overlap(held: Grant | Assignment, starts_on: date, ends_on: date | None) -> bool:
    """Whether the days of what is held and the new days meet; what ended before it began has no days."""
    if held.ends_on and held.ends_on < held.starts_on:
        return False
    return (held.ends_on is None or starts_on <= held.ends_on) and (ends_on is None or held.starts_on <= ends_on)
