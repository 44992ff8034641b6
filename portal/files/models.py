"""What is known of a stored file; its bytes lie on the shelf under their digest."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.database import Base, Tenant, choice, within
from portal.files.kinds import Admitted
from portal.files.pictures import Picture, Sent
from portal.files.storage import shelf

USUALLY = timedelta(minutes=5)


class State(enum.StrEnum):
    PREPARING = "preparing"  # a photo as it was sent: nobody opens it before it is made small
    READY = "ready"
    BROKEN = "broken"  # its pixels could not be read; nothing of it is kept


class StoredFile(Tenant, Base):
    """Its id is random, not dated: an address that nobody can guess from another."""

    __tablename__ = "stored_file"
    __table_args__ = (
        *within(enterprise_id="enterprise"),
        Index("ix_stored_file_programme_enterprise", "programme_id", "enterprise_id"),
        Index("ix_stored_file_programme_state", "programme_id", "state"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    state: Mapped[State] = mapped_column(choice(State), default=State.READY)
    digest: Mapped[str] = mapped_column(String(64))
    small_digest: Mapped[str | None] = mapped_column(String(64))  # of a picture: the one for lists
    kind: Mapped[str] = mapped_column(String(80))
    name: Mapped[str | None] = mapped_column(String(120))  # of a document: what it is called when it is saved
    bytes: Mapped[int]
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def keep(cls, photo: Picture | Sent, programme_id: UUID, enterprise_id: UUID) -> StoredFile:
        """First the bytes on the shelf, then the row that speaks of them."""
        stored = cls(programme_id=programme_id, id=uuid4(), enterprise_id=enterprise_id)
        if isinstance(photo, Picture):
            stored.show(photo)
            return stored
        stored.state, stored.kind = State.PREPARING, "image/jpeg"
        stored.digest, stored.bytes = shelf().put(photo.data), len(photo.data)
        stored.width, stored.height = photo.width, photo.height
        return stored

    @classmethod
    def keep_document(cls, sent: Admitted, programme_id: UUID, enterprise_id: UUID) -> StoredFile:
        facts = {"kind": sent.kind.mimetype, "name": sent.name, "bytes": sent.size, "digest": shelf().put(sent.stream)}
        return cls(programme_id=programme_id, id=uuid4(), enterprise_id=enterprise_id, state=State.READY, width=0, height=0, **facts)

    def show(self, picture: Picture) -> None:
        """From now on this is what it shows."""
        self.digest, self.small_digest = shelf().put(picture.data), shelf().put(picture.small)
        self.state, self.kind, self.bytes = State.READY, picture.kind, len(picture.data) + len(picture.small)
        self.width, self.height = picture.width, picture.height

    def give_up(self) -> None:
        self.state, self.bytes = State.BROKEN, 0

    @property
    def is_ready(self) -> bool:
        return self.state is State.READY

    @property
    def is_broken(self) -> bool:
        return self.state is State.BROKEN

    @property
    def takes_long(self) -> bool:
        """Longer than usual: the worker may stand still."""
        return self.state is State.PREPARING and self.at < clock.now() - USUALLY

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")
