"""The same firm twice: what hangs on the one is carried over to the other, and back where that was a mistake.

A room tells which of its tables point at an enterprise: `merging.add(Invitation, _l("Invitations"))`. Its rows have an
`enterprise_id`. One that its own uniqueness forbids to carry (invited twice to one event) stays where it is, and the preview
says so with the reason the room gives; what it knew goes to the other one by the room's `settle`. A room whose rows must not
contradict one another says so beforehand: `merging.ask_first(contradiction)` raises what stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, and_, or_, select
from sqlalchemy.orm import aliased

from portal.database import db
from portal.enterprises import put_back
from portal.enterprises.models import Enterprise
from portal.say import _l

LEARNED = "learned"
HAS_ONE = _l("The one that stays has the same already.")


@dataclass(frozen=True)
class Part:
    """What a room hangs on an enterprise; `staying` are its rows that cannot go along. `settle` is told each pair of such rows; the
    one that stays then learns by the names of fields what it did not know."""

    model: Any
    label: object
    why_not: object
    settle: Callable[[Any, Any], None] | None
    learns: tuple[str, ...]
    staying: Callable[[Enterprise, Enterprise], list[Any]]

    def rows(self, merged: Enterprise) -> list[Any]:
        return list(db.session.scalars(select(self.model).where(*of(self.model, merged))))

    def split(self, merged: Enterprise, into: Enterprise) -> tuple[list[Any], list[Any]]:
        """Which rows are carried, and which stay."""
        stay = {row.id for row in self.staying(merged, into)}
        rows = self.rows(merged)
        return [row for row in rows if row.id not in stay], [row for row in rows if row.id in stay]


@dataclass(frozen=True)
class Told:
    """Of the preview."""

    label: object
    carried: int
    left: int
    why_not: object


_parts: dict[str, Part] = {}
_asked_first: list[Callable[[Enterprise, Enterprise], None]] = []


def add(model, label, why_not=HAS_ONE, settle=None, learns=(), staying=None) -> None:
    known = staying or (lambda merged, into: [left for left, _stays in pairs(model, merged, into)])
    _parts[model.__tablename__] = Part(model, label, why_not, settle, learns, known)


def ask_first(guard: Callable[[Enterprise, Enterprise], None]) -> None:
    if guard not in _asked_first:
        _asked_first.append(guard)


def of(model, enterprise: Enterprise) -> tuple:
    return model.programme_id == enterprise.programme_id, model.enterprise_id == enterprise.id


def pairs(model, merged: Enterprise, into: Enterprise) -> list[Any]:
    """A row of the one, and that of the other beside which it cannot stand."""
    there = aliased(model)
    unique = [list(one.columns.keys()) for one in model.__table__.constraints if isinstance(one, UniqueConstraint)]
    same = [
        and_(*(getattr(there, name) == getattr(model, name) for name in names if name != "enterprise_id"))
        for names in unique
        if "enterprise_id" in names
    ]
    if not same:
        return []
    return list(db.session.execute(select(model, there).join(there, or_(*same)).where(*of(model, merged), *of(there, into))).unique())


def told(merged: Enterprise, into: Enterprise) -> list[Told]:
    """What would be carried, what would not, and why."""
    split = ((part, *part.split(merged, into)) for part in _parts.values())
    return [Told(part.label, len(carried), len(left), part.why_not) for part, carried, left in split if carried or left]


def carry(merged: Enterprise, into: Enterprise) -> dict[str, list]:
    """Everything that can be carried: table → the ids, by which it is brought back; and what became of the rows that met."""
    for guard in _asked_first:
        guard(merged, into)
    kept: dict[str, list] = {put_back.MARK: [], LEARNED: []}
    for name, part in _parts.items():
        if part.settle:
            met = pairs(part.model, merged, into)
            kept[put_back.MARK] += put_back.watch(part.settle, met)
            kept[LEARNED] += [[name, str(stays.id), str(left.id), put_back.learn(stays, left, part.learns)] for left, stays in met]
        carried, _left = part.split(merged, into)
        for row in carried:
            row.enterprise_id = into.id
        db.session.flush()
        kept[name] = [str(row.id) for row in carried]
    return kept


def bring_back(carried: dict[str, list], merged: Enterprise) -> None:
    for name, ids in carried.items():
        if name in _parts:
            model = _parts[name].model
            for row in db.session.scalars(select(model).where(model.programme_id == merged.programme_id, model.id.in_(map(UUID, ids)))):
                row.enterprise_id = merged.id
            db.session.flush()
    models = {name: part.model for name, part in _parts.items()}
    put_back.restore(carried.get(put_back.MARK, ()), models, merged.programme_id)
    for name, stays_id, left_id, names in carried.get(LEARNED, ()):
        stays, left = (put_back.found(models[name], merged.programme_id, one) for one in (stays_id, left_id))
        put_back.unlearn(stays, left, names)
