"""A number that is written down shows that a team is at work."""

from __future__ import annotations

from sqlalchemy import Select, and_, select

from portal.enterprises import life
from portal.measures.models import MeasureCard, Reading
from portal.say import _l


def number_written(of) -> Select:
    its_card = and_(MeasureCard.programme_id == Reading.programme_id, MeasureCard.id == Reading.card_id)
    return select(Reading.read_at).join(MeasureCard, its_card).where(*life.same(MeasureCard, of))


WRITTEN = life.Sign(
    "number", _l("A number was written"), _l("Write a number"), lambda one_id: f"/enterprises/{one_id}/readings", number_written
)
