"""Scores of an area in their order: what the evidence and the measures read. A day is a point; months without an audit are gaps."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.audits.models import Audit
from portal.audits.questions import editions
from portal.database import db


class Point(NamedTuple):
    on: date
    numerator: int  # sum of the scores
    denominator: int  # of so many possible
    edition: int  # another edition asks other questions: what comes after it is not the same series


def of_area(programme_id: UUID, area_id: UUID) -> list[Point]:
    mine = (Audit.programme_id == programme_id, Audit.area_id == area_id)
    rows = db.session.execute(select(Audit.on, Audit.total, Audit.edition_number).where(*mine).order_by(Audit.on))
    return [Point(row.on, row.total, editions()[row.edition_number].most, row.edition_number) for row in rows]
