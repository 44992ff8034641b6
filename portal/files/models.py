"""What is known of a stored picture; its bytes lie on the shelf under their digest."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base, Tenant, within
from portal.files.pictures import Picture
from portal.files.storage import shelf


class StoredFile(Tenant, Base):
    """Its id is random, not dated: an address that nobody can guess from another."""

    __tablename__ = "stored_file"
    __table_args__ = (
        *within(enterprise_id="enterprise"),
        Index("ix_stored_file_programme_enterprise", "programme_id", "enterprise_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]

    @classmethod
    def keep(cls, picture: Picture, programme_id: UUID, enterprise_id: UUID) -> StoredFile:
        """First the bytes on the shelf, then the row that speaks of them."""
        digest = shelf().put(picture.data)
        facts = {"kind": picture.kind, "bytes": len(picture.data), "width": picture.width, "height": picture.height}
        return cls(programme_id=programme_id, id=uuid4(), enterprise_id=enterprise_id, digest=digest, **facts)
