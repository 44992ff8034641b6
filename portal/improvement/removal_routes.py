"""The door by which a photo of a project goes: why, and what stays to be read."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from portal.files import removals
from portal.files.removal_forms import RemovalForm
from portal.files.removals import Reason
from portal.improvement import policy
from portal.improvement.models import Photo
from portal.improvement.picture_routes import WITH_ALL
from portal.improvement.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


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
    refuse_stale(form, photo.version, {}, url_for(".new_removal", photo_id=photo.id))
    old = removals.take_away(photo, photo.file.digest, current_user.person.id, Reason(form.reason.data), form.words.data)
    flash(_("The photo is taken away. That it was, by whom and why, stays on this page."))
    answer = commit(see(".show", anchor="photos", project_id=photo.project_id))
    removals.forget(old)
    return answer
