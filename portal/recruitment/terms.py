"""How long recruitment keeps what firms wrote on the public page and nobody followed up."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from portal.database import db
from portal.recruitment.interests import Interest, State
from portal.web import retention

KEPT = timedelta(days=180)


def sweep_refused(before: datetime) -> int:
    """What names people goes; that somebody wrote, and when, stays."""
    over = or_(
        and_(Interest.state == State.REFUSED, Interest.decided_at < before), and_(Interest.state == State.WAITING, Interest.at < before)
    )
    found = list(db.session.scalars(select(Interest).where(over, or_(Interest.phone != "", Interest.name != ""))))
    for interest in found:
        interest.name = interest.phone = ""
    return len(found)


retention.declare(
    "refused interest",
    "name and phone of whoever wrote on the public page and was not followed up",
    KEPT,
    "the answer, or the writing where nobody answered",
    sweep_refused,
)
