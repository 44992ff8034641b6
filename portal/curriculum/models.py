"""Modules, lessons and tools, each with one text per language. They come from files; a programme says how it numbers them.

Texts in columns that end in `_html`, and every word in a `data` column, are HTML that the loader has rendered and cleaned.
"""

from __future__ import annotations

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid_utils.compat import uuid7

from portal import clock
from portal.database import Base, Tenant, Versioned, choice


class Status(enum.StrEnum):
    READY = "ready"
    OUTLINE = "outline"  # it says what it will hold; its lessons are not written yet


class Place(enum.StrEnum):
    CLASS = "class"
    LINE = "line"
    BOTH = "both"


class Orientation(enum.StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Counterpart(enum.StrEnum):
    """Where in the portal the same thing is filled in as on a sheet."""

    PROJECT = "project"
    ACTIONS = "actions"
    TEAM = "team"
    READINGS = "readings"
    SUGGESTIONS = "suggestions"
    SAVINGS = "savings"
    NOWHERE = "nowhere"  # it stays on paper, such as what is told in confidence


class Filed:
    """What a file says. A row whose file is gone is withdrawn, never deleted; it returns with the file."""

    withdrawn_at: Mapped[datetime | None]

    def withdraw(self) -> None:
        self.withdrawn_at = self.withdrawn_at or clock.now()

    def take(self, **facts) -> bool:
        """Say what the file says; whether anything was different."""
        changed = {name: value for name, value in {**facts, "withdrawn_at": None}.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        return bool(changed)


class Module(Filed, Versioned, Base):
    __tablename__ = "module"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    number: Mapped[int]  # where a programme does not number in its own way
    is_core: Mapped[bool]
    minutes: Mapped[int]
    status: Mapped[Status] = mapped_column(choice(Status))
    files: Mapped[str] = mapped_column(String(24), default="")  # a digest of the files that it was loaded from
    revision: Mapped[str] = mapped_column(String(24), default="")  # a digest of all that the module says, in all languages


class ModuleText(Filed, Versioned, Base):
    __tablename__ = "module_text"
    __table_args__ = (UniqueConstraint("module_id", "language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    language: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(Text)
    aims: Mapped[list] = mapped_column(JSON)
    topics: Mapped[list] = mapped_column(JSON)
    body_html: Mapped[str] = mapped_column(Text)
    module: Mapped[Module] = relationship()


class Tool(Filed, Versioned, Base):
    """A sheet to print and fill in."""

    __tablename__ = "tool"
    __table_args__ = (UniqueConstraint("module_id", "slug"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    slug: Mapped[str] = mapped_column(String(80))
    orientation: Mapped[Orientation] = mapped_column(choice(Orientation))
    counterpart: Mapped[Counterpart] = mapped_column(choice(Counterpart))


class ToolText(Filed, Versioned, Base):
    __tablename__ = "tool_text"
    __table_args__ = (UniqueConstraint("tool_id", "language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    tool_id: Mapped[UUID] = mapped_column(ForeignKey("tool.id"))
    language: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(160))
    when: Mapped[str] = mapped_column(Text)
    how: Mapped[list] = mapped_column(JSON)
    blocks: Mapped[list] = mapped_column(JSON)  # headings, notes and tables as plain words, see portal.curriculum.sheets
    filled: Mapped[list] = mapped_column(JSON)  # the same with an invented example; empty where there is none


class Lesson(Filed, Versioned, Base):
    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("module_id", "slug"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    tool_id: Mapped[UUID | None] = mapped_column(ForeignKey("tool.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    minutes: Mapped[int]
    place: Mapped[Place] = mapped_column(choice(Place))


class LessonText(Filed, Versioned, Base):
    __tablename__ = "lesson_text"
    __table_args__ = (UniqueConstraint("lesson_id", "language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"))
    language: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(160))
    aim: Mapped[str] = mapped_column(Text)
    data: Mapped[dict] = mapped_column(JSON)  # people, material, steps, checklist, questions, glossary, sources, headings
    why_html: Mapped[str] = mapped_column(Text)
    idea_html: Mapped[str] = mapped_column(Text)
    example_html: Mapped[str] = mapped_column(Text)


class ClassPlan(Filed, Versioned, Base):
    """Days of class put together from lessons; `data` holds its words in all languages and each item's minutes."""

    __tablename__ = "class_plan"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int]
    data: Mapped[dict] = mapped_column(JSON)


class ProgrammeModule(Tenant, Versioned, Base):
    """How a programme numbers a module, and whether it teaches it; without a row the module's own number counts."""

    __tablename__ = "programme_module"
    __table_args__ = (UniqueConstraint("programme_id", "module_id"),)

    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    number: Mapped[int]
    is_enabled: Mapped[bool] = mapped_column(default=True)
