"""What is kept for whom, what waits, and what nothing speaks of any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select

from portal import clock
from portal.database import Base, db
from portal.files.models import State, StoredFile

LEFT_OVER = timedelta(hours=24)


def has_room(programme_id: UUID, enterprise_id: UUID, more: int, quota: int) -> bool:
    """Whether a factory may keep so many bytes more."""
    mine = (StoredFile.programme_id == programme_id, StoredFile.enterprise_id == enterprise_id)
    return (db.session.scalar(select(func.sum(StoredFile.bytes)).where(*mine)) or 0) + more <= quota


def waiting(older_than: timedelta = timedelta(0)) -> list[tuple[UUID, UUID]]:
    """Photos still to be prepared, the oldest first, as (programme, id)."""
    found = select(StoredFile.programme_id, StoredFile.id).where(StoredFile.state == State.PREPARING)
    return [
        (row.programme_id, row.id)
        for row in db.session.execute(found.where(StoredFile.at <= clock.now() - older_than).order_by(StoredFile.at))
    ]


def references() -> Iterable:
    """Every column of every room that points at a stored file."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if key.referred_table is StoredFile.__table__:
                yield table.c.programme_id, table.c[next(name for name in key.column_keys if name != "programme_id")]


def unreferenced() -> list[StoredFile]:
    """Files of yesterday and before that no record shows."""
    nothing = [
        ~exists().where(and_(programme == StoredFile.programme_id, column == StoredFile.id)).correlate(StoredFile)
        for programme, column in references()
    ]
    return list(db.session.scalars(select(StoredFile).where(StoredFile.at < clock.now() - LEFT_OVER, *nothing).limit(500)))


def is_spoken_of(digest: str, but: UUID | None = None) -> bool:
    there = or_(StoredFile.digest == digest, StoredFile.small_digest == digest)
    found = select(StoredFile.id).where(there, StoredFile.state != State.BROKEN)
    return db.session.scalar(found.where(StoredFile.id != but) if but else found.limit(1)) is not None


def spoken_of() -> set[str]:
    """Every digest that a row speaks of."""
    rows = db.session.execute(select(StoredFile.digest, StoredFile.small_digest).where(StoredFile.state != State.BROKEN))
    return {digest for row in rows for digest in row if digest}
