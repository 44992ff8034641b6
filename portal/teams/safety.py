"""What happened to somebody, or nearly did: written on the team's board, without anybody's name."""

from __future__ import annotations

import enum
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, choice, db, looks_up, within
from portal.enterprises.models import Area, Enterprise
from portal.errors import NotNow
from portal.say import _l


class Harm(enum.StrEnum):
    ACCIDENT = "accident"
    NEAR_MISS = "near_miss"
    DANGER = "danger"


class SafetyEvent(Tenant, Base):
    __tablename__ = "safety_event"
    __table_args__ = (
        *within(enterprise_id="enterprise", area_id="area"),
        Index("ix_safety_event_programme_enterprise", "programme_id", "enterprise_id", "happened_on"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID | None] = mapped_column(Uuid())
    kind: Mapped[Harm] = mapped_column(choice(Harm))
    happened_on: Mapped[date]
    text: Mapped[str] = mapped_column(String(240))
    told_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    withdrawn_on: Mapped[date | None]  # written by mistake; the history keeps that it stood here
    area: Mapped[Area | None] = looks_up()

    @classmethod
    def tell(cls, enterprise: Enterprise, kind: Harm, on: date, text: str, by: Person, area: Area | None = None) -> SafetyEvent:
        if on > clock.today():
            raise NotNow(_l("This day has not come yet. Look whether the date on your phone is right."))
        ids = {"programme_id": enterprise.programme_id, "enterprise_id": enterprise.id, "area_id": area and area.id}
        told = cls(**ids, kind=kind, happened_on=on, text=text, told_by_id=by.id)
        db.session.add(told)
        return told

    def withdraw(self) -> None:
        if self.withdrawn_on:
            raise NotNow(_l("This was taken off the board already."))
        self.withdrawn_on = clock.today()
