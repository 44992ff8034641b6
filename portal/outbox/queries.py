"""Letters by where they stand. Never their facts: those may hold somebody's one-time link."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Row, Select, func, select

from portal.database import db
from portal.outbox.models import Letter
from portal.web.paging import MOST

STANDS = {
    "waiting": (Letter.sent_at.is_(None), Letter.given_up_at.is_(None)),
    "given-up": (Letter.given_up_at.is_not(None),),
    "sent": (Letter.sent_at.is_not(None),),
}


def letters() -> Select:
    return select(Letter)


def page_of(stand: str, after: UUID | None) -> list[Row]:
    """Sixty letters and one more, the newest first."""
    columns = (Letter.id, Letter.to, Letter.language, Letter.subject, Letter.made_at, Letter.due_at, Letter.tries, Letter.last_error)
    found = select(*columns, Letter.sent_at, Letter.given_up_at).where(*STANDS[stand]).order_by(Letter.id.desc()).limit(MOST + 1)
    return list(db.session.execute(found.where(Letter.id < after) if after else found))


def counts() -> dict[str, int]:
    """How many stand where: one statement."""
    row = db.session.execute(select(*(func.count().filter(*where).label(name.replace("-", "_")) for name, where in STANDS.items()))).one()
    return dict(zip(STANDS, row, strict=True))
