"""What one fills in about invitations and guests: in the portal, behind a personal link, and at the door."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectMultipleField, SubmitField
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, NumberRange, Optional

from portal.accounts.forms import is_email, is_phone
from portal.accounts.models import Sex
from portal.accounts.queries import plain_phone
from portal.accounts.words import SEXES
from portal.events.kinds import Level, Presence, Reply
from portal.events.words import LEVELS, PRESENCES
from portal.say import _l
from portal.web.forms import Choice, Form, Line, Version, Whole, longest, needed, needed_text, optional_text
from portal.web.robots import OpenForm

MOST_NAMED = 6
NEW = "new"
SEX_CHOICES = [(sex.value, SEXES[sex]) for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER, Sex.UNDISCLOSED)]
LEVEL_CHOICES = [(level.value, word) for level, word in LEVELS.items()]
LANGUAGES = [("ur", "اردو"), ("en", "English")]


class InviteForm(Form):
    """Some of those offered; the choices are what the page and its search can show."""

    enterprises = SelectMultipleField(_l("Enterprises"), [DataRequired(_l("Tick at least one enterprise."))])


class ContactForm(Form):
    contact = Line(_l("Who is asked there"), optional_text(120))
    phone = Line(_l("Phone number"), [*optional_text(30), is_phone])
    email = Line(_l("E-mail"), [*optional_text(200), is_email])
    language = Choice(_l("Language of the invitation"), needed(), choices=LANGUAGES)

    @property
    def facts(self) -> dict:
        phone = self.phone.data and plain_phone(self.phone.data)
        return {"contact": self.contact.data, "phone": phone, "email": self.email.data, "language": self.language.data}


class EditContactForm(ContactForm):
    version = Version()


class ProspectForm(ContactForm):
    """A firm that the programme does not know yet, with the least that one must know to invite it."""

    name = Line(_l("Name of the enterprise"), needed_text(120, _l("Write the name of the enterprise.")))
    name_ur = Line(_l("Name in Urdu script"), optional_text(120))
    city = Line(_l("City"), needed_text(80, _l("Write the city.")))
    is_other = BooleanField(_l("It is another firm than these. Add it."))


class NamedForm(PlainForm):
    """One guest of an answer; an empty name is nobody."""

    class Meta(Form.Meta):
        """The words of our own forms."""

    name = Line(_l("Name"), [Optional(), longest(120)])
    sex = Choice(_l("Woman or man"), [Optional()], choices=[("", _l("Not said")), *SEX_CHOICES[:3]])
    level = Choice(_l("Level"), [Optional()], choices=[("", _l("Not said")), *LEVEL_CHOICES[:2]])


class AnswerForm(Form):
    reply = RadioField(
        _l("Will you come?"),
        needed(_l("Choose yes, no or perhaps.")),
        choices=[(Reply.YES.value, _l("Yes")), (Reply.NO.value, _l("No")), (Reply.MAYBE.value, _l("Perhaps"))],
    )
    count = Whole(_l("How many people"), [Optional(), NumberRange(1, 500, message=_l("Write how many people come, at least 1."))])
    people = FieldList(FormField(NamedForm), min_entries=MOST_NAMED, max_entries=MOST_NAMED)

    @property
    def named(self) -> list[tuple[str, Sex, Level]]:
        """Each name once."""
        rows = {row["name"]: row for row in self.people.data if row["name"]}
        return [(name, Sex(row["sex"] or Sex.UNDISCLOSED), Level(row["level"] or Level.UNDISCLOSED)) for name, row in rows.items()]

    def fill_from(self, invitation, with_names: bool) -> AnswerForm:
        reply = invitation.reply if invitation.has_answered else None
        reply = Reply.YES if reply is Reply.WAITING else reply
        self.fill(reply=reply, count=invitation.people_count)
        if with_names and not self.is_submitted() and not self.was_kept:
            guests = [guest for guest in invitation.guests if guest.name and guest.presence is not Presence.DROPPED]
            for row, guest in zip(self.people, guests, strict=False):
                row.form.name.data = guest.name
                row.form.sex.data = guest.sex if guest.sex is not Sex.UNDISCLOSED else ""
                row.form.level.data = guest.level if guest.level is not Level.UNDISCLOSED else ""
        return self

    @property
    def shown_errors(self) -> list[tuple]:
        rows = [(part, part.errors[0]) for row in self.people for part in row.form if part.errors]
        return [*((field, field.errors[0]) for field in self if field.errors and field is not self.people), *rows]


def who_is(form) -> tuple[str, Sex, Level]:
    return form.name.data or "", Sex(form.sex.data or Sex.UNDISCLOSED), Level(form.level.data or Level.UNDISCLOSED)


class ArrivalForm(Form):
    """A guest who is not on the list, whoever writes them down."""

    firm = Line(_l("Enterprise"), needed_text(120, _l("Write the name of the enterprise.")))
    name = Line(_l("Name"), needed_text(120, _l("Write the name.")))
    sex = Choice(_l("Woman or man"), [Optional()], choices=[("", _l("Not said")), *SEX_CHOICES[:3]])
    level = Choice(_l("Level"), [Optional()], choices=[("", _l("Not said")), *LEVEL_CHOICES[:2]])
    is_new = BooleanField(_l("The programme does not know this enterprise yet"))
    city = Line(_l("City"), optional_text(80))
    phone = Line(_l("Phone number of the enterprise"), [*optional_text(30), is_phone])

    def validate(self, extra_validators=None) -> bool:
        is_fine = super().validate(extra_validators)
        if self.is_new.data and not self.city.data:
            self.city.errors, is_fine = [_("Write the city of the enterprise.")], False
        return is_fine

    @property
    def phone_number(self) -> str | None:
        return plain_phone(self.phone.data) if self.phone.data else None

    @property
    def who(self) -> tuple[str, Sex, Level]:
        return who_is(self)


class DoorForm(ArrivalForm):
    """Written down by the people at the door; a new enterprise is held against those that are known."""

    same = RadioField(_l("Is it one of these?"), [Optional()], choices=[], validate_choice=False)


class OwnArrivalForm(OpenForm, ArrivalForm):
    """On the guest's own phone, behind the poster's code."""


class OnlineForm(OpenForm):
    """Somebody who was there by the meeting's link."""

    name = Line(_l("Name"), needed_text(120, _l("Write the name.")))
    sex = Choice(_l("Woman or man"), [Optional()], choices=[("", _l("Not said")), *SEX_CHOICES[:3]])
    level = Choice(_l("Level"), [Optional()], choices=[("", _l("Not said")), *LEVEL_CHOICES[:2]])

    @property
    def who(self) -> tuple[str, Sex, Level]:
        return who_is(self)


class GuestForm(Form):
    """Who a guest is, put right at the door."""

    version = Version()
    name = Line(_l("Name"), optional_text(120))
    sex = Choice(_l("Woman or man"), [Optional()], choices=SEX_CHOICES)
    level = Choice(_l("Level"), [Optional()], choices=LEVEL_CHOICES)
    is_here = SubmitField(_l("Save and check in"))

    @property
    def who(self) -> tuple[str, Sex, Level]:
        return who_is(self)


class AdmissionForm(Form):
    """Let in: where the enterprise may be one that is known, whether it is."""

    is_same = SubmitField(_l("Yes, it is this one"))


class PresenceForm(Form):
    version = Version()
    presence = Choice(_l("Attendance"), needed(), choices=[(p.value, w) for p, w in PRESENCES.items()])
