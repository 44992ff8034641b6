"""Carrying an improvement on: to several areas at once, or into one's own factory from another."""

from __future__ import annotations

from typing import Any, Self

from flask_babel import gettext as _

from portal.improvement.forms import NO_AREA, NOBODY, ReplicationForm
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, needed, needed_text, optional, optional_text

FURTHER = (2, 3, 4, 5)  # so many areas beside the first in one sending


class PlanForm(ReplicationForm):
    """The first area with its words, and up to four further ones, each with its own start."""

    def offer(self, areas: list[tuple[str, str]], people: list[tuple[str, str]]) -> Self:
        super().offer(areas, people)
        for place in self.further:
            place["area"].choices = [("", "–"), *areas]
        return self

    @property
    def further(self) -> list[dict[str, Any]]:
        names = ("area", "starts_on", "adapted")
        return [{name: self[f"{name}_{turn}"] for name in names} for turn in FURTHER]

    @property
    def places(self) -> list[dict[str, Any]]:
        """Every row that was filled in, the first one first."""
        first = {"area": self.area, "starts_on": self.starts_on, "adapted": self.adapted}
        return [first, *(place for place in self.further if place["area"].data)]

    def validate(self, extra_validators=None) -> bool:
        """Each area once, and each with its day."""
        fits, seen = super().validate(extra_validators), {self.area.data}
        for place in self.further:
            area, day = place["area"], place["starts_on"]
            if fits and area.data and not day.data:
                day.errors = [_("Say when it begins there.")]
            if fits and day.data and not area.data:
                area.errors = [_("Say in which area it begins on that day.")]
            if fits and area.data and area.data in seen:
                area.errors = [_("This area stands here twice. Choose another one.")]
            seen.add(area.data)
        return fits and not any(field.errors for place in self.further for field in place.values())


for _turn in FURTHER:
    setattr(PlanForm, f"area_{_turn}", Choice(_l("Which area?"), optional))
    setattr(PlanForm, f"starts_on_{_turn}", Day(_l("When does it begin there?"), optional))
    setattr(PlanForm, f"adapted_{_turn}", Line(_l("What is done differently there?"), optional_text(400)))


class UptakeForm(Form):
    enterprise = Choice(_l("Which factory?"), needed())
    problem = Paragraph(_l("What is the problem at your place?"), needed_text(2000, _l("Write in a few words what the problem is.")))
    adapted = Paragraph(_l("What will you do differently?"), optional_text(2000))
    area = Choice(_l("Where in the factory?"), optional)
    starts_on = Day(_l("When does the work begin?"), needed())
    owner = Choice(_l("Who leads it?"), optional)

    def offer(self, enterprises: list[tuple[str, str]], areas: list[tuple[str, str]], people: list[tuple[str, str]]) -> Self:
        choices: Any = self
        choices.enterprise.choices, choices.area.choices, choices.owner.choices = enterprises, [NO_AREA, *areas], [NOBODY, *people]
        if len(enterprises) == 1 and not self.enterprise.data:
            self.enterprise.data = enterprises[0][0]
            self.enterprise.raw_data = [enterprises[0][0]]
        return self
