"""Fields for what people send: when they are valid, they hold what can be kept."""

from __future__ import annotations

from hashlib import sha256

from flask import current_app
from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from portal.files import queries
from portal.files.kinds import MEGABYTE, Admitted, Refused, admit, too_large
from portal.files.pictures import ENDINGS, Picture, Sent, accept, shrink

PICTURES = {ending for endings in ENDINGS.values() for ending in endings}
MOST_CAPTIONS = MEGABYTE


class Photo(FileField):
    picture: Picture | Sent | None = None
    digest: str | None = None  # of what was sent: the same photo sent twice has the same

    def pre_validate(self, form):
        if self.data is None:
            return
        try:
            sent = accept(self.data.stream, self.data.filename, self.data.mimetype)
            self.digest = sha256(sent.data).hexdigest()
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


class Upload(FileField):
    """Any file that may be kept: when it is valid, `kept` is what can be. Pictures are made afresh, all else stays as it was sent."""

    kept: Picture | Admitted | None = None
    status = 422  # what a refusal answers with: 413 where the file is too large

    def pre_validate(self, form):
        if not self.data:
            return
        try:
            self.kept = taken(self.data)
        except Refused as reason:
            self.status = reason.status
            raise ValidationError(str(reason)) from reason


class Captions(FileField):
    """The words of a film with their moments (WebVTT)."""

    text: bytes | None = None
    status = 422

    def pre_validate(self, form):
        if not self.data:
            return
        try:
            self.text = captions_in(self.data.stream)
        except Refused as reason:
            self.status = reason.status
            raise ValidationError(str(reason)) from reason


def taken(sent) -> Picture | Admitted:
    if sent.filename.rpartition(".")[2].lower() in PICTURES:
        return shrink(accept(sent.stream, sent.filename, sent.mimetype).data)
    return admit(sent.stream, sent.filename, sent.mimetype)


def captions_in(stream) -> bytes:
    data = stream.read(MOST_CAPTIONS + 1)
    if len(data) > MOST_CAPTIONS:
        raise too_large(_("These captions are larger than 1 MB: they are no captions of one film."))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as broken:
        raise Refused(_("These captions are not in UTF-8. Save them as a WebVTT file (.vtt), then send that.")) from broken
    if not text.startswith("WEBVTT") or "-->" not in text or "\0" in text:
        raise Refused(_("These are no captions. Send a WebVTT file (.vtt): it begins with the word WEBVTT."))
    return text.encode()
