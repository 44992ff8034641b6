"""What one fills in about an event: itself, its agenda, its budget."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Self
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, TimeField
from wtforms.validators import NumberRange, Optional, ValidationError

from portal.events.kinds import Mode
from portal.events.times import NoSuchHour, in_utc
from portal.events.words import KINDS, MODES
from portal.files import queries as files
from portal.files.kinds import MEGABYTE, Admitted, Refused, admit
from portal.say import _l
from portal.web.forms import (
    URDU_DIGITS,
    Choice,
    Day,
    Form,
    Line,
    Paragraph,
    Version,
    Whole,
    needed,
    needed_text,
    optional,
    optional_text,
)

LONGEST = timedelta(days=14)
MONEY = NumberRange(0, 1_000_000_000, message=_l("Write an amount without signs, or leave it empty if it is not known."))


def is_link(_form, field) -> None:
    parts = urlsplit(field.data or "")
    if field.data and not (parts.scheme in ("http", "https") and "." in parts.netloc and not re.search(r"\s", field.data)):
        raise ValidationError(_("Write the whole address, beginning with https://"))


class Hour(TimeField):
    """An hour of the day, with Western or Urdu digits."""

    def process_formdata(self, valuelist):
        try:
            super().process_formdata([value.translate(URDU_DIGITS).strip() for value in valuelist])
        except ValueError as strange:
            raise ValueError(_("Write the time as hours and minutes, for example 14:30.")) from strange


class EventForm(Form):
    programme = Choice(_l("Programme"), needed())
    kind = Choice(
        _l("What kind of event"), needed(_l("Choose what kind of event it is.")), choices=[(k.value, w) for k, w in KINDS.items()]
    )
    name = Line(_l("Name"), needed_text(120))
    name_ur = Line(_l("Name in Urdu script"), optional_text(120))
    mode = RadioField(_l("How people meet"), needed(), choices=[(m.value, w) for m, w in MODES.items()], default=Mode.IN_PERSON.value)
    place = Line(_l("Place"), optional_text(240))
    meeting_link = Line(_l("Link of the meeting"), [*optional_text(500), is_link])
    day = Day(_l("Day"), needed())
    starts = Hour(_l("Begins at"), needed())
    ends = Hour(_l("Ends at"), needed())
    last_day = Day(_l("Last day, if it is another one"), optional)
    capacity = Whole(
        _l("Places"), [Optional(), NumberRange(1, 100_000, message=_l("Write how many people there is room for, or leave it empty."))]
    )
    reminders = Line(_l("Reminders, days before"), optional_text(40))
    about = Paragraph(_l("What it is about"), optional_text(4000))
    zone = "Asia/Karachi"

    def offer(self, programmes: list[tuple[str, str]]) -> Self:
        if self.programme:
            self.programme.choices = programmes
            if len(programmes) == 1:
                self.programme.data, self.programme.validators = programmes[0][0], []
        return self

    def validate_reminders(self, field):
        if not re.fullmatch(r"\d{1,2}(\s*,\s*\d{1,2})*", (field.data or "").translate(URDU_DIGITS)) and field.data:
            raise ValidationError(_("Write days with commas between them, for example 7, 3, 1."))

    def validate(self, extra_validators=None) -> bool:
        """An empty field's own checks are never asked: what the kind of meeting needs is seen here."""
        is_fine = super().validate(extra_validators)
        if self.mode.data in (Mode.IN_PERSON, Mode.HYBRID) and not self.place.data:
            self.place.errors, is_fine = [_("Say where people meet.")], False
        if self.mode.data in (Mode.VIRTUAL, Mode.HYBRID) and not self.meeting_link.data:
            self.meeting_link.errors, is_fine = [_("Give the link under which people join.")], False
        return is_fine

    def validate_ends(self, field):
        begin, end = self.moments()
        if begin is None or end is None:
            return
        if end <= begin:
            raise ValidationError(_("It ends before it begins. If it goes on past midnight, write the last day too."))
        if end - begin > LONGEST:
            raise ValidationError(_("An event takes at most 14 days. Correct the last day."))

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """Begin and end in UTC; what was not written, or is no hour of that day, is nothing."""
        return self._moment(self.day.data, self.starts), self._moment(self.last_day.data or self.day.data, self.ends)

    def _moment(self, day: date | None, field) -> datetime | None:
        if not isinstance(day, date) or not isinstance(field.data, time):
            return None
        try:
            return in_utc(day, field.data, self.zone)
        except NoSuchHour:
            raise ValidationError(_("On that day the clocks there are put forward over this hour. Choose another one.")) from None

    @property
    def facts(self) -> dict:
        begin, end = self.moments()
        plain = ("name", "name_ur", "kind", "mode", "place", "meeting_link", "capacity", "about")
        reminders = (self.reminders.data or "").translate(URDU_DIGITS)
        return {**{name: self.values[name] for name in plain}, "starts_at": begin, "ends_at": end, "reminders": reminders}


class EditEventForm(EventForm):
    version = Version()
    programme = None


class CallOffForm(Form):
    reason = Paragraph(_l("Why is it called off?"), needed_text(500))


class Film(FileField):
    """A short video; when the form is valid, `sent` is what can be kept."""

    sent: Admitted | None = None

    def pre_validate(self, form):
        if not self.data:
            return
        try:
            sent = admit(self.data.stream, self.data.filename or "", self.data.mimetype)
            if not sent.kind.mimetype.startswith("video/"):
                raise Refused(_("This is no video. Send an MP4 or WebM file, as phones make them."))
            self.sent = sent
        except Refused as reason:
            raise ValidationError(str(reason)) from reason

    def fits_into(self, programme_id, enterprise_id, quota: int) -> bool:
        if self.sent is None or files.has_room(programme_id, enterprise_id, self.sent.size, quota):
            return True
        self.errors = [_("This enterprise’s room for photos and files, %(most)s MB, is full.", most=quota // MEGABYTE)]
        return False


class SlotForm(Form):
    day = Day(_l("Day"), needed())
    starts = Hour(_l("Begins at"), needed())
    minutes = Whole(_l("Minutes"), [*needed(), NumberRange(1, 1440, message=_l("Write minutes between 1 and 1440."))])
    title = Line(_l("What happens"), needed_text(160))
    speaker = Line(_l("Who speaks"), optional_text(120))
    role = Line(_l("What they do"), optional_text(120))
    enterprise = Choice(_l("Enterprise that tells of itself"), optional)
    video_link = Line(_l("Link to a video"), [*optional_text(500), is_link])
    video = Film(_l("Or a video file"))
    is_agreed = BooleanField(_l("The enterprise agrees that everybody at this event sees the video"))
    zone = "Asia/Karachi"

    def validate_starts(self, field):
        try:
            field.moment = self.starts_at
        except NoSuchHour:
            raise ValidationError(_("On that day the clocks there are put forward over this hour. Choose another one.")) from None

    @property
    def starts_at(self) -> datetime | None:
        return in_utc(self.day.data, self.starts.data, self.zone) if self.day.data and self.starts.data else None

    def validate_is_agreed(self, field):
        if (self.video.data or self.video_link.data) and not field.data:
            raise ValidationError(_("Ask the enterprise first: without its yes no video is shown."))

    def validate_video(self, field):
        if field.data and not self.enterprise.data:
            raise ValidationError(_("Choose the enterprise whose video this is."))

    @property
    def facts(self) -> dict:
        plain = ("minutes", "title", "speaker", "role", "video_link")
        return {**{name: self.values[name] for name in plain}, "starts_at": self.starts_at}


class EditSlotForm(SlotForm):
    version = Version()


class LineForm(Form):
    item = Line(_l("For what"), needed_text(120))
    planned = Whole(_l("Planned"), [Optional(), MONEY])
    actual = Whole(_l("Spent"), [Optional(), MONEY])


class EditLineForm(LineForm):
    version = Version()


class HelpersForm(Form):
    helper = Choice(_l("Who helps"), needed())
