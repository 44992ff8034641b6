"""The forms of a card: what is counted and how, new, from the catalogue, or put right; and that nothing is counted."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from flask_babel import gettext as _
from wtforms import RadioField
from wtforms.validators import ValidationError

from portal.evidence import Better, Kind
from portal.measures import words
from portal.measures.periods import Frequency
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, Whole, needed, needed_text, optional, optional_text

YES_NO = (("", "–"), ("no", _l("No, for another reason")), ("yes", _l("Yes: it was among the worst")))
WHOLE = ("", _l("The whole enterprise"))
PER = [("1", _l("one")), ("100", "100"), ("1000", "1,000"), ("1000000", "1,000,000")]
PERCENT = ("%", "٪", "per cent", "percent")
MOST_PERIODS, MOST_AREAS = 60, 1000


def pairs(table: dict) -> list:
    """Value and label."""
    return [(str(key.value), label) for key, label in table.items()]


class CardWords(Form):
    """What both a new card and a changed one ask."""

    name = Line(_l("What do you count?"), needed_text(120))
    how = Paragraph(_l("How is it counted?"), optional_text(600))
    unit = Line(_l("Unit"), optional_text(40))
    better = Choice(_l("Which way is better?"), needed(), choices=pairs(words.BETTER))
    frequency = Choice(_l("How often?"), needed(), choices=pairs(words.FREQUENCIES))
    counted_by = Line(_l("Who counts?"), optional_text(120))
    area = Choice(_l("Area"), optional, choices=[])
    place = Line(_l("Where?"), optional_text(120))
    source = Line(_l("From which sheet or register?"), optional_text(120))
    watched_from = Day(_l("Watched since"), optional)
    chosen = Choice(_l("Was this place chosen because it was bad?"), optional, choices=list(YES_NO))
    window = Whole(_l("How many of the last periods made you choose it?"), optional)
    among = Whole(_l("Among how many places?"), optional)

    def offer(self, areas: list[tuple[str, str]]) -> Self:
        self.area.choices = [WHOLE, *areas]
        return self

    def validate_window(self, field):
        within(field, MOST_PERIODS)

    def validate_among(self, field):
        within(field, MOST_AREAS)

    def validate(self, extra_validators=None) -> bool:
        """What depends on another answer is asked even where a box is empty."""
        fine = super().validate(extra_validators)
        for field, missing in self.missing_answers():
            if not field.errors:
                field.errors, fine = [missing], False
        return fine

    def missing_answers(self):
        if self.chosen.data == "yes" and not self.window.data:
            yield self.window, _("Say how many of the last weeks or months were looked at. If it was one bad month, write 1.")
        if self.is_rare and self.watched_from.data is None:
            yield self.watched_from, _("For rare events, say from which day on you would have seen one.")

    @property
    def is_rare(self) -> bool:
        return False

    @property
    def answers(self) -> dict:
        """The answer about the choice of the place, as the card keeps it."""
        chosen = {"yes": True, "no": False}.get(self.chosen.data or "")
        return {
            "is_chosen_worst": chosen,
            "selection_window": (self.window.data or 0) if chosen else 0,
            "areas_compared": self.among.data if chosen else None,
        }

    @property
    def description(self) -> dict:
        told = {name: self[name].data for name in ("name", "how", "counted_by", "place", "source", "watched_from")}
        return {
            **told,
            **({"area_id": UUID(self.area.data) if self.area.data else None} if self.area.raw_data else {}),
            "unit": self.unit.data or "",
            "better": Better(self.better.data),
            "frequency": Frequency(self.frequency.data),
            **self.answers,
        }


class OwnCardForm(CardWords):
    """Their own measure: here the kind of number is asked too."""

    kind = RadioField(_l("What kind of number is it?"), needed(), choices=pairs(words.KINDS))  # pyright: ignore[reportArgumentType]
    numerator = Line(_l("First number"), optional_text(120))
    denominator = Line(_l("Second number: out of what, or for how much"), optional_text(120))
    per = Choice(_l("For how many is it told?"), optional, choices=PER)

    @property
    def is_rare(self) -> bool:
        return self.kind.data == Kind.RARE

    def missing_answers(self):
        yield from super().missing_answers()
        if self.kind.data in (Kind.SHARE, Kind.RATE) and not self.denominator.data:
            yield self.denominator, _("A share or a rate needs the second number: out of how many, or for how many hours or pieces.")
        if self.is_divided and self.kind.data != Kind.SHARE and (self.unit.data or "").strip() in PERCENT and self.scale != 100:
            yield self.per, _("Per cent means: for 100. Choose 100, or write another unit.")

    @property
    def is_divided(self) -> bool:
        return self.kind.data in (Kind.SHARE, Kind.RATE) or (self.kind.data == Kind.VALUE and bool(self.denominator.data))

    @property
    def scale(self) -> float:
        """What the quotient is multiplied by where it is shown: a share is always told in per cent."""
        return 100.0 if self.kind.data == Kind.SHARE else float(self.per.data or 1) if self.is_divided else 1.0

    @property
    def told_in(self) -> str:
        """Events have no unit, and what was typed before another kind was chosen does not stay."""
        unit = (self.unit.data or "").strip()
        if self.kind.data == Kind.SHARE:
            return unit if unit in PERCENT else "%"
        return "" if self.is_rare else unit

    @property
    def description(self) -> dict:
        return {
            **super().description,
            "kind": Kind(self.kind.data),
            "scale": self.scale,
            "unit": self.told_in,
            "watched_from": self.watched_from.data if self.is_rare else None,
            "numerator": (self.is_divided and self.numerator.data) or self.name.data,
            "denominator": self.denominator.data if self.is_divided else None,
        }


class IndicatorCardForm(CardWords):
    """From the catalogue: kind, unit and formula stand there already."""

    rare = False

    @property
    def is_rare(self) -> bool:
        return self.rare


class EditCardForm(CardWords):
    version = Version()
    rare = False

    @property
    def is_rare(self) -> bool:
        return self.rare


class NotTrackedForm(Form):
    reason = Paragraph(_l("Why is nothing counted?"), needed_text(400))


def within(field, most: int) -> None:
    if field.data is not None and not 0 <= field.data <= most:
        raise ValidationError(_("Write a number from 0 to %(most)s.", most=most))
