"""The door by which a photo of the visit goes."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from sqlalchemy.orm import joinedload

from portal.files.removal_routes import hang_on
from portal.recruitment import policy
from portal.recruitment.assessments import AssessmentPhoto
from portal.recruitment.routes import bp
from portal.web.asking import current_user
from portal.web.finding import find_or_404


def found(assessment_photo_id: UUID) -> AssessmentPhoto:
    within = policy.visible_photos(current_user).options(joinedload(AssessmentPhoto.file))
    return find_or_404(AssessmentPhoto, assessment_photo_id, within=within, may=policy.can_assess)


def back(photo: AssessmentPhoto) -> str:
    return url_for(".show_assessment", initial_assessment_id=photo.initial_assessment_id, _anchor="photos")


hang_on(bp, "/assessment-photos/<uuid:assessment_photo_id>/removal", policy.can_assess, found, back)
