"""What is about a person or a danger: to the programme's coordinator alone, in no count, and never to the factory."""

from __future__ import annotations

import enum
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, looks_up, within
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.history import recording
from portal.say import _l
from portal.suggestions import slips
from portal.suggestions.posters import SuggestionPoster


class Open(enum.StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Concern(Tenant, Versioned, Base):
    """A day and no moment, a random id, and no area: the place could say who it was."""

    __tablename__ = "concern"
    __unrecorded__ = True  # its coming; that it was closed is noted, without a word of it
    __table_args__ = (
        *within(enterprise_id="enterprise"),
        Index("ix_concern_programme_state", "programme_id", "state", "received_on"),
        Index("ix_concern_programme_enterprise", "programme_id", "enterprise_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    received_on: Mapped[date] = mapped_column(default=clock.today)
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    reach_me: Mapped[str | None] = mapped_column(String(160))  # how its author may be reached, if they say
    state: Mapped[Open] = mapped_column(choice(Open), default=Open.OPEN)
    answer: Mapped[str | None] = mapped_column(Text)
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    enterprise: Mapped[Enterprise] = looks_up()
    closed_by: Mapped[Person | None] = looks_up()

    @classmethod
    def tell(cls, poster: SuggestionPoster, language: str, text: str, reach_me: str | None) -> str:
        """Written down for the coordinator; the code is told to its author alone."""
        place = {"programme_id": poster.programme_id, "enterprise_id": poster.enterprise_id}
        told = cls(id=uuid4(), language=language, text=text, reach_me=reach_me, **place)
        db.session.add(told)
        return slips.SuggestionSlip.give(told.programme_id, concern_id=told.id)

    @property
    def is_open(self) -> bool:
        return self.state is Open.OPEN

    def close(self, by: Person, answer: str) -> None:
        if not self.is_open:
            raise NotNow(_l("This is closed already."))
        self.state, self.answer, self.closed_on, self.closed_by_id = Open.CLOSED, answer, clock.today(), by.id
        recording.note(db.session(), self.programme_id, self.__tablename__, self.id, {"state": "open"}, {"state": "closed"})

    def reopen(self) -> None:
        if self.is_open:
            raise NotNow(_l("This is open."))
        self.state = Open.OPEN
        recording.note(db.session(), self.programme_id, self.__tablename__, self.id, {"state": "closed"}, {"state": "open"})


class VoiceSettings(Tenant, Versioned, Base):
    """Whom a worker of this programme can speak to in confidence."""

    __tablename__ = "voice_settings"
    __table_args__ = (UniqueConstraint("programme_id"),)

    contact: Mapped[str | None] = mapped_column(String(120))
    contact_ur: Mapped[str | None] = mapped_column(String(120))
    about: Mapped[str | None] = mapped_column(String(240))  # who that is, and when they answer
    about_ur: Mapped[str | None] = mapped_column(String(240))
    phone: Mapped[str | None] = mapped_column(String(20))

    def describe(self, **facts) -> None:
        for name in ("contact", "contact_ur", "about", "about_ur", "phone"):
            setattr(self, name, facts[name])


def contact_of(programme_id: UUID) -> VoiceSettings:
    known = db.session.scalar(select(VoiceSettings).where(VoiceSettings.programme_id == programme_id))
    return known or VoiceSettings(programme_id=programme_id, version=0)
