"""What every form shares: its key, its name, and fields that refuse what no person means to type."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, Self

from flask import request
from flask_babel import get_translations
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from uuid_utils.compat import uuid7
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # pyright: ignore – the stubs know WTForms 3.2
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError
from wtforms.widgets import ListWidget, RadioInput

from portal.errors import NotNow
from portal.say import _l
from portal.web import drafts
from portal.web.lengths import longest

EARLIEST, LATEST = date(2005, 1, 1), date(2100, 1, 1)
MOST_COUNTED = 1_000_000_000
GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,٬]\d{2,3})*[,٬]\d{3}")  # 1,200 and 1,20,000
URDU_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫", "01234567890123456789.")
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


SAID_BY_WTFORMS = (
    _l("Not a valid choice."),
    _l("Not a valid integer value."),
    _l("This field is required."),
    _l("Invalid input."),
)


class OurWords:
    """The catalogue in the shape that WTForms asks for."""

    @staticmethod
    def gettext(text: str) -> str:
        return _(text)

    @staticmethod
    def ngettext(one: str, many: str, count: int) -> str:
        return _("Not a valid choice.") if "choice" in one else get_translations().ungettext(one, many, count)


class Form(FlaskForm):
    """One form on one screen. `_key` makes sending it twice harmless; `_form` brings a lost text back."""

    class Meta:
        csrf = False  # CSRFProtect guards every unsafe request of the app, forms or not

        def get_translations(self, form):
            """WTForms' own sentences come from our catalogue too, where `SAID_BY_WTFORMS` names them for it."""
            return OurWords

        def bind_field(self, form, unbound_field, options):
            """Rooms write choices as pairs of value and label; WTForms wants each to be a SelectChoice."""
            if pairs := unbound_field.kwargs.get("choices"):
                options["choices"] = [SelectChoice(*pair) for pair in pairs]
            return unbound_field.bind(form=form, **options)

    key = HiddenField(name="_key")
    form_name = HiddenField(name="_form")

    def __init__(self, formdata=None, **kwargs):
        kept = drafts.for_form(type(self).__name__) if request.method == "GET" else None
        if kept is not None:
            kwargs["formdata"] = kept
        elif formdata is not None:
            kwargs["formdata"] = formdata
        super().__init__(**kwargs)
        self.was_kept = kept is not None
        self.form_name.data = type(self).__name__
        if request.method == "GET" or not self.key.data:
            self.key.data = drafts.key_for_form(self.was_kept) or str(uuid7())

    @classmethod
    def fresh(cls, **values) -> Self:
        """The form as it first stands, even while another of its page is being answered."""
        form = cls(formdata=MultiDict())
        for name, value in values.items():
            if not form.was_kept or name == "version":
                form[name].data = value
        return form

    def takes(self, refused: NotNow, otherwise: str | None = None) -> bool:
        """A refusal of the verb stands beside the field it speaks of, if this form has it; otherwise beside the one that is named here."""
        name = refused.beside if refused.beside and refused.beside in self else otherwise
        if name is None:
            return False
        self[name].errors = [refused.message]
        return True

    def fill(self, **values) -> Self:
        """Show what is, on first sight; never over what somebody typed."""
        if request.method == "GET" and not self.was_kept:
            for name, value in values.items():
                self[name].data = value
        return self

    def emptied(self) -> Self:
        """The same form, blank, for the next one: its choices are known already."""
        self.process()
        self.form_name.data, self.key.data, self.was_kept = type(self).__name__, str(uuid7()), False
        return self

    @property
    def values(self) -> dict:
        """What was filled in, without the plumbing."""
        return {name: data for name, data in self.data.items() if name not in ("key", "form_name", "version")}

    @property
    def shown_errors(self) -> list[tuple]:
        """(field, first error) pairs for the summary on top."""
        return [(field, field.errors[0]) for field in self if field.errors]


class Cleaned(Field):
    """Typed text as it is kept: composed, without stray white space, never with hidden direction marks."""

    def process_formdata(self, valuelist):
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = unicodedata.normalize("NFC", self.data).replace("\r\n", "\n").strip() or None

    def pre_validate(self, form):
        super().pre_validate(form)
        text = self.data or ""
        if OVERRIDES.search(text):
            raise ValidationError(_("This text holds hidden marks that turn its direction round. Type it afresh instead of pasting it."))
        if CONTROLS.search(text):
            raise ValidationError(_("This text holds characters that cannot be shown. Type it afresh instead of pasting it."))
        try:
            text.encode()
        except UnicodeEncodeError as broken:
            raise ValidationError(_("This text holds characters that cannot be shown. Type it afresh instead of pasting it.")) from broken


class Line(Cleaned, StringField):
    """One line of text."""

    def pre_validate(self, form):
        super().pre_validate(form)
        if "\n" in (self.data or ""):
            raise ValidationError(_("Write this on one line."))


class Paragraph(Cleaned, TextAreaField):
    """Some lines of text."""


class Day(DateField):
    """A date between 2005 and 2100, with Western or Urdu digits."""

    def process_formdata(self, valuelist):
        try:
            super().process_formdata([value.translate(URDU_DIGITS).strip() for value in valuelist])
        except ValueError as strange:
            raise ValueError(_("Write the date as year-month-day, for example 2026-11-23.")) from strange

    def pre_validate(self, form):
        if self.data and not EARLIEST <= self.data < LATEST:
            raise ValidationError(_("This date lies outside the programme’s years. Write a date between 2005 and 2099."))


class Whole(IntegerField):
    """A whole number, with Western or Urdu digits, in groups or not, as large as things that people count."""

    def process_formdata(self, valuelist):
        typed = [value.translate(URDU_DIGITS).strip() for value in valuelist]
        try:
            super().process_formdata([re.sub("[,٬]", "", text) if GROUPED.fullmatch(text) else text for text in typed])
        except ValueError as strange:
            raise ValueError(_("Write a whole number, for example 12.")) from strange

    def pre_validate(self, form):
        if self.data is not None and abs(self.data) > MOST_COUNTED:
            raise ValidationError(_("This number is too large to be counted by anybody."))


class Choice(SelectField):
    """One of a few; an empty choice is none."""

    def __init__(self, label=None, validators=None, **kwargs):
        kwargs.setdefault("coerce", lambda value: value or None)
        super().__init__(label, validators, **kwargs)

    def pre_validate(self, form):
        try:
            super().pre_validate(form)
        except ValidationError as strange:
            raise ValidationError(_("Choose one of those offered. What was sent is not, or no longer, there to choose.")) from strange


class Pick(Choice):
    """One of a few whose words are too long for a list that opens: a phone would cut them."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class Version(HiddenField):
    """Which state of the record the form was opened on."""

    def __init__(self, label=_l("Version"), **kwargs):
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist):
        text = (valuelist[0] if valuelist else "").strip()
        self.data: Any = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def pre_validate(self, form):
        if self.data is None:
            raise ValidationError(
                _("This form does not say which state of the record it was opened on. Reload the page and send it again.")
            )


def needed(message=None) -> list:
    return [InputRequired(message or _l("Please fill this in."))]


def needed_text(characters: int, message=None) -> list:
    """Some words: spaces alone are none."""
    return [DataRequired(message or _l("Please fill this in.")), longest(characters)]


def optional_text(characters: int) -> list:
    return [Optional(), longest(characters)]


optional = [Optional()]
