"""The door to one photo: what stands under it, whom it shows, its place, and what is covered in it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from portal.database import db
from portal.errors import NotNow
from portal.files import blurring, removals
from portal.improvement import policy
from portal.improvement.forms import clash
from portal.improvement.models import Photo, PhotoKind, Project, Shown
from portal.improvement.photo_forms import CoverForm, EditPhotoForm, PlaceForm
from portal.improvement.photos import shift
from portal.improvement.routes import bp
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit

WITH_ALL = (joinedload(Photo.file), joinedload(Photo.taken_by), joinedload(Photo.project).options(selectinload(Project.all_photos)))


def photo_or_404(photo_id: UUID) -> Photo:
    return find_or_404(Photo, photo_id, within=policy.visible_photos(current_user).options(*WITH_ALL), may=policy.can_act)


def edit_page(photo: Photo, form: EditPhotoForm, status: int = 200, both=None):
    return render_template("improvement/photo.html", photo=photo, form=form, clash=both), status


def words_of(photo: Photo) -> dict:
    return {"caption": photo.caption, "kind": photo.kind.value, "people": photo.people and photo.people.value}


@bp.get("/photos/<uuid:photo_id>")
@allow(policy.can_act)
def edit_photo(photo_id):
    photo = photo_or_404(photo_id)
    return edit_page(photo, EditPhotoForm().fill(version=photo.version, **words_of(photo)))


@bp.post("/photos/<uuid:photo_id>")
@allow(policy.can_act)
def update_photo(photo_id):
    photo, form = photo_or_404(photo_id), EditPhotoForm()
    if not form.validate():
        return edit_page(photo, form, 422)
    if form.version.data != photo.version:
        both = clash(form, words_of(photo))
        form["version"].data = photo.version
        return edit_page(photo, form, 409, both)
    photo.describe(PhotoKind(form.kind.data), form.caption.data, form.people.data and Shown(form.people.data))
    return commit(see(".show", anchor=f"photo-{photo.file_id}", project_id=photo.project_id))


@bp.post("/photos/<uuid:photo_id>/place")
@allow(policy.can_act)
def update_place(photo_id):
    photo, form = photo_or_404(photo_id), PlaceForm()
    if not form.validate():
        abort(422)
    shift(photo.project.photos, photo, -1 if form.to.data == "up" else 1)
    return commit(see(".show", anchor=f"photo-{photo.file_id}", project_id=photo.project_id))


@bp.get("/photos/<uuid:photo_id>/cover")
@allow(policy.can_act)
def new_cover(photo_id):
    photo = photo_or_404(photo_id)
    return cover_page(photo, CoverForm().over(photo).fill(version=photo.version))


def cover_page(photo: Photo, form: CoverForm, status: int = 200):
    return render_template("improvement/cover.html", photo=photo, form=form), status


@bp.post("/photos/<uuid:photo_id>/cover")
@allow(policy.can_act)
def create_cover(photo_id):
    photo = photo_or_404(photo_id)
    form = CoverForm().over(photo)
    if not form.validate():
        return cover_page(photo, form, 422)
    refuse_unready(photo)
    seen, digest = photo.version, photo.file.digest
    db.session.commit()  # nothing is written yet: others may write while the pixels are
    picture = blurring.prepared(digest, form.parts)
    db.session.expire(photo)
    photo = photo_or_404(photo_id)
    if photo.version != seen or form.version.data != seen:
        raise NotNow(_l("Somebody changed this photo just now. Look at it once more."))
    old = blurring.cover(photo.file.id, photo.programme_id, digest, picture)
    flash(_("It is covered, and the photo as it was is gone for good."))
    answer = commit(see(".edit_photo", photo_id=photo.id))
    removals.forget(old)
    return answer


def refuse_unready(photo: Photo) -> None:
    if not photo.file.is_ready:
        raise NotNow(_l("This photo is still being prepared. Look again in a minute."))
