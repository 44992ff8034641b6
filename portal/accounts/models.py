"""Programmes, people, and who may sign in and act where, from when to when."""

from __future__ import annotations

import enum
import secrets
from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid_utils.compat import uuid7

from portal.accounts import passwords
from portal.clock import now
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.errors import NotNow


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

    is_authenticated = True
    is_anonymous = False
    token = None  # of the session that this request came with
    reach = None  # a Reach, set when the session is looked up

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
    expert_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))  # who oversees this trainer
    given_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    user: Mapped[User] = relationship(foreign_keys=[user_id], backref="grants")

    def end(self, on: date) -> None:
        if self.ends_on and self.ends_on < on:
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

    def end(self, on: date) -> None:
        if self.ends_on and self.ends_on < on:
            raise NotNow(_l("This assignment has already ended."))
        self.ends_on = on
