"""What people who know both languages say of a translation, part by part: it is right, or how it is said better."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.models import Person
from portal.curriculum.translation import digest
from portal.database import Base, Versioned, db
from portal.errors import NotNow
from portal.say import _l


class TextReading(Versioned, Base):
    """`marks` say which English and which translation were read: where either has changed since, the reading no longer counts."""

    __tablename__ = "text_reading"
    __table_args__ = (Index("ix_text_reading_lesson", "module_code", "slug", "language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    module_code: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(12))
    part: Mapped[str] = mapped_column(String(24))
    marks: Mapped[str] = mapped_column(String(40))
    is_right: Mapped[bool]
    is_native: Mapped[bool] = mapped_column(default=False)  # whether its reader calls the language their own
    words: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    settled_at: Mapped[datetime | None]

    def settle(self) -> None:
        """The files say it so now, or it was decided otherwise."""
        if self.settled_at:
            raise NotNow(_l("This is settled already."))
        self.settled_at = clock.now()


def marks_of(english, translation) -> str:
    return f"{digest(str(english))} {digest(str(translation))}"


def read(person: Person, code: str, slug: str, language: str, **facts) -> TextReading:
    reading = TextReading(module_code=code, slug=slug, language=language, person_id=person.id, **facts)
    db.session.add(reading)
    return reading


def readings(code: str, slug: str, language: str) -> dict[str, list[TextReading]]:
    """part → what was said of it, the newest first."""
    found: dict[str, list[TextReading]] = {}
    asked = select(TextReading).where(TextReading.module_code == code, TextReading.slug == slug, TextReading.language == language)
    for reading in db.session.scalars(asked.order_by(TextReading.at.desc(), TextReading.id)):
        found.setdefault(reading.part, []).append(reading)
    return found


def open_words() -> list[TextReading]:
    """Better words that nobody has taken up yet."""
    asked = select(TextReading).where(TextReading.words.is_not(None), TextReading.settled_at.is_(None))
    return list(db.session.scalars(asked.order_by(TextReading.module_code, TextReading.slug, TextReading.part, TextReading.at)))
