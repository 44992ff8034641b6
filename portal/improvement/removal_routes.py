"""The door by which a photo of a project goes: why, and what stays to be read."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for

from portal.files import removals
from portal.files.removal_forms import RemovalForm
from portal.improvement import policy
from portal.improvement.models import Photo
from portal.improvement.picture_routes import WITH_ALL
from portal.improvement.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


def found_photo(photo_id: UUID) -> Photo:
    return find_or_404(Photo, photo_id, within=policy.visible_photos(current_user).options(*WITH_ALL), may=policy.can_take_away)


@bp.get("/photos/<uuid:photo_id>/removal")
@allow(policy.can_take_away)
def new_removal(photo_id):
    photo = found_photo(photo_id)
    return removal_page(photo, RemovalForm().fill(version=photo.version))


def removal_page(photo: Photo, form: RemovalForm, status: int = 200):
    return render_template("improvement/removal.html", photo=photo, form=form), status


@bp.post("/photos/<uuid:photo_id>/removal")
@allow(policy.can_take_away)
def create_removal(photo_id):
    photo, form = found_photo(photo_id), RemovalForm()
    if not form.validate():
        return removal_page(photo, form, 422)
    old = form.take(photo, photo.file.digest, url_for(".new_removal", photo_id=photo.id))
    answer = commit(see(".show", anchor="photos", project_id=photo.project_id))
    removals.forget(old)
    return answer
