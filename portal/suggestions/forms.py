"""What is put into the box, and what the team and the coordinator answer."""

from __future__ import annotations

import time

from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, ValidationError

from portal.accounts.forms import is_phone
from portal.accounts.queries import plain_phone
from portal.files import sounds
from portal.files.kinds import MEGABYTE, Admitted, Refused, admit
from portal.files.pictures import Picture, accept, shrink
from portal.say import _l
from portal.suggestions.models import Decision
from portal.suggestions.words import DECISIONS
from portal.web import signing
from portal.web.forms import Choice, Form, Line, Paragraph, Version, needed, needed_text, optional, optional_text

OPENED, LIVES, AT_LEAST = "suggestion", 12 * 3600, 2.0
LONGEST = 4000
MOST_VOICE = 5 * MEGABYTE


class ShownPhoto(FileField):
    """Made small and without its place in the request itself: nothing of how it was sent is ever kept."""

    picture: Picture | None = None

    def pre_validate(self, form):
        if not self.data:
            return
        try:
            self.picture = shrink(accept(self.data.stream, self.data.filename, self.data.mimetype).data)
        except Refused as reason:
            raise ValidationError(str(reason)) from reason


class VoiceNote(FileField):
    """Some minutes of speech, as phones record it, kept without who, where and when."""

    kept: Admitted | None = None

    def pre_validate(self, form):
        if not self.data:
            return
        try:
            found = admit(self.data.stream, self.data.filename, self.data.mimetype)
        except Refused as reason:
            raise ValidationError(str(reason)) from reason
        if not (found.kind.mimetype.startswith("audio/") or found.kind.mimetype == "video/webm"):
            raise ValidationError(_("This is no voice note. Record one, or send an MP3, M4A, OGG or WAV file."))
        if found.size > MOST_VOICE:
            raise ValidationError(_("This voice note is larger than 5 MB. Say it in a few minutes, then send that."))
        try:
            self.kept = sounds.bare(found)
        except Refused as reason:
            raise ValidationError(str(reason)) from reason


class BoxForm(Form):
    """What every sheet at the box shares: no person sees `website`, and nobody writes in two seconds."""

    website = Line(_l("Leave this empty"), optional_text(400))
    opened = HiddenField(_l("Time"))

    @property
    def is_of_a_robot(self) -> bool:
        return bool(self.website.data)

    def validate_opened(self, field):
        since = signing.unsealed(OPENED, field.data, LIVES)
        if not isinstance(since, float) or time.time() - since < AT_LEAST:
            raise ValidationError(_("That was too quick, or this page was open too long. Look over what you wrote, and send it again."))

    def seal(self):
        self.opened.data = signing.sealed(OPENED, time.time())
        return self


class SuggestionForm(BoxForm):
    text = Paragraph(_l("What could be better, and how?"), optional_text(LONGEST))
    photo = ShownPhoto(_l("Photo"))
    voice = VoiceNote(_l("Voice note"))
    author = Line(_l("Your name"), optional_text(120))

    def validate(self, extra_validators=None):
        fits = super().validate(extra_validators)
        if fits and not (self.text.data or self.photo.data or self.voice.data):
            self.text.errors = [_("Write a few words, or add a photo or a voice note.")]
            return False
        return fits


class ConcernForm(BoxForm):
    text = Paragraph(_l("What has happened?"), needed_text(LONGEST, _l("Write what the coordinator should know.")))
    reach_me = Line(_l("How may the coordinator reach you?"), optional_text(160))


class SlipForm(Form):
    slip = Line(_l("The ten characters on your slip"), needed_text(40, _l("Type the ten characters that you were shown.")))


class ReplyForm(Form):
    decision = Choice(_l("What do you decide?"), needed(), choices=[("", _l("Choose")), *((d.value, DECISIONS[d]) for d in Decision)])
    answer = Paragraph(_l("Answer to whoever wrote it"), needed_text(LONGEST, _l("Write the answer in a few words.")))
    version = Version()


class ProjectForm(Form):
    raised_by = Choice(_l("Whose idea was it?"), optional)
    version = Version()

    def offer(self, people: list[tuple[str, str]]) -> ProjectForm:
        self.raised_by.choices = [("", _("Nobody who is named")), *people]  # pyright: ignore[reportAttributeAccessIssue]
        return self


class HideForm(Form):
    reason = Line(_l("Why is it hidden?"), needed_text(240, _l("Say in a few words why.")))
    version = Version()


class CloseForm(Form):
    answer = Paragraph(_l("Answer to whoever wrote it"), needed_text(LONGEST, _l("Write the answer in a few words.")))
    version = Version()


class ContactForm(Form):
    contact = Line(_l("Whom workers can speak to in confidence"), optional_text(120))
    contact_ur = Line(_l("Their name in Urdu script"), optional_text(120))
    about = Line(_l("Who that is, and when they answer"), optional_text(240))
    about_ur = Line(_l("The same in Urdu"), optional_text(240))
    phone = Line(_l("Their phone number"), [*optional_text(30), is_phone])
    version = Version()

    @property
    def facts(self) -> dict:
        return {**self.values, "phone": plain_phone(self.phone.data) if self.phone.data else None}
