"""Improvements, actions, photos and comments: what is well formed."""

from __future__ import annotations

from typing import Any, Self

from flask_babel import gettext as _
from wtforms import HiddenField
from wtforms.validators import NumberRange

from portal.errors import Clash
from portal.files.forms import Photo
from portal.improvement.rhythms import Rhythm
from portal.improvement.stages import WAY, Stage, Theme
from portal.improvement.words import RHYTHMS, STAGES, THEMES
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, Whole, needed, needed_text, optional, optional_text

NOBODY = ("", _l("Nobody yet"))
NO_AREA = ("", _l("No certain place"))
NO_MODULE = ("", _l("No certain module"))


def clash(form: Form, saved: dict) -> Clash:
    """What is saved now and what was typed here, by the label of each field where the two differ."""
    theirs, yours = {}, {}
    for name in (name for name, value in saved.items() if form[name].data != value):
        field: Any = form[name]
        offered = field.iter_choices() if getattr(field, "choices", None) else ()
        called = {str(choice.value or ""): str(choice.label) for choice in offered}
        label = str(form[name].label.text)
        theirs[label], yours[label] = (called.get(str(value or ""), value) for value in (saved[name], form[name].data))
    return Clash(theirs, yours)


class LogForm(Form):
    """Four fields; whose idea it was, and where, for those who want to say it."""

    enterprise = Choice(_l("Which factory?"), needed())
    problem = Paragraph(_l("What is the problem?"), needed_text(2000, _l("Write in a few words what the problem is.")))
    idea = Paragraph(_l("What is your idea?"), optional_text(2000))
    expected = Line(_l("What should get better?"), optional_text(240))
    photo = Photo(_l("Photo"), optional)
    raised_by = Choice(_l("Whose idea was it?"), optional)
    area = Choice(_l("Where in the factory?"), optional)
    module = Choice(_l("Which module does this belong to?"), optional)

    def offer(self, enterprises, people, areas, modules) -> Self:
        self.enterprise.choices = enterprises
        self.raised_by.choices = [("", _("Mine")), *people]
        self.area.choices, self.module.choices = [NO_AREA, *areas], [NO_MODULE, *modules]
        if len(enterprises) == 1 and not self.enterprise.data:
            self.enterprise.data = enterprises[0][0]
            self.enterprise.raw_data = [enterprises[0][0]]
        return self

    def validate(self, extra_validators=None) -> bool:
        valid = super().validate(extra_validators)
        if not valid and self.photo.picture:
            self.photo.errors = [_("Choose the photo once more: no browser keeps it when a form comes back.")]
        return valid


class ProjectForm(Form):
    title = Line(_l("Title"), needed_text(120))
    problem = Paragraph(_l("What is the problem?"), needed_text(2000, _l("Write in a few words what the problem is.")))
    idea = Paragraph(_l("What is the idea?"), optional_text(2000))
    root_cause = Paragraph(_l("What causes it?"), optional_text(2000))
    expected = Line(_l("What should get better?"), optional_text(240))
    expected_on = Day(_l("By when should it show?"), optional)
    theme = Choice(_l("What is it about?"), optional, choices=[("", "–"), *((one.value, THEMES[one]) for one in Theme)])
    tools = Line(_l("Which tools did you use?"), optional_text(240))
    cost = Whole(_l("What has it cost so far?"), [*optional, NumberRange(min=0, message=_l("A cost is zero or more."))])
    owner = Choice(_l("Who leads it?"), optional)
    area = Choice(_l("Where in the factory?"), optional)
    module = Choice(_l("Which module does this belong to?"), optional)
    planned_on = Day(_l("When does the work begin?"), optional)
    result = Paragraph(_l("What came out of it?"), optional_text(2000))
    version = Version()

    def offer(self, people, areas, modules) -> Self:
        self.owner.choices, self.area.choices = [NOBODY, *people], [NO_AREA, *areas]
        self.module.choices = [NO_MODULE, *modules]
        return self

    def keep_promise(self) -> Self:
        """What was expected is asked for until it is in use."""
        del self.expected, self.expected_on
        return self


class StageForm(Form):
    """A step on or back; the words that some stages ask for."""

    to = Choice(_l("Stage"), needed(), choices=[(stage.value, STAGES[stage]) for stage in WAY])
    result = Paragraph(_l("What came out of it?"), optional_text(2000))
    note = Paragraph(_l("Where else is it done now?"), optional_text(1000))
    because = Line(_l("Why does it go on without?"), optional_text(240))

    def of(self, stage: Stage | None) -> Self:
        """Each stage asks for other words."""
        if stage is Stage.STANDARDISED:
            self.note.label.text = _l("Where does it hang, and who knows it?")
        return self


class ClosureForm(Form):
    lesson = Paragraph(
        _l("What did you learn?"), needed_text(2000, _l("Write in a few words what you learned, so that others need not try it again."))
    )


class ActionForm(Form):
    text = Line(_l("What is to be done?"), needed_text(240, _l("Write what is to be done.")), id="action-text")
    owner = Choice(_l("Who does it?"), optional)
    due_on = Day(_l("By when?"), optional)
    rhythm = Choice(_l("How often?"), optional, choices=[("", _l("Once")), *((one.value, RHYTHMS[one]) for one in Rhythm)])

    def offer(self, people) -> Self:
        self.owner.choices = [NOBODY, *people]
        return self


class EditActionForm(ActionForm):
    version = Version()


class HandoverForm(Form):
    """To whom, and what they should know."""

    taker = Choice(_l("Who takes it over?"), needed(_l("Choose who takes it over.")))
    note = Line(_l("What should they know?"), optional_text(240))
    version = Version()

    def offer(self, people, owner_id) -> Self:
        self.taker.choices = [("", "–"), *(one for one in people if one[0] != str(owner_id))]
        return self


class BlockForm(Form):
    reason = Line(_l("What is in the way?"), needed_text(240, _l("Write what is in the way, so that somebody can help.")))


class ViewForm(Form):
    view = Line(_l("Name of this view"), needed_text(60, _l("Give this view a name.")))
    query = HiddenField()


class DropViewForm(Form):
    view = Line(_l("Name of this view"), needed_text(60))


class MovesForm(Form):
    """What is done with all that were chosen."""

    deed = Choice(_l("What to do"), needed(_l("Say what to do with them.")), choices=[("onward", "onward"), ("lead", "lead")])
    leader = Choice(_l("Who leads them?"), optional)

    def offer(self, people) -> Self:
        self.leader.choices = [("", "–"), *people]
        return self

    def validate(self, extra_validators=None) -> bool:
        valid = super().validate(extra_validators)
        if valid and self.deed.data == "lead" and not self.leader.data:
            self.leader.errors = [_("Choose who leads them.")]
        return valid and not self.leader.errors


class ReplicationForm(Form):
    area = Choice(_l("Which area?"), needed())
    starts_on = Day(_l("When does it begin there?"), needed())
    adapted = Paragraph(_l("What is done differently there?"), optional_text(2000))
    owner = Choice(_l("Who leads it there?"), optional)

    def offer(self, areas: list[tuple[str, str]], people: list[tuple[str, str]]) -> Self:
        self.area.choices, self.owner.choices = [("", "–"), *areas], [NOBODY, *people]
        return self


class CommentForm(Form):
    text = Paragraph(_l("Your comment"), needed_text(2000, _l("Write your comment first.")), id="comment-text")
