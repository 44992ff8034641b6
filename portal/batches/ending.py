"""When a factory takes back its consent to the programme, it leaves the batches that it is in, with that reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal.batches.models import Batch, Enrolment, Standing, Status
from portal.database import db


def leave_batches(programme_id: UUID, enterprise_id: UUID, on: date) -> None:
    mine = Enrolment.programme_id == programme_id, Enrolment.enterprise_id == enterprise_id, Enrolment.state != Standing.WITHDRAWN
    still = select(Enrolment).join(Batch, (Batch.programme_id == Enrolment.programme_id) & (Batch.id == Enrolment.batch_id))
    for enrolment in db.session.scalars(still.where(*mine, Batch.status != Status.CLOSED)):
        day = max(on, enrolment.since_on or enrolment.enrolled_on)
        enrolment.withdraw(day, _("The enterprise took back its consent."))
