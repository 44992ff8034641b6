"""What rests: while an enterprise pauses in its batch, and takes part in no other, nothing of it counts as late."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from portal.batches.models import Enrolment, Standing


def rests(model) -> ColumnElement[bool]:
    """A condition on any table with `programme_id` and `enterprise_id`."""
    return and_(stands(model, Standing.PAUSED), ~stands(model, Standing.ACTIVE))


def stands(model, state: Standing) -> ColumnElement[bool]:
    theirs = Enrolment.programme_id == model.programme_id, Enrolment.enterprise_id == model.enterprise_id
    return select(Enrolment.id).where(*theirs, Enrolment.state == state).correlate_except(Enrolment).exists()
