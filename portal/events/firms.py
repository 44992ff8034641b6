"""Which enterprise somebody means who types its name; and the quick row of one that nobody knew until now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, select

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.search.folding import words_of


@dataclass(frozen=True)
class Sought:
    """`found` where one is meant beyond doubt; `several` where the name alone does not tell."""

    found: UUID | None = None
    several: bool = False


def folded(text: str | None) -> tuple[str, ...]:
    return tuple(words_of(text))


def sought(programme_id: UUID, name: str, city: str | None, invited: Collection[UUID]) -> Sought:
    """The enterprise of exactly this name in either script; else the one among the invited whose name has all these words."""
    known = db.session.execute(
        select(Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city).where(
            Enterprise.programme_id == programme_id, Enterprise.merged_into_id.is_(None)
        )
    ).all()
    typed = folded(name)
    same = [row for row in known if typed and typed in (folded(row.name), folded(row.name_ur))]
    if not same and not city:
        same = [row for row in known if row.id in invited and is_part(typed, row)]
    if city:
        same = [row for row in same if folded(row.city) == folded(city)]
    if len(same) > 1:
        asked = [row for row in same if row.id in invited]
        same = asked if len(asked) == 1 else same
    return Sought(same[0].id if len(same) == 1 else None, len(same) > 1)


def is_part(typed: tuple[str, ...], row: Row) -> bool:
    """A few letters are no name."""
    whole = (*folded(row.name), *folded(row.name_ur))
    return sum(map(len, typed)) >= 4 and all(any(word.startswith(part) for word in whole) for part in typed)


def prospect(programme_id: UUID, name: str, city: str, name_ur: str | None = None, phone: str | None = None, email=None) -> Enterprise:
    """Met, not enrolled yet."""
    met = Enterprise(programme_id=programme_id, name=name, name_ur=name_ur, city=city, phone=phone, email=email, is_prospect=True)
    db.session.add(met)
    db.session.flush()
    return met
