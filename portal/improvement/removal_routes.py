"""The door by which a photo of a project goes."""

from __future__ import annotations

from uuid import UUID

from flask import url_for

from portal.files.removal_routes import hang_on
from portal.improvement import policy
from portal.improvement.models import Photo
from portal.improvement.picture_routes import WITH_ALL
from portal.improvement.routes import bp
from portal.web.asking import current_user
from portal.web.finding import find_or_404


def found(photo_id: UUID) -> Photo:
    return find_or_404(Photo, photo_id, within=policy.visible_photos(current_user).options(*WITH_ALL), may=policy.can_take_away)


def back(photo: Photo) -> str:
    return url_for(".show", project_id=photo.project_id, _anchor="photos")


hang_on(bp, "/photos/<uuid:photo_id>/removal", policy.can_take_away, found, back)
