"""How lengths, places and languages are called."""

from __future__ import annotations

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

# Where the same is filled in as on a sheet: the first of these pages that there is.
PROJECTS = ("improvement.index", _l("Open your projects"))
FILLED_IN = {
    Counterpart.PROJECT: (("improvement.new", _l("Log it as an improvement")),),
    Counterpart.ACTIONS: (("improvement.index_actions", _l("Open the list of actions")),),
    Counterpart.TEAM: (("enterprises.show_team", _l("Open your team")), ("enterprises.index", _l("Open the enterprises"))),
    Counterpart.READINGS: (("measures.show_grid", _l("Enter readings")), PROJECTS),
    Counterpart.SUGGESTIONS: (("suggestions.new", _l("Make a suggestion")), ("improvement.new", _l("Log it as an improvement"))),
    Counterpart.SAVINGS: (("measures.index_savings", _l("Enter savings")), PROJECTS),
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
