"""What an improvement saves: entered by one person, confirmed by another, and counted only then."""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, looks_up, within
from portal.errors import NotNow
from portal.improvement.models import Project
from portal.savings.money import Money
from portal.say import _l


class Kind(enum.StrEnum):
    ONE_OFF = "one_off"
    RECURRING = "recurring"


class Method(enum.StrEnum):
    COUNTED = "counted"  # from numbers before and after
    INVOICED = "invoiced"  # from bills and books
    ESTIMATED = "estimated"


class State(enum.StrEnum):
    ENTERED = "entered"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


FACTS = (
    "kind",
    "what",
    "method",
    "assumptions",
    "starts_on",
    "ends_on",
    "currency",
    "gross_minor",
    "into",
    "rate_e8",
    "rate_on",
    "is_annualised",
)


class Saving(Tenant, Versioned, Base):
    """`gross` is what was entered, `confirmed` what another found right: two numbers that never stand for one another."""

    __tablename__ = "saving"
    __table_args__ = (
        *within(enterprise_id="enterprise", project_id="project"),
        Index("ix_saving_programme_project", "programme_id", "project_id"),
        Index("ix_saving_programme_enterprise", "programme_id", "enterprise_id", "state"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    project_id: Mapped[UUID] = mapped_column(Uuid())
    state: Mapped[State] = mapped_column(choice(State), default=State.ENTERED)
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    what: Mapped[str] = mapped_column(String(160))
    method: Mapped[Method] = mapped_column(choice(Method))
    assumptions: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]  # the period that was observed, both days in it
    ends_on: Mapped[date]
    currency: Mapped[str] = mapped_column(String(3))
    gross_minor: Mapped[int] = mapped_column(BigInteger())
    into: Mapped[str] = mapped_column(String(3))  # the currency in which it is added up
    rate_e8: Mapped[int] = mapped_column(BigInteger(), default=10**8)  # so much of `into` for one of `currency`, in hundred-millionths
    rate_on: Mapped[date | None]  # none: they are the same
    is_annualised: Mapped[bool] = mapped_column(default=False)
    confirmed_minor: Mapped[int | None] = mapped_column(BigInteger())  # in `currency`
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    edited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    settled_on: Mapped[date | None]
    remark: Mapped[str | None] = mapped_column(String(400))
    is_same_device: Mapped[bool] = mapped_column(default=False)  # confirmed where it was written minutes before: a flag, no bar
    project: Mapped[Project] = looks_up()
    entered_by: Mapped[Person] = looks_up(foreign_keys=[entered_by_id])
    settled_by: Mapped[Person | None] = looks_up(foreign_keys=[settled_by_id])

    @classmethod
    def enter(cls, project: Project, by: Person, **facts) -> Saving:
        ids = {"programme_id": project.programme_id, "enterprise_id": project.enterprise_id, "project_id": project.id}
        entered = cls(**ids, state=State.ENTERED, entered_by_id=by.id, **facts)
        db.session.add(entered)
        return entered

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def rate(self) -> Decimal:
        return Decimal(self.rate_e8).scaleb(-8).normalize()

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)

    @property
    def confirmed(self) -> Money | None:
        """Only what stands confirmed now."""
        return Money(self.confirmed_minor, self.currency) if self.state is State.CONFIRMED and self.confirmed_minor is not None else None

    @property
    def counted(self) -> Money | None:
        """What a total takes: confirmed, in the currency in which it is added up."""
        return self.confirmed.at(self.rate, self.into) if self.confirmed else None

    @property
    def yearly(self) -> Money | None:
        """Only where it was said: what is confirmed, reckoned up to a year."""
        return self.counted.of_a_year(self.days) if self.counted and self.is_annualised else None

    @property
    def is_flagged(self) -> bool:
        return self.is_same_device and self.state is State.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.state is State.ENTERED

    def is_of(self, person: Person) -> bool:
        """Whoever entered or changed it does not confirm it."""
        return person.id in (self.entered_by_id, self.edited_by_id)

    def leaves_somebody(self, by: Person) -> bool:
        """Two people write it at most: a third hand would take away who can still confirm it."""
        return self.is_of(by) or not self.edited_by_id

    def edit(self, by: Person, **facts) -> None:
        if self.state not in (State.ENTERED, State.RETURNED):
            raise NotNow(_l("What is confirmed or withdrawn stays as it is. Withdraw it, and enter it anew."))
        if not self.leaves_somebody(by):
            raise NotNow(
                _l("Two people have written this already. One of them changes it, so that somebody is left who can confirm it."),
                beside="gross",
            )
        for name in FACTS:
            setattr(self, name, facts[name])
        self.edited_by_id = by.id if by.id != self.entered_by_id else self.edited_by_id  # whoever wrote once remains one of those who wrote
        self.state, self.remark = State.ENTERED, None

    def confirm(self, by: Person, amount: Money, remark: str | None, is_same_device: bool = False) -> None:
        """Another person has looked at method and numbers, and found so much of it right."""
        self._must_wait(by)
        if amount.currency != self.currency or amount.minor > self.gross_minor:
            raise NotNow(_l("No more can be confirmed than was entered. Give it back with what is missing."))
        self.confirmed_minor, self.is_same_device = amount.minor, is_same_device
        self._settle(State.CONFIRMED, by, remark)

    def give_back(self, by: Person, remark: str) -> None:
        self._must_wait(by)
        self._settle(State.RETURNED, by, remark)

    def withdraw(self, by: Person, remark: str) -> None:
        if self.state is State.WITHDRAWN:
            raise NotNow(_l("This saving was withdrawn already."))
        self._settle(State.WITHDRAWN, by, remark)

    def _must_wait(self, by: Person) -> None:
        if not self.is_waiting:
            raise NotNow(_l("This saving does not wait for anybody: it is confirmed, given back or withdrawn."))
        if self.is_of(by):
            raise NotNow(_l("Nobody confirms what they entered or changed themselves. Ask another person who may."))

    def _settle(self, state: State, by: Person, remark: str | None) -> None:
        self.state, self.settled_by_id, self.settled_on, self.remark = state, by.id, clock.today(), remark
