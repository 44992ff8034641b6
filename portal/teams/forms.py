"""Charter, meetings, points, decisions and the board: what is well formed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self
from uuid import UUID

from flask_babel import gettext as _
from wtforms import HiddenField, RadioField
from wtforms.validators import ValidationError

from portal import clock
from portal.enterprises.models import Membership
from portal.say import _l
from portal.teams.models import Harm, Presence
from portal.teams.words import HARMS, PRESENCES, RHYTHMS, WEEKDAYS
from portal.web.formats import own
from portal.web.forms import URDU_DIGITS, Choice, Day, Form, Line, Paragraph, Version, needed, needed_text, optional, optional_text

HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
NOBODY, WHOLE_FACTORY, NO_DAY = ("", _l("Nobody yet")), ("", _l("The whole factory")), ("", _l("No certain day"))
ONLY_SAID, NEW = ("", _l("No action: it is only decided")), ("new", _l("A new improvement"))
NO_POINT = ("", _l("No certain point"))
EVERY_WEEK = next(iter(RHYTHMS))
Pairs = list[tuple[str, str]]


class Clock(Line):
    """An hour of the day as 14:30, with Western or Urdu digits."""

    def process_formdata(self, valuelist):
        super().process_formdata([value.translate(URDU_DIGITS) for value in valuelist])

    def pre_validate(self, form):
        super().pre_validate(form)
        if self.data and not HOUR.fullmatch(self.data):
            raise ValidationError(_("Write the hour with four digits, for example 14:30."))


class CharterForm(Form):
    purpose = Paragraph(_l("What is the team there for?"), needed_text(1000, _l("Write in a sentence what the team is there for.")))
    aims = Paragraph(_l("What do you want to reach, and by when?"), optional_text(1000))
    area = Choice(_l("Where does it begin?"), optional)
    weekday = Choice(_l("On which day do you meet?"), optional, choices=[NO_DAY, *((str(n), day) for n, day in enumerate(WEEKDAYS))])
    every_weeks = Choice(_l("How often?"), needed(), choices=[(str(n), label) for n, label in RHYTHMS.items()])
    begins_at = Clock(_l("At what time?"), optional_text(5))
    version = Version()

    def offer(self, areas: Pairs) -> Self:
        self.area.choices = [WHOLE_FACTORY, *areas]  # pyright: ignore[reportAttributeAccessIssue]
        return self

    @property
    def words(self) -> dict:
        """As the team keeps them."""
        weekday, area, weeks = self.weekday.data, self.area.data, self.every_weeks.data
        facts = {
            "weekday": int(weekday) if weekday else None,
            "every_weeks": int(weeks or EVERY_WEEK),
            "area_id": UUID(area) if area else None,
        }
        return {"purpose": self.purpose.data, "aims": self.aims.data, "begins_at": self.begins_at.data, **facts}


class MeetingForm(Form):
    planned_on = Day(_l("On which day?"), needed())
    begins_at = Clock(_l("At what time?"), optional_text(5))
    led_by = Choice(_l("Who leads it?"), optional)

    def offer(self, people: Pairs) -> Self:
        self.led_by.choices = [NOBODY, *people]  # pyright: ignore[reportAttributeAccessIssue]
        return self

    def validate_planned_on(self, field):
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is over. Plan the meeting for today or a later day."))


class PointForm(Form):
    title = Line(_l("What shall be spoken about?"), needed_text(240, _l("Write what shall be spoken about.")))


class NoteForm(Form):
    note = Paragraph(_l("What was said"), optional_text(2000))
    item = HiddenField()
    version = Version()

    def of(self, item) -> Self:
        """Several stand on one page: each field needs an id of its own, and words that come back need to know to which they belong."""
        self.note.id, self.item.data = f"note-{item.id}", str(item.id)
        return self

    def validate_note(self, _field):
        if self.item.raw_data and self.item.raw_data[0] != self.item.data:
            raise ValidationError(_("Choose one of those offered. What was sent is not, or no longer, there to choose."))


SUMMARY = _l("What else was said, for those who were not there?")


class ClosureForm(Form):
    held_on = Day(_l("On which day was it held?"), needed())
    summary = Paragraph(SUMMARY, optional_text(4000))
    version = Version()


class AttendanceForm(Form):
    """One question for each member of that day; the fields are made from the team."""

    members: dict[str, Membership]
    summary = Paragraph(SUMMARY, optional_text(4000))  # typed for the closing before anybody was there
    version = Version()

    @classmethod
    def for_team(cls, team: Iterable[Membership]) -> type[AttendanceForm]:
        members = {f"p_{member.person_id.hex}": member for member in team}
        offered = [(presence.value, label) for presence, label in PRESENCES.items()]
        fields = {name: RadioField(own(m.person), optional, choices=offered, coerce=or_none) for name, m in members.items()}
        return type("AttendanceForm", (cls,), {**fields, "members": members})

    @property
    def told(self) -> dict[Membership, Presence | None]:
        return {member: Presence(self[name].data) if self[name].data else None for name, member in self.members.items()}

    def knows(self, names: Iterable[str]) -> bool:
        """Whether all who were sent are in the team on that day."""
        return all(name in self.members for name in names if name.startswith("p_"))


def or_none(value):
    return value or None


class DecisionForm(Form):
    text = Line(_l("What was decided?"), needed_text(240, _l("Write what was decided.")))
    item = Choice(_l("Which point is it about?"), optional)
    project = Choice(_l("In which project is it done?"), optional)
    owner = Choice(_l("Who does it?"), optional)
    due_on = Day(_l("By when?"), optional)

    def offer(self, items: Pairs, projects: Pairs, people: Pairs) -> Self:
        self.item.choices = [NO_POINT, *items]  # pyright: ignore[reportAttributeAccessIssue]
        self.project.choices = [ONLY_SAID, NEW, *projects]  # pyright: ignore[reportAttributeAccessIssue]
        self.owner.choices = [NOBODY, *people]  # pyright: ignore[reportAttributeAccessIssue]
        return self

    def validate(self, extra_validators=None) -> bool:
        """What becomes an action has somebody who does it, and a day."""
        fits = super().validate(extra_validators)
        if fits and self.project.data and not self.owner.data:
            self.owner.errors = [_("Say who does it: what nobody does stays undone.")]
        if fits and self.project.data and not self.due_on.data:
            self.due_on.errors = [_("Say by when: what has no day is never late.")]
        if fits and self.due_on.data and self.due_on.data < clock.today():
            self.due_on.errors = [_("This day is over. Choose today or a later one.")]
        return fits and not (self.owner.errors or self.due_on.errors)


class SafetyForm(Form):
    kind = Choice(_l("What happened?"), needed(), choices=[("", _l("Choose")), *((harm.value, label) for harm, label in HARMS.items())])
    happened_on = Day(_l("On which day?"), needed())
    area = Choice(_l("Where?"), optional)
    text = Line(_l("In a few words"), needed_text(240, _l("Write in a few words what happened.")))

    def offer(self, areas: Pairs) -> Self:
        self.area.choices = [("", _l("No certain place")), *areas]  # pyright: ignore[reportAttributeAccessIssue]
        return self

    @property
    def harm(self) -> Harm:
        return Harm(self.kind.data)
