"""What people who know both languages say of a translation, part by part: it is right, or how it is said better."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.models import Person
from portal.curriculum.models import Lesson, LessonText, Module
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.curriculum.translation import BODIES, digest
from portal.database import Base, db

TEXTS = (
    select(Module.code, Lesson.slug, Lesson.position, LessonText.language, LessonText.title, LessonText.aim, LessonText.data)
    .add_columns(LessonText.why_html, LessonText.idea_html, LessonText.example_html)
    .join(Lesson, Lesson.module_id == Module.id)
    .join(LessonText, LessonText.lesson_id == Lesson.id)
    .where(Lesson.withdrawn_at.is_(None), LessonText.withdrawn_at.is_(None))
)


class TextReading(Base):
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


def marks_of(english, translation) -> str:
    return f"{digest(as_read(english))} {digest(as_read(translation))}"


def as_read(said) -> list[str]:
    return [str(line) for line in said] if isinstance(said, list) else [str(said)]


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


def standing(said: list[TextReading], marks: str) -> dict:
    """Of what was said of a part: who found it right as it stands today, and better words that the files do not hold yet."""
    today = [reading for reading in said if reading.marks == marks]
    right = [reading for reading in today if reading.is_right]
    return {
        "right": len(right),
        "native": sum(reading.is_native for reading in right),
        "better": [reading for reading in today if reading.words],
    }


def all_of(language: str) -> list[TextReading]:
    asked = select(TextReading).where(TextReading.language == language)
    return list(db.session.scalars(asked.order_by(TextReading.module_code, TextReading.slug, TextReading.part, TextReading.at)))


def waiting(language: str) -> Iterator[tuple[str, str]]:
    """(file and part, better words) that count for the texts as they stand."""
    texts = {(row.code, row.slug, row.language): row for row in db.session.execute(TEXTS)}
    for reading in all_of(language):
        english, other = (texts.get((reading.module_code, reading.slug, spoken)) for spoken in (SOURCE_LANGUAGE, language))
        if reading.words and english and other and marks_of(said(english, reading.part), said(other, reading.part)) == reading.marks:
            yield f"content/{reading.module_code}/{language}/{other.position:02}-{reading.slug}.md, {reading.part}", reading.words


def said(text, part: str):
    """A part as it is read: HTML as it stands, a list as its lines."""
    if part in ("title", "aim"):
        return getattr(text, part)
    if part in BODIES:
        return getattr(text, f"{part}_html")
    if part == "drawing":
        return text.data.get("shows", "")
    value = text.data[part]
    if part == "steps":
        return [line for step in value for line in (step["title"], step["do"], step["ask"], step["watch"], step["alone"])]
    if part == "questions":
        return [line for question in value for line in (question["ask"], *question["options"], question["why"])]
    return value
