"""Who has been through the programme: enterprises that took part in a batch to its end. And whose training is over, stayed or not."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from portal.batches.models import Batch, Enrolment, Standing, Status
from portal.enterprises.alumni import Source

CLOSED, STAYED = Batch.status == Status.CLOSED, Enrolment.state == Standing.ACTIVE


def completed(model) -> ColumnElement[bool]:
    return enrolled(model, CLOSED, STAYED)


def is_over(model) -> ColumnElement[bool]:
    """Was in a batch, and is in none that goes on. Whoever was never in one still waits for it."""
    return and_(enrolled(model), ~enrolled(model, ~CLOSED, Enrolment.state != Standing.WITHDRAWN))


def enrolled(model, *terms) -> ColumnElement[bool]:
    its_batch = and_(Batch.programme_id == Enrolment.programme_id, Batch.id == Enrolment.batch_id)
    theirs = Enrolment.programme_id == model.programme_id, Enrolment.enterprise_id == model.enterprise_id
    return select(Enrolment.id).join(Batch, its_batch).where(*theirs, *terms).correlate_except(Enrolment, Batch).exists()


alumni = Source(completed, is_over)
