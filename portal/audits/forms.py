"""An audit as one fills it in: 25 questions with six answers each; and what was found at one of them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, ValidationError
from wtforms.fields.choices import SelectChoice  # pyright: ignore – the stubs know WTForms 3.2

from portal import clock
from portal.audits import questions
from portal.audits.questions import MOST, Edition
from portal.files.forms import Photo
from portal.say import _l
from portal.web.formats import name, own
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, needed, needed_text, optional, optional_text

SCORES = [(str(score), str(score)) for score in range(MOST + 1)]


class Score(RadioField):
    """One of six, and none before somebody has chosen."""

    def __init__(self, label=None, **kwargs):
        super().__init__(
            label, validators=needed(_l("Choose a number from 0 to 5.")), choices=[SelectChoice(*pair) for pair in SCORES], **kwargs
        )

    def pre_validate(self, form):
        if self.data not in dict(SCORES):
            raise ValidationError(_("Choose a number from 0 to 5."))


class AuditForm(Form):
    on = Day(_l("Day of the audit"), needed())
    note = Line(_l("What else was seen"), optional_text(240))

    def validate_on(self, field):
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day has not come yet."))

    def score_of(self, code: str) -> Any:
        return self[name_of(code)]

    @property
    def scores(self) -> dict[str, int]:
        return {question.code: int(self.score_of(question.code).data) for question in questions.newest().questions}


def name_of(code: str) -> str:
    return f"score_{code.replace('-', '_')}"


def form_for(edition: Edition, **kwargs) -> AuditForm:
    """The form of this edition: its questions are its fields."""
    asked = {name_of(question.code): Score(name(own(question, "text"))) for question in edition.questions}
    return type("AuditForm", (AuditForm,), asked)(**kwargs)


class FindingForm(Form):
    question = Choice(_l("At which question?"), needed(), render_kw={"dir": "auto"})
    words = Line(_l("What did you see?"), needed_text(240, _l("Write in a few words what you saw.")))
    photo = Photo(_l("Photo"))
    todo = Line(_l("What is to be done about it?"), optional_text(240))
    owner = Choice(_l("Who does it?"), optional)
    due_on = Day(_l("By when"), optional)

    def offer(self, asked: list[tuple[str, str]], team: list[tuple[str, str]]) -> FindingForm:
        self.question.choices = [("", _("Choose")), *asked]  # pyright: ignore[reportAttributeAccessIssue]
        self.owner.choices = [("", _("Nobody yet")), *team]  # pyright: ignore[reportAttributeAccessIssue]
        return self


class WithdrawalForm(Form):
    version = Version()
    reason = Paragraph(
        _l("Why does this audit not count?"), needed_text(1000, _l("Say why, so that whoever reads the trend later understands it."))
    )
