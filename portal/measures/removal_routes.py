"""The door by which the photo of a number's sheet goes."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from sqlalchemy.orm import joinedload

from portal.files.removal_routes import hang_on
from portal.measures import policy
from portal.measures.readings import Reading
from portal.measures.routes import bp
from portal.web.asking import current_user
from portal.web.finding import find_or_404


def found(reading_id: UUID) -> Reading:
    within = policy.visible_readings(current_user).options(joinedload(Reading.file))
    return find_or_404(Reading, reading_id, within=within, may=policy.can_take_away)


def back(reading: Reading) -> str:
    return url_for(".show", measure_card_id=reading.card_id, _anchor="photos")


hang_on(bp, "/readings/<uuid:reading_id>/removal", policy.can_take_away, found, back)
