"""What people show and say of a project: photos from before and after, and comments."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, Uuid, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, link, looks_up, within
from portal.files.models import StoredFile
from portal.files.removals import Reason, Removable

if TYPE_CHECKING:
    from portal.improvement.projects import Project


class PhotoKind(enum.StrEnum):
    BEFORE = "before"
    AFTER = "after"
    OTHER = "other"


class Shown(enum.StrEnum):
    """Whether people can be recognised in it, and what they said to that."""

    NOBODY = "nobody"
    AGREED = "agreed"
    NOT_ASKED = "not_asked"


OPEN_TO_ALL = (Shown.NOBODY, Shown.AGREED)  # as long as it is not said, no photo leaves the factory


class Photo(Removable, Tenant, Versioned, Base):
    __tablename__ = "photo"
    __table_args__ = (
        *within(project_id="project", enterprise_id="enterprise", file_id="stored_file"),
        *(Index(f"ix_photo_programme_{name}", "programme_id", f"{name}_id") for name in ("project", "enterprise", "file")),
    )

    project_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    file_id: Mapped[UUID | None] = mapped_column(Uuid())  # none: it was taken away
    kind: Mapped[PhotoKind] = mapped_column(choice(PhotoKind))
    caption: Mapped[str | None] = mapped_column(String(200))
    taken_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    position: Mapped[int]
    people: Mapped[Shown | None] = mapped_column(choice(Shown))  # none: nobody has said yet
    sent_digest: Mapped[str | None] = mapped_column(String(64))  # of what was sent, which is not kept: the same photo comes once
    covered_at: Mapped[datetime | None]  # when a part of it was covered
    project: Mapped[Project] = link(back_populates="all_photos")
    taken_by: Mapped[Person] = looks_up(foreign_keys=[taken_by_id])
    file: Mapped[StoredFile] = looks_up()

    @property
    def url(self) -> str:
        return f"/files/{self.file_id}"

    def describe(self, kind: PhotoKind, caption: str | None, people: Shown | None) -> None:
        self.kind, self.caption, self.people = kind, caption, people

    def cover(self, digest: str) -> None:
        self.covered_at = clock.now()

    def show_nothing(self) -> None:
        """Its place in the order and whom it showed stay; what stood under it goes. A wrong one may come again."""
        self.file_id = self.caption = None
        if self.gone_reason is Reason.WRONG:
            self.sent_digest = None


def showing(programme_id: UUID, enterprise_id: UUID, digest: str) -> list[Photo]:
    """The photos of this factory whose file has these bytes."""
    here = Photo.programme_id == programme_id, Photo.enterprise_id == enterprise_id, StoredFile.digest == digest
    same = and_(StoredFile.programme_id == Photo.programme_id, StoredFile.id == Photo.file_id)
    return list(db.session.scalars(select(Photo).join(StoredFile, same).where(*here)))


def pairs(photos: Iterable[Photo]) -> list[tuple[Photo | None, Photo | None]]:
    """Each photo from before beside its photo from after, in their order; one pair at least, be it empty."""
    of = {kind: [photo for photo in photos if photo.kind is kind] for kind in (PhotoKind.BEFORE, PhotoKind.AFTER)}
    return list(zip_longest(of[PhotoKind.BEFORE], of[PhotoKind.AFTER])) or [(None, None)]


def shift(photos: Sequence[Photo], photo: Photo, step: int) -> bool:
    """One place up (-1) or down (1) among those of its kind; whether there was such a place."""
    alike = [one for one in photos if one.kind is photo.kind]
    place = alike.index(photo) + step
    if not 0 <= place < len(alike):
        return False
    order = list(photos)
    here, there = order.index(photo), order.index(alike[place])
    order[here], order[there] = order[there], order[here]
    for number, one in enumerate(order, 1):
        if one.position != number:
            one.position = number
    return True


class Comment(Tenant, Base):
    __tablename__ = "comment"
    __table_args__ = (*within(project_id="project"), Index("ix_comment_programme_project", "programme_id", "project_id"))

    project_id: Mapped[UUID] = mapped_column(Uuid())
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    project: Mapped[Project] = link(back_populates="comments")
    person: Mapped[Person] = looks_up()
