"""The door by which the photo of a number's sheet goes: why, and what stays to be read."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, url_for
from sqlalchemy.orm import joinedload

from portal.files import removals
from portal.files.removal_forms import RemovalForm
from portal.measures import policy
from portal.measures.page import words_of
from portal.measures.readings import Reading
from portal.measures.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


def found_reading(reading_id: UUID) -> Reading:
    """One that has a photo."""
    within = policy.visible_readings(current_user).options(joinedload(Reading.file))
    reading = find_or_404(Reading, reading_id, within=within, may=policy.can_take_away)
    return reading if reading.file else abort(404)


@bp.get("/readings/<uuid:reading_id>/removal")
@allow(policy.can_take_away)
def new_removal(reading_id):
    reading = found_reading(reading_id)
    return removal_page(reading, RemovalForm().fill(version=reading.version))


def removal_page(reading: Reading, form: RemovalForm, status: int = 200):
    return render_template("measures/removal.html", reading=reading, words=words_of(reading.card), form=form), status


@bp.post("/readings/<uuid:reading_id>/removal")
@allow(policy.can_take_away)
def create_removal(reading_id):
    reading, form = found_reading(reading_id), RemovalForm()
    if not form.validate():
        return removal_page(reading, form, 422)
    old = form.take(reading, reading.file.digest if reading.file else "", url_for(".new_removal", reading_id=reading.id))
    answer = commit(see(".show", anchor="photos", measure_card_id=reading.card_id))
    removals.forget(old)
    return answer
