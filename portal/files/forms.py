"""The photo field of a form: when it is valid, `picture` is what can be kept."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from portal.files import queries
from portal.files.kinds import MEGABYTE, Refused
from portal.files.pictures import Picture, Sent, accept, shrink


class Photo(FileField):
    picture: Picture | Sent | None = None

    def pre_validate(self, form):
        if self.data is None:
            return
        try:
            sent = accept(self.data.stream, self.data.filename, self.data.mimetype)
            self.picture = shrink(sent.data) if current_app.config["PHOTOS_AT_ONCE"] else sent
        except Refused as reason:
            raise ValidationError(str(reason)) from reason

    def fits_into(self, place) -> bool:
        """Whether this factory has room for it; if not, why stands beside the field, and the answer is a 507."""
        quota = current_app.config["FILES_QUOTA"]
        if self.picture is None or queries.has_room(place.programme_id, place.enterprise_id, len(self.picture.data), quota):
            return True
        self.errors = [
            _(
                "This factory’s room for photos and files, %(most)s MB, is full. Tell your coordinator; everything else you wrote can be saved without the photo.",
                most=quota // MEGABYTE,
            )
        ]
        return False
