"""What the three kinds and the frequencies are called."""

from portal.notices.models import Frequency, Kind
from portal.say import _l

KINDS = {Kind.MUST_ACT: _l("You must act"), Kind.ASKED_TO_KNOW: _l("For you to know"), Kind.CHANGED: _l("Something changed")}
MEANS = {
    Kind.MUST_ACT: _l("Somebody waits for you: an action is yours, or a decision is."),
    Kind.ASKED_TO_KNOW: _l("It concerns you, and there is nothing to do."),
    Kind.CHANGED: _l("Somebody wrote or showed something in a project that you lead."),
}
FREQUENCIES = {Frequency.DAILY: _l("Every working day"), Frequency.WEEKLY: _l("Once a week"), Frequency.NEVER: _l("Never")}
TONES = {Kind.MUST_ACT: "act", Kind.ASKED_TO_KNOW: "", Kind.CHANGED: "yet"}
