"""The photo field of a form: when it is valid, `picture` is what can be kept."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from portal.files.pictures import Picture, Refused, shrink


class Photo(FileField):
    picture: Picture | None = None

    def pre_validate(self, form):
        if self.data is None:
            return
        try:
            self.picture = shrink(self.data.stream, self.data.filename)
        except Refused as reason:
            raise ValidationError(str(reason)) from reason
