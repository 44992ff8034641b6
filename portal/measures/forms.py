"""The forms of this room: what is counted, the day of change, one number, a correction."""

from __future__ import annotations

from typing import Self

from flask_babel import gettext as _
from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal.files.forms import Photo
from portal.measures.typed import parse, parse_count
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Whole, needed, needed_text, optional, optional_text


class ChangeForm(Form):
    on = Day(_l("On which day was it changed?"), needed())
    what = Line(_l("What was changed, in a few words?"), optional_text(240))


class DelayForm(Form):
    on = Day(_l("On which later day was it changed?"), needed())
    reason = Line(_l("Why was it later than declared?"), needed_text(240))


class BesideForm(Form):
    other = Choice(_l("Which area?"), optional, choices=[])

    def offer(self, others: list[tuple[str, str]]) -> Self:
        self.other.choices = [("", _("None: before and after only")), *others]
        return self


class ReadingForm(Form):
    """One number of one period. `sure` answers the portal's question; `seen` is the state that the writer looked at."""

    starts_on = Day(_l("Period"), needed())
    numerator = Line(_l("Number"), optional_text(40))
    denominator = Line(_l("Out of"), optional_text(40))
    is_estimate = BooleanField(_l("This is an estimate"))
    gap_because = Line(_l("If there is no number: why?"), optional_text(240))
    note = Line(_l("Note"), optional_text(240))
    photo = Photo(_l("Photo of the sheet"))
    seen = Whole(_l("Seen"), optional)
    sure = BooleanField(_l("Yes, it is right"))
    is_plain = False  # the number itself, not one half of a quotient
    is_percent = False  # typed with its sign

    def of(self, is_divided: bool) -> Self:
        self.is_plain = not is_divided
        return self

    def validate_numerator(self, field):
        self.typed_numerator = self.understood(field)

    def validate_denominator(self, field):
        self.typed_denominator = self.understood(field)

    def understood(self, field) -> float | None:
        typed = (parse if self.is_plain else parse_count)(field.data)
        if typed.wrong:
            raise ValidationError(str(typed.wrong))
        self.is_percent = self.is_percent or typed.is_percent
        return typed.number

    @property
    def pair(self) -> tuple[float | None, float | None]:
        return getattr(self, "typed_numerator", None), None if self.is_plain else getattr(self, "typed_denominator", None)

    @property
    def beside(self) -> dict:
        return {"is_estimate": self.is_estimate.data, "gap_because": self.gap_because.data, "note": self.note.data}


class ExclusionForm(Form):
    starts_on = Day(_l("Period"), needed())
    reason = Line(_l("Why shall this number not count?"), needed_text(240))


class AmendmentForm(ReadingForm):
    reason = Paragraph(_l("What was wrong, and how do you know?"), needed_text(400))


class DecisionForm(Form):
    answer = Line(_l("A word to whoever asked"), optional_text(400))
