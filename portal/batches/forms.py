"""What one fills in about batches, enrolments and completions."""

from __future__ import annotations

from functools import cache
from typing import Self

from flask_babel import gettext as _
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput

from portal.batches.words import DAY_KINDS, FORMATS
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, longest, needed, needed_text, optional, optional_text


class Several(SelectMultipleField):
    """Some of a few, as boxes to tick."""

    option_widget = CheckboxInput()


class BatchForm(Form):
    PLAIN = ("name", "name_ur", "format", "starts_on", "ends_on")

    programme = Choice(_l("Programme"), needed())
    name = Line(_l("Name"), needed_text(80))
    name_ur = Line(_l("Name in Urdu script"), optional_text(80))
    format = RadioField(
        _l("Kind of course"), needed(_l("Choose what kind of course it is.")), choices=[(f.value, label) for f, label in FORMATS.items()]
    )
    starts_on = Day(_l("First day"), needed())
    ends_on = Day(_l("Last day"), optional)
    modules = Several(_l("Modules, in the order of their numbers"))

    @property
    def facts(self) -> dict:
        return {name: self.values[name] for name in self.PLAIN}

    def offer(self, programmes: list[tuple[str, str]], modules: list[tuple[str, str]]) -> Self:
        """What there is to choose from; a single programme is not asked for."""
        self.modules.choices = modules
        if self.programme:
            self.programme.choices = programmes
            if len(programmes) == 1:
                self.programme.data, self.programme.validators = programmes[0][0], []
        return self

    def validate_ends_on(self, field):
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day lies before the first. Correct one of the two."))


class EditBatchForm(BatchForm):
    version = Version()
    programme = None


class EnrolForm(Form):
    enterprise = Choice(_l("Enterprise"), needed(_l("Choose the enterprise.")))
    on = Day(_l("Enrolled on"), needed())
    without_decision = Paragraph(_l("Why it joins although nobody decided to take it in"), [longest(500)])
    baseline_on = Day(_l("Baseline taken on"), optional)
    without_baseline = Paragraph(_l("Or why it begins without a baseline"), [longest(500)])


class OneOfSeveral(Form):
    """A form that stands on a page with others: its parts have ids of their own."""

    def __init__(self, formdata=None, **kwargs):
        super().__init__(formdata, **kwargs)
        for part in self:
            part.id = f"{type(self).__name__.removesuffix('Form').lower()}-{part.short_name.strip('_')}"

    @property
    def words_typed(self) -> dict:
        return {str(part.label.text): part.data for part in self if isinstance(part, Paragraph)}


class TrainerForm(OneOfSeveral):
    trainer = Choice(_l("Trainer"), needed(_l("Choose the trainer.")))
    starts_on = Day(_l("First day"), needed())
    ends_on = Day(_l("Last day"), optional)

    def validate_ends_on(self, field):
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day lies before the first. Correct one of the two."))


class DayForm(OneOfSeveral):
    module = Choice(_l("Module"), needed(_l("Choose the module.")))
    kind = Choice(_l("What is planned"), needed(), choices=[(kind.value, label) for kind, label in DAY_KINDS.items()])
    on = Day(_l("Day"), needed())
    note = Line(_l("Note"), [*optional, longest(200)])


class ClosureForm(Form):
    reason = Paragraph(_l("Why is it closed all the same?"), [longest(500)])


class NeededWhereMissing:
    """Shown as needed; it is asked for where something is missing."""

    field_flags = {"required": True}

    def __call__(self, form, field): ...


class StepForm(Form):
    reason = Paragraph(_l("Why does it go on without?"), [NeededWhereMissing(), longest(500)])


class PauseForm(OneOfSeveral):
    on = Day(_l("Since"), needed())
    reason = Paragraph(_l("Why does it pause?"), needed_text(500))


class ComeBackForm(OneOfSeveral):
    on = Day(_l("From"), needed())
    reason = Paragraph(_l("Why does it take part again?"), needed_text(500))


class LeaveForm(OneOfSeveral):
    on = Day(_l("On"), needed())
    reason = Paragraph(_l("Why does it leave?"), needed_text(500))


class FactForm(OneOfSeveral):
    met = BooleanField(_l("This is met"))
    note = Paragraph(_l("What was done"), [longest(500)])
    version = Version()

    def validate_note(self, field):
        if self.met.data and not field.data:
            raise ValidationError(_("Say what it rests on: who came, on which days."))


@cache
def fact_form(gate_code: str) -> type[FactForm]:
    """A form of its own for each gate, so that a text that was kept comes back to its own gate."""
    return type(f"Fact{gate_code.capitalize()}Form", (FactForm,), {})


class ProposalForm(OneOfSeveral):
    version = Version()
    reason = Paragraph(_l("Why now?"), [NeededWhereMissing(), longest(1000)])


class ConfirmationForm(OneOfSeveral):
    version = Version()


class ReturnForm(OneOfSeveral):
    version = Version()
    comment = Paragraph(_l("What is still to do?"), needed_text(1000))


class WithdrawalForm(OneOfSeveral):
    version = Version()
    reason = Paragraph(_l("Why is it withdrawn?"), needed_text(1000))
