"""What people show and say of a project: photos from before and after, and comments."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, choice, link, looks_up, within
from portal.files.models import StoredFile

if TYPE_CHECKING:
    from portal.improvement.projects import Project


class PhotoKind(enum.StrEnum):
    BEFORE = "before"
    AFTER = "after"
    OTHER = "other"


class Photo(Tenant, Base):
    __tablename__ = "photo"
    __table_args__ = (
        *within(project_id="project", enterprise_id="enterprise", file_id="stored_file"),
        *(Index(f"ix_photo_programme_{name}", "programme_id", f"{name}_id") for name in ("project", "enterprise", "file")),
    )

    project_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    file_id: Mapped[UUID] = mapped_column(Uuid())
    kind: Mapped[PhotoKind] = mapped_column(choice(PhotoKind))
    caption: Mapped[str | None] = mapped_column(String(200))
    taken_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    position: Mapped[int]
    project: Mapped[Project] = link(back_populates="photos")
    taken_by: Mapped[Person] = looks_up()
    file: Mapped[StoredFile] = looks_up()

    @property
    def url(self) -> str:
        return f"/files/{self.file_id}"


class Comment(Tenant, Base):
    __tablename__ = "comment"
    __table_args__ = (*within(project_id="project"), Index("ix_comment_programme_project", "programme_id", "project_id"))

    project_id: Mapped[UUID] = mapped_column(Uuid())
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    project: Mapped[Project] = link(back_populates="comments")
    person: Mapped[Person] = looks_up()
