"""Programmes, people, and who may sign in and act where, from when to when."""

from __future__ import annotations

import enum
import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid_utils.compat import uuid7

from portal.accounts import passwords
from portal.accounts.grants import OF_A_PROGRAMME, OF_AN_ENTERPRISE, Assignment, Grant, Role
from portal.clock import now
from portal.database import Base, Versioned, choice
from portal.errors import NotNow
from portal.say import _l

__all__ = ["OF_AN_ENTERPRISE", "OF_A_PROGRAMME", "Assignment", "Grant", "Person", "Programme", "Role", "Sex", "User", "UserSession"]


class Sex(enum.StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNDISCLOSED = "undisclosed"


class Programme(Versioned, Base):
    __tablename__ = "programme"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_ur: Mapped[str | None] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2), default="PK")
    currency: Mapped[str] = mapped_column(String(3), default="PKR")
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Karachi")
    quiet_from: Mapped[int] = mapped_column(default=20)  # hours on its wall clock between which no digest is sent
    quiet_until: Mapped[int] = mapped_column(default=7)
    working_days: Mapped[str] = mapped_column(String(7), default="123456")  # Monday is 1
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
    password_until: Mapped[datetime | None]  # a password set by another lives for some days
    factor_since: Mapped[datetime | None]  # since when there is a second step; none: there is none
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
        self.must_change, self.password_until = must_change, None

    def give_temporary_password(self) -> str:
        """A password for one sign-in, told once to whoever hands it over; it lives for three days."""
        password = passwords.temporary()
        self.set_password(password, must_change=True)
        self.password_until = now() + passwords.TEMPORARY
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
    network: Mapped[str] = mapped_column(String(45), default="")  # whence, without the last digits
    phone_id: Mapped[UUID | None] = mapped_column(Uuid())  # the enrolled phone, where a PIN signed in
    must_set_pin: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None]  # when the password was last typed
    started_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    def end(self) -> None:
        self.ended_at = self.ended_at or now()
