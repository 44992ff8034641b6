"""How long recruitment keeps what firms wrote on the public page and nobody followed up, and by what a merging can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from portal.database import db
from portal.recruitment.interests import Interest, State
from portal.recruitment.merging import UNDONE_WITHIN, ProspectMerge
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


def sweep_merged(before: datetime) -> int:
    """That the two were one firm, and who said so, stays."""
    found = list(db.session.scalars(select(ProspectMerge).where(ProspectMerge.at < before)))
    kept = [one for one in found if one.carried or one.filled or one.taken]
    for merge in kept:
        merge.carried, merge.filled, merge.taken = {}, [], {}
    return len(kept)


retention.declare(
    "what a merging changed",
    "which fields and rows of two prospects became one, and what they were before",
    UNDONE_WITHIN,
    "the merging",
    sweep_merged,
)
