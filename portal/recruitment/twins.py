"""The same firm under two names: written otherwise, in the other script, or known by its phone number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select

from portal.database import db
from portal.enterprises.likeness import Described
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


def by_contact(programme_id: UUID, end: str) -> set[UUID]:
    """Enterprises where somebody with this number is whom we speak to."""
    asked = select(Prospect.enterprise_id).where(Prospect.programme_id == programme_id, Prospect.contact_phone.endswith(end))
    return set(db.session.scalars(asked))


def twins_of(
    programme_id: UUID, names: Iterable[str | None], city: str, phones: Iterable[str | None], but: UUID | None = None
) -> list[Twin]:
    """Firms that may be the same one, the likeliest first."""
    described, found = Described.of(names, city, phones), []
    for row in known(programme_id):
        if row.id == but:
            continue
        score, same_phone = described.likeness_to((row.name, row.name_ur), row.city, (row.phone, row.contact_phone))
        if score:
            facts = (row.id, row.name, row.name_ur, row.city, row.is_prospect, row.prospect_id, row.stage)
            found.append(Twin(*facts, same_phone=same_phone, score=score))
    return sorted(found, key=lambda twin: -twin.score)[:MOST]
