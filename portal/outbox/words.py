"""What the places of a letter, the outcomes of a job and the jobs themselves are called."""

from portal.outbox.models import Outcome
from portal.say import _l

STANDS = {"waiting": _l("Waiting"), "given-up": _l("Given up"), "sent": _l("Sent")}
OUTCOMES = {Outcome.RUNNING: _l("Running"), Outcome.DONE: _l("Done"), Outcome.FAILED: _l("Failed")}
JOBS = {  # a job that is not named here shows its own name
    "tidy": _l("Drop kept answers and drafts that have served"),
    "tidy-outbox": _l("Drop letters and runs older than 30 days"),
    "digest": _l("Write the digests"),
    "late-actions": _l("Tell owners of late actions"),
}
