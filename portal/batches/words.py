"""What the states of batches, enrolments and completions are called on a page."""

from __future__ import annotations

from portal.batches.completions import State
from portal.batches.models import DayKind, Format, Standing, Status
from portal.batches.overriding import Missing
from portal.say import _l

FORMATS = {
    Format.FULL: _l("Full course"),
    Format.SHORT: _l("Short course"),
    Format.VIRTUAL: _l("Virtual course"),
    Format.BLENDED: _l("Blended course"),
}
STATUSES = {
    Status.DRAFT: _l("Draft"),
    Status.RECRUITING: _l("Recruiting"),
    Status.CONFIRMED: _l("Confirmed"),
    Status.RUNNING: _l("Running"),
    Status.CLOSING: _l("Closing"),
    Status.CLOSED: _l("Closed"),
}
STATUS_TONES = {**dict.fromkeys(Status, "yet"), Status.RUNNING: "good", Status.CLOSED: ""}
NEXT_STEPS = {  # the address of the next step, and what it is called
    Status.DRAFT: ("recruitment", _l("Open it for enterprises")),
    Status.RECRUITING: ("confirmation", _l("Confirm the batch")),
    Status.CONFIRMED: ("opening", _l("Start the batch")),
    Status.RUNNING: ("ending", _l("The last class is given")),
}
MISSING = {
    Missing.TRAINER: _l("No trainer"),
    Missing.DAYS: _l("No day"),
    Missing.ENTERPRISES: _l("Too few or too many enterprises"),
}
DAY_KINDS = {DayKind.CLASS: _l("Class"), DayKind.VISIT: _l("Visits")}
STANDINGS = {Standing.ACTIVE: _l("Taking part"), Standing.PAUSED: _l("Paused"), Standing.WITHDRAWN: _l("Left the batch")}
STANDING_TONES = {Standing.ACTIVE: "good", Standing.PAUSED: "yet", Standing.WITHDRAWN: ""}
STATES = {
    None: _l("Not yet complete"),
    State.OPEN: _l("Not yet complete"),
    State.PROPOSED: _l("To confirm"),
    State.CONFIRMED: _l("Completed"),
    State.RETURNED: _l("Returned"),
    State.WITHDRAWN: _l("Withdrawn"),
}
STATE_TONES = {None: "yet", State.OPEN: "yet", State.PROPOSED: "act", State.CONFIRMED: "good", State.RETURNED: "act", State.WITHDRAWN: ""}
DEEDS = {  # what somebody did, in the trail
    State.PROPOSED: _l("proposed it as complete"),
    State.CONFIRMED: _l("confirmed it"),
    State.RETURNED: _l("returned it"),
    State.WITHDRAWN: _l("withdrew it"),
}
FINDINGS = {  # what a page says first, by the number of gates that are missing
    0: _l("Everything is there"),
    1: _l("One thing is missing"),
    2: _l("Two things are missing"),
    3: _l("Three things are missing"),
    4: _l("Four things are missing"),
}
DECIDED = {
    State.PROPOSED: _l("Waiting to be confirmed"),
    State.CONFIRMED: _l("Completed and confirmed"),
    State.RETURNED: _l("Returned, with a comment"),
    State.WITHDRAWN: _l("Withdrawn, with a reason"),
}
