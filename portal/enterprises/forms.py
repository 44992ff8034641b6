"""An enterprise’s profile, its areas, its team and its trainers: what is well formed."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.validators import NumberRange, Optional

from portal import clock
from portal.accounts.forms import is_email, is_phone
from portal.accounts.models import Sex
from portal.accounts.words import SEXES
from portal.enterprises.models import Employment, Level
from portal.enterprises.words import EMPLOYMENTS, LEVELS
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, Whole, needed, needed_text, optional, optional_text

PEOPLE = NumberRange(0, 200_000, message=_l("Write a number of people between 0 and 200,000, or leave it empty if nobody knows."))


def is_past(_form, field):
    if field.data and field.data > clock.today():
        raise ValidationError(_("This day is still to come. Write today or an earlier day."))


class EnterpriseForm(Form):
    name = Line(_l("Name of the enterprise"), needed_text(120, _l("Write the name of the enterprise.")))
    name_ur = Line(_l("Name in Urdu script"), optional_text(120))
    city = Line(_l("City"), needed_text(80, _l("Write the city.")))
    address = Line(_l("Address"), optional_text(240))
    products = Line(_l("What it makes"), optional_text(240))
    phone = Line(_l("Phone number"), [*optional_text(30), is_phone])
    email = Line(_l("E-mail"), [*optional_text(200), is_email])
    women_count = Whole(_l("Women who work here"), [Optional(), PEOPLE])
    men_count = Whole(_l("Men who work here"), [Optional(), PEOPLE])
    counted_on = Day(_l("Counted on"), [*optional, is_past])
    about = Paragraph(_l("In a few words"), optional_text(4000))


class NewEnterpriseForm(EnterpriseForm):
    programme = Choice(_l("Programme"), needed(_l("Choose the programme.")))

    def __init__(self, programmes: list[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.programme.choices = programmes if len(programmes) == 1 else [("", _("Choose the programme")), *programmes]


class EditEnterpriseForm(EnterpriseForm):
    version = Version()


class AreaForm(Form):
    name = Line(_l("Name of the area"), needed_text(80, _l("Write what people call this place, for example “Line 3”.")))
    name_ur = Line(_l("Name in Urdu script"), optional_text(80))
    is_pilot = BooleanField(_l("This is the pilot area"))


class EditAreaForm(AreaForm):
    version = Version()


class MemberForm(Form):
    """A person in the team. They need not be able to sign in."""

    name = Line(_l("Name"), optional_text(120))
    name_ur = Line(_l("Name in Urdu script"), optional_text(120))
    level = RadioField(
        _l("Worker or manager"),
        needed(_l("Choose one: the balance of the team is read from it.")),
        choices=[(v.value, t) for v, t in LEVELS.items()],
    )
    sex = RadioField(_l("Sex"), [Optional()], choices=[(v.value, t) for v, t in SEXES.items()])
    job = Line(_l("Job"), optional_text(80))
    job_ur = Line(_l("Job in Urdu script"), optional_text(80))
    employment = Choice(
        _l("Employment"), optional, choices=[(v.value, t) for v, t in EMPLOYMENTS.items()], default=Employment.UNKNOWN.value
    )
    starts_on = Day(_l("Joined the team on"), [*needed(_l("Write the day on which they joined the team.")), is_past])

    known = None  # who may join as themselves

    def validate(self, extra_validators=None):
        fits = super().validate(extra_validators)
        if self.known is None or not self.known.data:
            fits = self.ask(self.name, _("Write the person’s name.")) and fits
            fits = self.ask(self.sex, _("Choose one; “Not said” is an answer too.")) and fits
        return fits

    def ask(self, field, message: str) -> bool:
        if not field.data and not field.errors:
            field.errors = [message]
        return bool(field.data)

    @property
    def place(self) -> dict:
        """What the membership says, without the person."""
        return {
            "level": Level(self.level.data),
            "job": self.job.data,
            "job_ur": self.job_ur.data,
            "employment": Employment(self.employment.data or "unknown"),
        }

    @property
    def person(self) -> dict:
        return {"name": self.name.data, "name_ur": self.name_ur.data, "sex": Sex(self.sex.data)}


class NewMemberForm(MemberForm):
    known = Choice(_l("Who is it?"), optional)

    def __init__(self, joinable: list[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.known.choices = [("", _("Somebody new")), *joinable]
        self.fill(starts_on=clock.today())

    @property
    def known_id(self) -> UUID | None:
        return UUID(self.known.data) if self.known.data else None


class EditMemberForm(MemberForm):
    version = Version()


class AssignmentForm(Form):
    trainer = Choice(_l("Trainer"), needed(_l("Choose a trainer.")))
    starts_on = Day(_l("From"), needed(_l("Write the first day.")))
    ends_on = Day(_l("Until"), optional)

    def __init__(self, trainers: list[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.trainer.choices = [("", _("Choose a trainer")), *trainers]
        self.fill(starts_on=clock.today())

    def validate_ends_on(self, field):
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day lies before the first. Write a later day, or leave it empty."))
