"""Which enterprise somebody means who types its name; and the quick row of one that nobody knew until now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, select

from portal.consent.audiences import PROGRAMME, shown_to
from portal.database import db
from portal.enterprises.likeness import Described, is_same_place, phone_end
from portal.enterprises.models import Enterprise
from portal.events.invitations import Invitation
from portal.search.folding import words_of

MOST_LIKE = 3
_reached_by: list[Callable[[UUID, str], Collection[UUID]]] = []


def also_reached_by(known: Callable[[UUID, str], Collection[UUID]]) -> None:
    """A room tells which enterprises it knows by a number, of whose last digits it is told."""
    if known not in _reached_by:
        _reached_by.append(known)


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
        same = [row for row in same if is_same_place(row.city, city)]
    if len(same) > 1:
        asked = [row for row in same if row.id in invited]
        same = asked if len(asked) == 1 else same
    return Sought(same[0].id if len(same) == 1 else None, len(same) > 1)


def like(programme_id: UUID, names: Iterable[str], city: str | None, phone: str | None = None) -> list[Row]:
    """Enterprises that may be this one, written otherwise or in the other script, or with the same phone; the likeliest first."""
    asked = select(Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city, Enterprise.phone)
    here = Enterprise.programme_id == programme_id, Enterprise.merged_into_id.is_(None)
    described, found, reached = Described.of(names, city, [phone]), [], reached_by(programme_id, phone)
    for row in db.session.execute(asked.where(*here, shown_to(PROGRAMME, Enterprise))):
        score, _same = described.likeness_to((row.name, row.name_ur), row.city, (row.phone, phone if row.id in reached else None))
        if score:
            found.append((score, row))
    return [row for _score, row in sorted(found, key=lambda one: -one[0])[:MOST_LIKE]]


def reached_by(programme_id: UUID, phone: str | None) -> set[UUID]:
    """Enterprises that were once invited by this phone number, or are known by it elsewhere."""
    if not (end := phone_end(phone)):
        return set()
    asked = select(Invitation.enterprise_id).where(Invitation.programme_id == programme_id, Invitation.phone.endswith(end))
    return set(db.session.scalars(asked)).union(*(known(programme_id, end) for known in _reached_by))


def takes_part(enterprise: Enterprise) -> bool:
    """Of one that took its data back nothing is written, by whatever door its people come."""
    here = Enterprise.programme_id == enterprise.programme_id, Enterprise.id == enterprise.id
    return db.session.scalar(select(Enterprise.id).where(*here, shown_to(PROGRAMME, Enterprise))) is not None


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
