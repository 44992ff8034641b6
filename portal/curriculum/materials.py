"""What is taught with besides the lessons: files and links that people of a programme add to a module. Replaced ones stay."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TypedDict
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.curriculum.models import Lesson, Module
from portal.database import Base, Tenant, Versioned, choice, link, looks_up, within
from portal.errors import NotNow
from portal.files.queries import ON_SHELF
from portal.say import _l

LINK = "link"  # the kind of what lies elsewhere
VIDEO, AUDIO, PICTURE = "video/", "audio/", "image/"


class Audience(enum.StrEnum):
    EVERYBODY = "everybody"
    TEACHERS = "teachers"  # trainers, experts and programme staff


class Licence(enum.StrEnum):
    OWN = "own"
    PERMISSION = "permission"
    CC_BY = "cc-by"
    CC_BY_SA = "cc-by-sa"
    CC_BY_NC = "cc-by-nc"
    FREE = "free"
    LINK_ONLY = "link-only"


class Material(Tenant, Versioned, Base):
    """One thing to teach with; what it holds now is its newest edition. Its id is random: no address leads to the next."""

    __tablename__ = "material"
    __table_args__ = (
        Index("ix_material_programme_module", "programme_id", "module_id", "version"),
        Index("ix_material_programme_lesson", "programme_id", "lesson_id"),
    )

    module_id: Mapped[UUID] = mapped_column(ForeignKey("module.id"))
    lesson_id: Mapped[UUID | None] = mapped_column(ForeignKey("lesson.id"))  # none: of the whole module
    title: Mapped[str] = mapped_column(String(160))
    about: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12))
    audience: Mapped[Audience] = mapped_column(choice(Audience))
    sector: Mapped[str | None] = mapped_column(String(80))
    country: Mapped[str | None] = mapped_column(String(80))
    licence: Mapped[Licence] = mapped_column(choice(Licence))
    holder: Mapped[str] = mapped_column(String(160))  # who holds the rights
    source: Mapped[str] = mapped_column(String(300))
    edition: Mapped[int] = mapped_column(default=1)
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_for: Mapped[str | None] = mapped_column(String(300))
    module: Mapped[Module] = looks_up()
    lesson: Mapped[Lesson | None] = looks_up()
    added_by: Mapped[Person] = looks_up()
    editions: Mapped[list[MaterialEdition]] = link(back_populates="material", order_by="MaterialEdition.number.desc()")

    @property
    def current(self) -> MaterialEdition:
        return next(edition for edition in self.editions if edition.number == self.edition)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def replace(self, held: Held, person: Person, note: str) -> MaterialEdition:
        """From now on it holds this; what it held before stays in its history."""
        if self.is_withdrawn:
            raise NotNow(_l("This material is withdrawn. Put it back first, then replace it."))
        edition = MaterialEdition(number=self.edition + 1, by_id=person.id, note=note, **held)
        self.editions.append(edition)
        self.edition = edition.number
        return edition

    def withdraw(self, reason: str) -> None:
        if self.is_withdrawn:
            raise NotNow(_l("This material is withdrawn already."))
        self.withdrawn_at, self.withdrawn_for = clock.now(), reason

    def put_back(self) -> None:
        if not self.is_withdrawn:
            raise NotNow(_l("This material is not withdrawn: everybody who should find it finds it."))
        self.withdrawn_at = self.withdrawn_for = None


class Held(TypedDict, total=False):
    """What an edition holds: bytes on the shelf or an address, and to a film its picture and its captions."""

    kind: str
    name: str
    bytes: int
    digest: str | None
    url: str | None
    poster_digest: str | None
    captions_digest: str | None


class MaterialEdition(Tenant, Base):
    __tablename__ = "material_edition"
    __table_args__ = (
        *within(material_id="material"),
        UniqueConstraint("programme_id", "material_id", "number"),
        Index("ix_material_edition_programme_digest", "programme_id", "digest"),
    )

    material_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120), default="")
    bytes: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str | None] = mapped_column(String(64), info=ON_SHELF)
    url: Mapped[str | None] = mapped_column(String(500))
    poster_digest: Mapped[str | None] = mapped_column(String(64), info=ON_SHELF)
    captions_digest: Mapped[str | None] = mapped_column(String(64), info=ON_SHELF)
    note: Mapped[str | None] = mapped_column(String(300))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    material: Mapped[Material] = link(back_populates="editions")
    by: Mapped[Person] = looks_up()

    @property
    def is_link(self) -> bool:
        return self.kind == LINK

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith(PICTURE)

    @property
    def is_film(self) -> bool:
        return self.kind.startswith(VIDEO)

    @property
    def is_sound(self) -> bool:
        return self.kind.startswith(AUDIO)

    @property
    def host(self) -> str:
        return urlsplit(self.url or "").hostname or ""


class MaterialOpening(Tenant, Base):
    """How often a material was opened on a day; by whom is written nowhere."""

    __tablename__ = "material_opening"
    __table_args__ = (*within(material_id="material"), UniqueConstraint("programme_id", "material_id", "on"))
    __unrecorded__ = True

    material_id: Mapped[UUID] = mapped_column(Uuid())
    on: Mapped[date]
    count: Mapped[int] = mapped_column(default=0)


def new_material(programme_id: UUID, module_id: UUID, person: Person, held: Held, **facts) -> Material:
    material = Material(id=uuid4(), programme_id=programme_id, module_id=module_id, added_by_id=person.id, edition=1, **facts)
    material.editions = [MaterialEdition(number=1, by_id=person.id, **held)]
    return material
