"""The door by which a photo of the visit goes: why, and what stays to be read."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from sqlalchemy.orm import joinedload

from portal.files import removals
from portal.files.removal_forms import RemovalForm
from portal.recruitment import policy
from portal.recruitment.assessments import AssessmentPhoto
from portal.recruitment.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


def found_photo(photo_id: UUID) -> AssessmentPhoto:
    within = policy.visible_photos(current_user).options(joinedload(AssessmentPhoto.file))
    return find_or_404(AssessmentPhoto, photo_id, within=within, may=policy.can_assess)


@bp.get("/assessment-photos/<uuid:assessment_photo_id>/removal")
@allow(policy.can_assess)
def new_removal(assessment_photo_id):
    photo = found_photo(assessment_photo_id)
    return removal_page(photo, RemovalForm().fill(version=photo.version))


def removal_page(photo: AssessmentPhoto, form: RemovalForm, status: int = 200):
    return render_template("recruitment/removal.html", photo=photo, form=form), status


@bp.post("/assessment-photos/<uuid:assessment_photo_id>/removal")
@allow(policy.can_assess)
def create_removal(assessment_photo_id):
    photo, form = found_photo(assessment_photo_id), RemovalForm()
    if not form.validate():
        return removal_page(photo, form, 422)
    old = form.take(photo, photo.file.digest if photo.file else "", url_for(".new_removal", assessment_photo_id=photo.id))
    answer = commit(see(".show_assessment", anchor="photos", initial_assessment_id=photo.initial_assessment_id))
    removals.forget(old)
    return answer
