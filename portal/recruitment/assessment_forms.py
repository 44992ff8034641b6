"""An initial assessment as one fills it in: a field per criterion of the version in force."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField

from portal.enterprises.forms import is_past
from portal.files.forms import Photo
from portal.recruitment.assessments import Verdict
from portal.recruitment.criteria import Criterion, Kind
from portal.say import _l
from portal.web.formats import own
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, needed, optional_text

SCORES = (
    ("", _l("Not known yet")),
    ("0", _l("Not at all")),
    ("1", _l("A little")),
    ("2", _l("Half")),
    ("3", _l("Mostly")),
    ("4", _l("Fully")),
)
VERDICTS = {Verdict.SELECT: _l("Take it"), Verdict.WAIT: _l("Put it on the waiting list"), Verdict.DECLINE: _l("Do not take it")}
OFFERED = [(verdict.value, label) for verdict, label in VERDICTS.items()]


class AssessmentForm(Form):
    visited_on = Day(_l("Day of the visit"), [*needed(_l("Write the day of the visit.")), is_past])
    notes = Paragraph(_l("What you saw and heard"), optional_text(4000))
    recommendation = RadioField(_l("Your recommendation"), needed(_l("Choose what you recommend.")), choices=OFFERED)
    because = Paragraph(_l("Why"), optional_text(1000))
    scored: tuple[Criterion, ...] = ()
    flagged: tuple[Criterion, ...] = ()

    @property
    def score_fields(self) -> list:
        return [self[f"score_{one.code}"] for one in self.scored]

    @property
    def flag_fields(self) -> list:
        return [(self[f"flag_{one.code}"], one.kind is Kind.SERIOUS) for one in self.flagged]

    @property
    def answers(self) -> dict:
        scores = {one.code: int(self[f"score_{one.code}"].data) for one in self.scored if self[f"score_{one.code}"].data}
        return {"scores": scores, "flags": [one.code for one in self.flagged if self[f"flag_{one.code}"].data]}


def form_for(items: list[Criterion]) -> AssessmentForm:
    """The form of these criteria."""
    scored = tuple(one for one in items if one.kind is Kind.SCORED)
    flagged = tuple(one for one in items if one.kind is not Kind.SCORED)
    fields: dict[str, Any] = {f"score_{one.code}": Choice(own(one), choices=list(SCORES)) for one in scored}
    fields |= {f"flag_{one.code}": BooleanField(own(one)) for one in flagged}
    return type("AssessmentForm", (AssessmentForm,), {**fields, "scored": scored, "flagged": flagged})()


class DecisionForm(Form):
    decision = RadioField(_l("Your decision"), needed(_l("Choose what you decide.")), choices=OFFERED)
    decision_note = Paragraph(_l("Why"), optional_text(1000))
    version = Version()


class PhotoForm(Form):
    photo = Photo(_l("Photo"), needed(_l("Choose a photo.")))
    caption = Line(_l("What it shows"), optional_text(200))
