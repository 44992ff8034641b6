"""Contents are erased, the chain stays: a row that says which, why and by whom stands in each chain that had some."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from portal.history import recording
from portal.history.models import PORTAL, HistoryRow, Payload
from portal.history.verifying import ERASURE
from portal.web.unnamed import names_one

SHORTEST = 3


def rows_naming(session: Session, names: Iterable[str], records: Iterable[UUID]) -> dict[str, list[int]]:
    """chain → rows whose contents are about these records, or name one of these names."""
    names = [name for name in names if len(name) >= SHORTEST]
    like = [Payload.body.contains(json.dumps(name, ensure_ascii=False)[1:-1], autoescape=True) for name in names]
    beside = and_(Payload.chain == HistoryRow.chain, Payload.number == HistoryRow.number)
    wanted = select(HistoryRow.chain, HistoryRow.number, HistoryRow.what, HistoryRow.record_id, Payload.body).join(Payload, beside)
    wanted = wanted.where(Payload.body.is_not(None), HistoryRow.what != ERASURE, or_(HistoryRow.record_id.in_(list(records)), *like))
    found: dict[str, list[int]] = {}
    for row in session.execute(wanted.order_by(HistoryRow.chain, HistoryRow.number)):
        if row.record_id in records or names_any(row.body, names):
            found.setdefault(row.chain, []).append(row.number)
    return found


def names_any(body: str, names: list[str]) -> bool:
    values = [v for side in json.loads(body).values() if isinstance(side, dict) for v in side.values()]
    return any(text != "" and names_one(text, names) for text in texts_in(values))


def texts_in(values: Iterable) -> Iterator[str]:
    """Every text of a payload, however deep: some columns hold structures."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from texts_in(value.values() if isinstance(value, dict) else value)


def erase(session: Session, found: dict[str, list[int]], whose: UUID, reason: str) -> None:
    """Contents and salt go; what the digests say of them can no longer be tried out. Does not commit."""
    for chain, numbers in found.items():
        for start in range(0, len(numbers), 500):
            mine = and_(Payload.chain == chain, Payload.number.in_(numbers[start : start + 500]))
            session.execute(update(Payload).where(mine).values(body=None, salt=None))
        programme_id = None if chain == PORTAL else UUID(chain)
        recording.note(session, programme_id, ERASURE, whose, after={"rows": numbers, "reason": reason})
