"""What the states of batches, enrolments and completions are called on a page."""

from __future__ import annotations

from portal.batches.completions import State
from portal.batches.models import Format, Standing, Status
from portal.say import _l

FORMATS = {
    Format.FULL: _l("Full course"),
    Format.SHORT: _l("Short course"),
    Format.VIRTUAL: _l("Virtual course"),
    Format.BLENDED: _l("Blended course"),
}
STATUSES = {Status.DRAFT: _l("Draft"), Status.RUNNING: _l("Running"), Status.CLOSED: _l("Closed")}
STATUS_TONES = {Status.DRAFT: "yet", Status.RUNNING: "good", Status.CLOSED: ""}
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
