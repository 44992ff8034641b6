"""On which device something was written that another person must confirm: known for minutes, by a digest that names neither."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.database import Base, db
from portal.web import retention

FRESH, KEPT = timedelta(minutes=10), timedelta(hours=1)


class Trace(Base):
    """One thing written on one device; no two traces of a device look alike."""

    __tablename__ = "trace"
    __unrecorded__ = True

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


def digest(thing_id: UUID, mark: str) -> str:
    return hashlib.sha256(f"{thing_id} {mark}".encode()).hexdigest()


def leave(thing_id: UUID, mark: str) -> None:
    """This was written just now on the device of that mark; one without a mark leaves none."""
    if mark:
        db.session.merge(Trace(digest=digest(thing_id, mark), at=clock.now()))


def is_of_same_device(thing_id: UUID, mark: str) -> bool:
    """Whether it was written on this very device within the last ten minutes."""
    found = db.session.get(Trace, digest(thing_id, mark)) if mark else None
    return found is not None and clock.now() - found.at < FRESH


def sweep(before: datetime) -> int:
    return len(db.session.scalars(delete(Trace).where(Trace.at < before).returning(Trace.digest)).all())


retention.declare("traces", "on which device something was written that another person confirms", KEPT, "the writing", sweep)
