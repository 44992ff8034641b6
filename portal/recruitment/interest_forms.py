"""What a firm fills in by itself, and what a coordinator answers."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from wtforms import SubmitField
from wtforms.validators import NumberRange, Optional

from portal.accounts.forms import is_phone
from portal.accounts.queries import plain_phone
from portal.recruitment.forms import FirmForm
from portal.recruitment.interests import ANSWERS
from portal.say import _l
from portal.web.forms import Choice, Form, Line, Paragraph, Version, Whole, needed_text, optional_text
from portal.web.robots import OpenForm

PEOPLE = [
    Optional(),
    NumberRange(0, 200_000, message=_l("Write a number of people between 0 and 200,000, or leave it empty if nobody knows.")),
]


class InterestForm(OpenForm):
    firm = Line(_l("Name of your factory"), needed_text(120, _l("Write the name of your factory.")))
    name = Line(_l("Your name"), needed_text(120, _l("Write your name.")))
    phone = Line(_l("Your phone number"), [*needed_text(30, _l("Write the number on which we can call you.")), is_phone])

    @property
    def words(self) -> dict:
        return {"firm": self.firm.data, "name": self.name.data, "phone": plain_phone(self.phone.data or "")}


class ApprovalForm(FirmForm):
    """Which firm it is: one that is known already, or a new one."""

    known = Choice(_l("Is it one that you know already?"), [Optional()])
    version = Version()

    def __init__(self, firms: list[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.known.choices = [("", _("No, it is a new firm")), *firms]

    def validate(self, extra_validators=None):
        if self.known.data:  # what a new firm is called is not asked of a known one
            for field in (self.name, self.city):
                field.validators = [Optional()]
        return super().validate(extra_validators)

    @property
    def known_id(self) -> UUID | None:
        return UUID(self.known.data) if self.known.data else None


class QuestionsForm(Form):
    women_count = Whole(_l("Women who work at your factory"), PEOPLE)
    men_count = Whole(_l("Men who work at your factory"), PEOPLE)
    products = Line(_l("What you make"), optional_text(240))
    export = Line(_l("Whom you sell to: which countries or brands"), optional_text(240))
    why = Paragraph(_l("Why you would like to take part"), optional_text(4000))
    later = SubmitField(_l("Save, and go on later"))

    @property
    def answers(self) -> dict:
        return {name: self[name].data for name in ANSWERS}
