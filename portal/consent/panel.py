"""What a factory's home says of its consent: one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Row, and_, exists, select

from portal.consent.models import ConsentRequest, Scope, ScopeStanding
from portal.database import db
from portal.enterprises.models import Enterprise


@dataclass(frozen=True)
class Facts:
    said: list[Row]
    is_asked: bool


def panel_of(enterprise: Enterprise) -> Facts:
    is_open = exists().where(
        ConsentRequest.programme_id == enterprise.programme_id,
        ConsentRequest.enterprise_id == enterprise.id,
        ConsentRequest.closed_at.is_(None),
    )
    mine = and_(ScopeStanding.programme_id == Enterprise.programme_id, ScopeStanding.enterprise_id == Enterprise.id)
    rows = db.session.execute(
        select(ScopeStanding.scope, ScopeStanding.state, ScopeStanding.valid_until, is_open.label("is_asked"))
        .select_from(Enterprise)
        .outerjoin(ScopeStanding, mine)
        .where(Enterprise.programme_id == enterprise.programme_id, Enterprise.id == enterprise.id)
    ).all()
    order = list(Scope)
    said = sorted((row for row in rows if row.scope), key=lambda row: order.index(row.scope))
    return Facts(said, bool(rows and rows[0].is_asked))
