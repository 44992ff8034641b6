"""A view that somebody keeps under a name: a filter of board or list, theirs alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.erasing import Known
from portal.accounts.models import User
from portal.database import Base, db
from portal.errors import NotNow
from portal.improvement.lists import Filters
from portal.say import _l

MOST = 20


class SavedView(Base):
    __tablename__ = "saved_view"
    __unrecorded__ = True  # a bookmark of one's own: it says nothing of the work
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(String(1500))  # a hundred letters that are sought may take twelve each
    at: Mapped[datetime] = mapped_column(default=clock.now)


def views_of(user: User) -> list[SavedView]:
    return list(db.session.scalars(all_views(), {"user_id": user.id}))


@cache
def all_views() -> Select:
    return select(SavedView).where(SavedView.user_id == bindparam("user_id")).order_by(SavedView.name).limit(MOST)


def keep(user: User, name: str, asked: Filters) -> SavedView:
    """Under a name that is taken already, the new one takes its place."""
    known = db.session.scalar(select(SavedView).where(SavedView.user_id == user.id, SavedView.name == name))
    if known is None:
        count = select(func.count()).select_from(SavedView).where(SavedView.user_id == user.id)
        if (db.session.scalar(count) or 0) >= MOST:
            raise NotNow(_l("You keep 20 views already. Remove one of them first."), "/projects")
        known = SavedView(user_id=user.id, name=name)
        db.session.add(known)
    known.path = asked.url()
    return known


def drop(user: User, name: str) -> None:
    db.session.execute(delete(SavedView).where(SavedView.user_id == user.id, SavedView.name == name))


def asked_in(path: str) -> Filters:
    """Only what a list understands of an address."""
    return Filters.of(dict(parse_qsl(urlsplit(path).query)))


def forget(known: Known) -> Iterator[str]:
    if known.user:
        gone = db.session.scalars(delete(SavedView).where(SavedView.user_id == known.user.id).returning(SavedView.id)).all()
        yield f"{len(gone)} saved views dropped"
