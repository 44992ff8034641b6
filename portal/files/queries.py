"""What is kept for whom, what waits, and what nothing speaks of any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select

from portal import clock
from portal.database import Base, db
from portal.files.models import State, StoredFile

LEFT_OVER = timedelta(hours=24)
ON_SHELF = {"on_shelf": True}


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


def unreferenced(*among: ColumnElement[bool]) -> list[StoredFile]:
    """Files that no record shows."""
    nothing = [
        ~exists().where(and_(programme == StoredFile.programme_id, column == StoredFile.id)).correlate(StoredFile)
        for programme, column in references()
    ]
    return list(db.session.scalars(select(StoredFile).where(*among, *nothing).limit(500)))


def shelved() -> list[tuple]:
    """(column, condition) of every table that names bytes on the shelf: a room marks its own column by `info=ON_SHELF`."""
    kept = StoredFile.state != State.BROKEN
    marked = [column for table in Base.metadata.sorted_tables for column in table.c if column.info.get("on_shelf")]
    return [(StoredFile.digest, kept), (StoredFile.small_digest, kept), *((column, column.is_not(None)) for column in marked)]


def is_spoken_of(digest: str) -> bool:
    return any(db.session.scalar(select(column).where(column == digest, kept).limit(1)) is not None for column, kept in shelved())


def spoken_of() -> set[str]:
    """Every digest that a row speaks of."""
    return {digest for column, kept in shelved() for digest in db.session.scalars(select(column).where(kept)) if digest}
