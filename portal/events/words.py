"""What the room's fixed words are called."""

from portal.accounts.models import Sex
from portal.accounts.words import SEXES
from portal.events.kinds import Kind, Level, Mode, Presence, Reply, Status, Way
from portal.say import _l

KINDS = {
    Kind.MOBILISATION: _l("Mobilisation event"),
    Kind.ORIENTATION: _l("Orientation"),
    Kind.CLASS: _l("Class"),
    Kind.ALUMNI_MEETING: _l("Alumni meeting"),
    Kind.EXPERIENCE_SHARING: _l("Experience sharing"),
    Kind.GOOD_PRACTICE_VISIT: _l("Good-practice visit"),
    Kind.RECOGNITION: _l("Recognition"),
}
MODES = {Mode.IN_PERSON: _l("In person"), Mode.VIRTUAL: _l("Virtual"), Mode.HYBRID: _l("In person and virtual")}
STATUSES = {
    Status.DRAFT: _l("Draft"),
    Status.OPEN: _l("Open"),
    Status.CALLED_OFF: _l("Called off"),
    Status.CLOSED: _l("Closed"),
}
STATUS_TONES = {Status.DRAFT: "yet", Status.OPEN: "good", Status.CALLED_OFF: "alarm", Status.CLOSED: ""}
REPLIES = {
    Reply.NONE: _l("No answer yet"),
    Reply.YES: _l("Comes"),
    Reply.WAITING: _l("On the waiting list"),
    Reply.MAYBE: _l("Perhaps"),
    Reply.NO: _l("Does not come"),
    Reply.UNINVITED: _l("Came without an invitation"),
    Reply.TAKEN_BACK: _l("Taken back"),
}
REPLY_TONES = {Reply.NONE: "yet", Reply.YES: "good", Reply.WAITING: "act", Reply.MAYBE: "act", Reply.TAKEN_BACK: "yet"}
LEVELS = {Level.MANAGER: _l("Manager"), Level.WORKER: _l("Worker"), Level.UNDISCLOSED: _l("Not said")}
PRESENCES = {
    Presence.EXPECTED: _l("Expected"),
    Presence.PRESENT: _l("Present"),
    Presence.LATE: _l("Came late"),
    Presence.EXCUSED: _l("Excused"),
    Presence.ABSENT: _l("Absent"),
    Presence.DROPPED: _l("No longer named"),
}
PRESENCE_TONES = {Presence.EXPECTED: "yet", Presence.PRESENT: "good", Presence.LATE: "act", Presence.ABSENT: ""}
WAYS = {Way.LIST: _l("From the list"), Way.OWN_PHONE: _l("On their own phone"), Way.PAPER: _l("From the paper sheet")}
SEX_WORDS: dict[Sex, object] = SEXES
