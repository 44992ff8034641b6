"""The same firm under two names: written otherwise, in the other script, or known by its phone number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select

from portal.database import db
from portal.enterprises.likeness import bar, likeness, phone_end
from portal.enterprises.models import Enterprise
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Stage

MOST = 5


@dataclass(frozen=True)
class Twin:
    id: UUID
    name: str
    name_ur: str | None
    city: str
    is_prospect: bool
    prospect_id: UUID | None
    stage: Stage | None
    same_phone: bool
    score: float


def known(programme_id: UUID) -> Iterable:
    """Every firm of the programme, in one statement."""
    of_it = and_(Prospect.programme_id == Enterprise.programme_id, Prospect.enterprise_id == Enterprise.id)
    asked = select(Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city, Enterprise.phone, Enterprise.is_prospect)
    asked = asked.add_columns(Prospect.id.label("prospect_id"), Prospect.contact_phone, Prospect.stage).outerjoin(Prospect, of_it)
    return db.session.execute(asked.where(Enterprise.programme_id == programme_id, Enterprise.merged_into_id.is_(None)))


def twins_of(
    programme_id: UUID, names: Iterable[str | None], city: str, phones: Iterable[str | None], but: UUID | None = None
) -> list[Twin]:
    """Firms that may be the same one, the likeliest first."""
    names, ends = [name for name in names if name], {phone_end(phone) for phone in phones} - {""}
    found = []
    for row in known(programme_id):
        if row.id == but:
            continue
        score = max((likeness(name, other) for name in names for other in (row.name, row.name_ur) if other), default=0.0)
        same_phone = bool(ends & {phone_end(row.phone), phone_end(row.contact_phone)})
        if same_phone or score >= bar(city, row.city):
            facts = (row.id, row.name, row.name_ur, row.city, row.is_prospect, row.prospect_id, row.stage)
            found.append(Twin(*facts, same_phone=same_phone, score=score + same_phone))
    return sorted(found, key=lambda twin: -twin.score)[:MOST]
