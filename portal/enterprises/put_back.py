"""What rows were before they were changed and what they became, so that the change can be taken back; but for what has moved on since.

Of what names people only which field it was is kept, and never a copy: who is erased would go on living in it.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Enum, Uuid, inspect

from portal.database import Moment, db

MARK = "settled"


def watch(change: Callable[[Any, Any], None], pairs: Iterable) -> list:
    """Changes pair after pair, and says which rows became others: [table, id, {field: [what it was, what it became]}]."""
    db.session.flush()
    with db.session.no_autoflush:
        for one, other in pairs:
            change(one, other)
        changed = [(row, fields) for row in db.session.dirty if (fields := fields_of(row))]
    db.session.flush()
    for row, _fields in changed:
        db.session.expire(row)
    return [[row.__tablename__, str(row.id), fields] for row, fields in changed]


def learn(row, other, names: Iterable[str]) -> list[str]:
    """What the one does not know yet it takes from the other; the names of these fields."""
    new = [name for name in names if not getattr(row, name) and getattr(other, name)]
    for name in new:
        setattr(row, name, getattr(other, name))
    return new


def unlearn(row, other, names: Iterable[str]) -> None:
    """As the other says it still, it came from there."""
    for name in names:
        if getattr(row, name) == getattr(other, name):
            setattr(row, name, None)


def fields_of(row) -> dict[str, list]:
    state = inspect(row)
    histories = {one.key: state.attrs[one.key].history for one in state.mapper.column_attrs}
    return {name: [plain(one.deleted[0]), plain(one.added[0])] for name, one in histories.items() if one.deleted and one.added}


def restore(changes: Iterable, models: dict[str, Any], programme_id: UUID) -> None:
    for table, row_id, fields in changes:
        row = found(models[table], programme_id, row_id)
        for name, (was, became) in fields.items():
            if plain(getattr(row, name)) == became:
                setattr(row, name, read(row, name, was))
    db.session.flush()


def found(model, programme_id: UUID, row_id: str) -> Any:
    return db.session.get_one(model, (programme_id, UUID(row_id)))


def plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def read(row, name: str, value: Any) -> Any:
    kind = inspect(row).mapper.columns[name].type
    if value is None:
        return None
    if isinstance(kind, Enum):
        return kind.enum_class(value) if kind.enum_class else value
    reads = {Moment: datetime.fromisoformat, Date: date.fromisoformat, Uuid: UUID}
    return reads.get(type(kind), lambda same: same)(value)
