"""The same firm twice: what hangs on the one is carried over to the other, and back where that was a mistake.

A room tells which of its tables point at an enterprise: `merging.add(Invitation, _l("Invitations"))`. Its rows have an
`enterprise_id`; one that its own uniqueness forbids to carry (invited twice to one event) stays where it is. A room whose
rows must not contradict one another says so beforehand: `merging.ask_first(contradiction)` raises what stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.database import db
from portal.enterprises.models import Enterprise

_models: dict[str, tuple[Any, object]] = {}
_asked_first: list[Callable[[Enterprise, Enterprise], None]] = []


def add(model, label) -> None:
    _models[model.__tablename__] = (model, label)


def ask_first(guard: Callable[[Enterprise, Enterprise], None]) -> None:
    if guard not in _asked_first:
        _asked_first.append(guard)


def hanging_on(model, enterprise: Enterprise):
    return select(model).where(model.programme_id == enterprise.programme_id, model.enterprise_id == enterprise.id)


def counts(enterprise: Enterprise) -> list[tuple[object, int]]:
    """What would be carried: a label and how many."""
    counted = ((label, hanging_on(model, enterprise).with_only_columns(func.count())) for model, label in _models.values())
    return [(label, number) for label, asked in counted if (number := db.session.scalar(asked) or 0)]


def carry(merged: Enterprise, into: Enterprise) -> dict[str, list[str]]:
    """Everything that can be carried; table → the ids, by which it is brought back."""
    for guard in _asked_first:
        guard(merged, into)
    return {
        name: [str(row.id) for row in db.session.scalars(hanging_on(model, merged)) if put(row, into.id)]
        for name, (model, _label) in _models.items()
    }


def bring_back(carried: dict[str, list[str]], merged: Enterprise) -> None:
    for name, ids in carried.items():
        if name in _models:
            model: Any = _models[name][0]
            for row in db.session.scalars(select(model).where(model.programme_id == merged.programme_id, model.id.in_(map(UUID, ids)))):
                put(row, merged.id)


def put(row, enterprise_id: UUID) -> bool:
    """One by one, each with its row of history."""
    try:
        with db.session.begin_nested():
            row.enterprise_id = enterprise_id
    except IntegrityError:
        db.session.refresh(row)
        return False
    return True
