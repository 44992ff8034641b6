"""How lengths, places and languages are called."""

from __future__ import annotations

from typing import NamedTuple

from babel import Locale
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.curriculum.models import Counterpart, Place, Status
from portal.say import _l
from portal.web.language import NAMES

DAY = 480  # minutes of a day of class

PLACES = {
    Place.CLASS: _l("in class"),
    Place.LINE: _l("at the line"),
    Place.BOTH: _l("in class and at the line"),
}


class Filled(NamedTuple):
    """A page where the same is filled in as on a sheet; `says` what to look for there, or what the portal does not keep."""

    endpoint: str
    label: object
    says: object = ""


# The first of these pages that there is: by the sheet where it has one of its own, else by its kind.
PROJECTS = Filled("improvement.index", _l("Open your projects"))
CAUSE = PROJECTS._replace(
    says=_l("Each project has its root causes: five whys, a fishbone and a defect tally. Open the project, then fill them in there.")
)
BOX = Filled("suggestions.index", _l("Open the suggestion box"))
NO_BOX = _l("The portal has no box yet: whoever opens the box on the wall logs each suggestion that is put to use as an improvement.")
LOG = Filled("improvement.new", _l("Log it as an improvement"))
READINGS = Filled("measures.show_grid", _l("Enter readings"))
FILLED_IN = {
    Counterpart.PROJECT: (LOG,),
    Counterpart.ACTIONS: (Filled("improvement.index_actions", _l("Open the list of actions")),),
    Counterpart.TEAM: (Filled("enterprises.show_team", _l("Open your team")), Filled("enterprises.index", _l("Open the enterprises"))),
    Counterpart.READINGS: (READINGS, PROJECTS),
    Counterpart.SUGGESTIONS: (BOX, LOG._replace(says=NO_BOX)),
    Counterpart.SAVINGS: (Filled("measures.index_savings", _l("Enter savings")), PROJECTS),
}
NO_SKILLS = _l("Who can do which operation stays on this sheet; the portal keeps no list of it.")
FILLED_IN_OF: dict[str, tuple[Filled, ...]] = {
    "fishbone-sheet": (CAUSE,),
    "five-whys-sheet": (CAUSE,),
    "problem-sheet": (CAUSE,),
    "pareto-sheet": (
        PROJECTS._replace(says=_l("Choose here, then log what you have chosen as a project, with its number as the problem.")),
    ),
    "5s-audit-sheet": (Filled("audits.index", _l("Open the audits")),),
    "training-matrix": (Filled("batches.show_training", _l("Open who was trained"), NO_SKILLS), PROJECTS._replace(says=NO_SKILLS)),
}

PART_NAMES = {
    "title": _l("Title"),
    "aim": _l("Aim"),
    "people": _l("Who takes part"),
    "material": _l("What you need"),
    "why": _l("Why it pays"),
    "idea": _l("The idea"),
    "steps": _l("The activity, step by step"),
    "example": _l("Worked example"),
    "drawing": _l("What the drawing shows"),
    "checklist": _l("Before you say it is done"),
    "questions": _l("Check yourself"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(length_of=length_of, state_of=state_of, name_of_language=name_of_language)


def length_of(minutes: int) -> str:
    """Whole days of class as days, all else in minutes."""
    if minutes and minutes % DAY == 0:
        return ngettext("%(num)s day", "%(num)s days", minutes // DAY)
    return ngettext("%(num)s minute", "%(num)s minutes", minutes)


def state_of(status: str, lessons_count: int) -> str:
    """What of a module is there to be read."""
    if status == Status.READY:
        return ngettext("%(num)s lesson ready", "%(num)s lessons ready", lessons_count)
    if lessons_count:
        return ngettext("%(num)s lesson, more to follow", "%(num)s lessons, more to follow", lessons_count)
    return _("Outline, lessons to follow")


def name_of_language(code: str) -> str:
    """A language by its own name."""
    return NAMES.get(code) or (Locale.parse(code).language_name or code).capitalize()
