"""Sign-in, passwords, people and their roles: what is well formed."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from wtforms import PasswordField, RadioField, ValidationError

from portal import clock
from portal.accounts.models import OF_AN_ENTERPRISE, Role
from portal.accounts.places import Somewhere
from portal.accounts.queries import plain_phone
from portal.accounts.step_forms import ChoosesPassword
from portal.accounts.words import ROLES, SEXES
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Version, longest, needed, needed_text, optional, optional_text
from portal.web.language import NAMES

USERNAME = re.compile(r"[a-z0-9.\-]{3,40}")
EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]{2,}")


class SignInForm(Form):
    name = Line(_l("Username, phone number or e-mail"), [*needed(_l("Write your username, phone number or e-mail.")), longest(200)])
    password = PasswordField(_l("Password"), [*needed(_l("Write your password.")), longest(200)])


class PasswordForm(ChoosesPassword):
    current = PasswordField(_l("Your password now"), [*needed(), longest(200)])

    @property
    def shown_errors(self) -> list[tuple]:
        """As the fields stand on the page: the password of now comes first."""
        return sorted(super().shown_errors, key=lambda shown: shown[0] is not self.current)


def is_phone(_form, field):
    """Kept as one reads it out; a number that nobody could dial is refused."""
    if field.data and plain_phone(field.data) is None:
        raise ValidationError(_("This is not a phone number. Write it with its digits, for example 0300 1234567."))


def is_email(_form, field):
    if field.data and not EMAIL.fullmatch(field.data):
        raise ValidationError(_("This is not an e-mail address. Write it like name@example.org, or leave it empty."))


class PersonForm(Form):
    """Who somebody is and how one reaches them."""

    name = Line(_l("Name"), needed_text(120, _l("Write the person’s name.")))
    name_ur = Line(_l("Name in Urdu script"), optional_text(120))
    sex = RadioField(
        _l("Sex"), needed(_l("Choose one; “Not said” is an answer too.")), choices=[(s.value, label) for s, label in SEXES.items()]
    )
    phone = Line(_l("Phone number"), [*optional_text(30), is_phone])
    email = Line(_l("E-mail"), [*optional_text(200), is_email])
    language = Choice(_l("Language of the pages"), optional, choices=[("", _l("As their device says")), *NAMES.items()])


class EditPersonForm(PersonForm):
    version = Version()


class GrantForm(Form):
    """A role, where, and from when to when."""

    role = RadioField(_l("Role"), needed(_l("Choose a role.")), validate_choice=False)
    place = Choice(_l("Where"))
    starts_on = Day(_l("From"), needed(_l("Write the first day.")))
    ends_on = Day(_l("Until"), optional)
    expert = Choice(_l("Overseen by"), optional)

    def __init__(self, roles: list[Role], places: list[Somewhere], experts: list, **kwargs):
        super().__init__(**kwargs)
        self.places = {place.code: place for place in places}
        self.experts = {str(expert.id): expert for expert in experts}
        self.role.choices = [(role.value, ROLES[role]) for role in roles]
        only = [] if len(places) == 1 and Role.ADMINISTRATOR not in roles else [("", _("Choose where"))]
        self.place.choices = [*only, *((place.code, place.name) for place in places)]
        self.place.flags.required = Role.ADMINISTRATOR not in roles
        self.expert.choices = [("", _("Nobody yet")), *((code, expert.name) for code, expert in self.experts.items())]
        self.fill(starts_on=clock.today(), role=roles[0].value if len(roles) == 1 else None)

    @property
    def somewhere(self) -> Somewhere:
        return self.places.get(self.place.data or "", Somewhere(None, None, ""))

    def validate_role(self, field):
        if field.data not in set(Role):
            raise ValidationError(_("This role does not exist. Choose one of the list."))

    def validate_place(self, field):
        of_enterprise, chosen = self.role.data in OF_AN_ENTERPRISE, self.places.get(field.data or "")
        if self.role.data not in set(Role) or self.role.data == Role.ADMINISTRATOR:
            return
        if of_enterprise and (chosen is None or chosen.enterprise_id is None):
            raise ValidationError(_("This role is held in one enterprise. Choose which."))
        if not of_enterprise and (chosen is None or chosen.enterprise_id is not None):
            raise ValidationError(_("This role is held in a whole programme. Choose which."))

    def validate_ends_on(self, field):
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day lies before the first. Write a later day, or leave it empty for “until ended”."))

    def validate_expert(self, field):
        expert = self.experts.get(field.data or "")
        if expert and (self.role.data != Role.TRAINER or expert.programme_id != self.somewhere.programme_id):
            raise ValidationError(_("Only a trainer is overseen, and only by an expert of the same programme."))

    @property
    def given(self) -> dict:
        """What the verb `give` is told."""
        is_everywhere = self.role.data == Role.ADMINISTRATOR
        expert = self.experts.get(self.expert.data or "")
        return {
            "role": Role(self.role.data),
            "programme_id": None if is_everywhere else self.somewhere.programme_id,
            "enterprise_id": None if is_everywhere else self.somewhere.enterprise_id,
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "expert_id": expert and expert.id,
        }


class NewPersonForm(PersonForm, GrantForm):
    username = Line(_l("Username"), needed_text(40, _l("Write a username: the name to sign in with.")))

    def validate_username(self, field):
        field.data = (field.data or "").casefold()
        if not USERNAME.fullmatch(field.data):
            raise ValidationError(_("Use 3 to 40 small letters a to z, digits, dots or dashes, for example rukhsana.bibi."))
