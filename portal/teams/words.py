"""What states, presences and harms are called, and what a point of the agenda is."""

from __future__ import annotations

from portal.enterprises import matters
from portal.say import _l
from portal.teams.models import OWN, Harm, Presence, State

STATES = {
    State.PLANNED: _l("Planned"),
    State.RUNNING: _l("Running"),
    State.HELD: _l("Held"),
    State.CALLED_OFF: _l("Called off"),
}
PRESENCES = {Presence.PRESENT: _l("There"), Presence.EXCUSED: _l("Excused"), Presence.ABSENT: _l("Not there")}
HARMS = {Harm.ACCIDENT: _l("Somebody was hurt"), Harm.NEAR_MISS: _l("Somebody was nearly hurt"), Harm.DANGER: _l("Something is dangerous")}
WEEKDAYS = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))
RHYTHMS = {1: _l("every week"), 2: _l("every two weeks"), 4: _l("every four weeks")}
OWN_POINT = _l("Own point")


def kind_of(code: str):
    """What a point is called; one of a room that no longer tells of it is a point like any other."""
    known = matters.kinds().get(code)
    return OWN_POINT if code == OWN or known is None else known.label
