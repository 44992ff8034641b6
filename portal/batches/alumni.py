"""Who has been through the programme: enterprises that took part in a batch to its end."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from portal.batches.models import Batch, Enrolment, Standing, Status
from portal.database import db

STAYED = (
    select(Enrolment.enterprise_id)
    .join(Batch, (Batch.programme_id == Enrolment.programme_id) & (Batch.id == Enrolment.batch_id))
    .where(Batch.status == Status.CLOSED, Enrolment.state == Standing.ACTIVE)
)


def alumni(programme_id: UUID, enterprise_ids: Collection[UUID]) -> set[UUID]:
    within = (Enrolment.programme_id == programme_id) & Enrolment.enterprise_id.in_(enterprise_ids)
    return set(db.session.scalars(STAYED.where(within)))
