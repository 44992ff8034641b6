"""Batches for the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from portal.batches import policy
from portal.batches.models import Batch
from portal.database import db
from portal.say import _l
from portal.search.sources import Entry, Source, Watch

BATCHES = select(Batch.programme_id, Batch.id, Batch.name, Batch.name_ur).order_by(Batch.starts_on, Batch.id)


def read_batches(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(BATCHES if ids is None else BATCHES.where(Batch.id.in_(ids))):
        yield Entry(row.id, row.name, f"/batches/{row.id}", title_ur=row.name_ur, programme_id=row.programme_id)


batches = Source(
    kind="batch",
    label=_l("Batch"),
    many=_l("Batches"),
    may=policy.can_see_batches,
    model=Batch,
    visible=policy.visible_batches,
    read=read_batches,
    watches=(Watch(Batch, lambda batch: [batch.id], frozenset({"name", "name_ur"})),),
    position=65,
)
