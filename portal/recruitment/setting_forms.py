"""How a programme recruits, as one fills it in: days per stage, whom to call, criteria with their weights."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField
from wtforms.validators import NumberRange, Optional

from portal.accounts.forms import is_phone
from portal.accounts.queries import plain_phone
from portal.recruitment.criteria import MOST, Criterion, Kind
from portal.recruitment.rhythm import RecruitmentSettings
from portal.recruitment.stages import OPEN, Stage
from portal.recruitment.words import STAGES
from portal.say import _l
from portal.web.forms import Choice, Form, Line, Version, Whole, needed, optional_text

DAYS = [*needed(), NumberRange(0, 365, message=_l("Write a number of days between 0 and 365."))]
WEIGHT = [Optional(), NumberRange(0, 10, message=_l("Write a weight between 0 and 10."))]
KINDS = {Kind.SCORED: _l("Scored"), Kind.FLAG: _l("Red flag"), Kind.SERIOUS: _l("Serious red flag: stops the path")}


class SettingsForm(Form):
    is_open = BooleanField(_l("Firms may say on the public page that they are interested"))
    call_name = Line(_l("Whom to call where a serious red flag is raised"), optional_text(120))
    call_role = Line(_l("Their office"), optional_text(160))
    call_phone = Line(_l("Their phone number"), [*optional_text(30), is_phone])
    version = Version()

    def show(self, settings: RecruitmentSettings) -> SettingsForm:
        days = {f"{which}_{stage.value}": pair[at] for stage, pair in settings.rhythm.items() for at, which in enumerate(("due", "late"))}
        called = {name: getattr(settings, name) for name in ("call_name", "call_role", "call_phone", "is_open")}
        self.fill(**days, **called, version=settings.version)
        return self

    def validate(self, extra_validators=None):
        fits = super().validate(extra_validators)
        for stage in OPEN:
            due, late = self[f"due_{stage.value}"], self[f"late_{stage.value}"]
            if not due.errors and not late.errors and late.data < due.data:
                late.errors = [_("Late cannot come before due. Write at least %(days)s days.", days=due.data)]
                fits = False
        return fits

    @property
    def days(self) -> dict[Stage, tuple[int, int]]:
        return {stage: (self[f"due_{stage.value}"].data, self[f"late_{stage.value}"].data) for stage in OPEN}

    @property
    def call(self) -> dict:
        phone = self.call_phone.data
        return {"call_name": self.call_name.data, "call_role": self.call_role.data, "call_phone": plain_phone(phone) if phone else None}


for _stage in OPEN:
    setattr(SettingsForm, f"due_{_stage.value}", Whole(_l("%(stage)s: follow up after days", stage=STAGES[_stage]), DAYS))
    setattr(SettingsForm, f"late_{_stage.value}", Whole(_l("%(stage)s: late after days", stage=STAGES[_stage]), DAYS))


class CriteriaForm(Form):
    """A row per criterion; one whose name is emptied is left out of the new version."""

    version = Version()

    def row(self, at: int) -> list[Any]:
        return [self[f"{name}_{at}"] for name in ("name", "name_ur", "kind", "weight")]

    def show(self, items: list[Criterion], number: int) -> CriteriaForm:
        facts: dict[str, Any] = {"version": number}
        for at, one in enumerate(items[:MOST]):
            facts |= {f"name_{at}": one.name, f"name_ur_{at}": one.name_ur, f"kind_{at}": one.kind.value, f"weight_{at}": one.weight}
        self.fill(**facts)
        return self

    @property
    def used(self) -> int:
        """Rows in which a name stands, however wrong the rest."""
        return sum(bool(self[f"name_{at}"].data) for at in range(MOST))

    @property
    def items(self) -> list[Criterion]:
        rows = [self.row(at) for at in range(MOST)]
        found = [[field.data for field in row] for row in rows if row[0].data]
        return [
            Criterion(f"c{at}", name, name_ur, Kind(kind or "scored"), (weight or 0) if (kind or "scored") == Kind.SCORED else 0)
            for at, (name, name_ur, kind, weight) in enumerate(found, 1)
        ]


for _at in range(MOST):
    setattr(CriteriaForm, f"name_{_at}", Line(_l("Criterion %(number)s", number=_at + 1), optional_text(160)))
    setattr(CriteriaForm, f"name_ur_{_at}", Line(_l("Criterion %(number)s in Urdu script", number=_at + 1), optional_text(160)))
    _kinds = [(kind.value, label) for kind, label in KINDS.items()]
    setattr(
        CriteriaForm,
        f"kind_{_at}",
        Choice(_l("Kind of criterion %(number)s", number=_at + 1), [Optional()], choices=_kinds, default="scored"),
    )
    setattr(CriteriaForm, f"weight_{_at}", Whole(_l("Weight of criterion %(number)s", number=_at + 1), WEIGHT))
