"""What the room's fixed words are called."""

from flask_babel import gettext as _

from portal.accounts.words import SEXES
from portal.events.guests import number_of
from portal.events.kinds import Kind, Level, Mode, Presence, Reply, Status, Wait, Way
from portal.say import _l
from portal.web.formats import inside

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
    Status.OPEN: _l("Now open"),
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
WAITS = {Wait.WAITING: _l("Waiting at the door"), Wait.LET_IN: _l("Let in"), Wait.DECLINED: _l("Not let in")}
WAYS = {
    Way.LIST: _l("From the list"),
    Way.OWN_PHONE: _l("On their own phone"),
    Way.ONLINE: _l("Online, by their link"),
    Way.PAPER: _l("From the paper sheet"),
}
__all__ = [
    "ANSWERED",
    "KINDS",
    "LEVELS",
    "MODES",
    "PRESENCES",
    "PRESENCE_TONES",
    "REPLIES",
    "REPLY_TONES",
    "SEXES",
    "STATUSES",
    "STATUS_TONES",
    "WAITS",
    "WAYS",
    "called",
]
ANSWERED = {
    Reply.YES: _l("Thank you: your places are kept. You can change this until the event begins."),
    Reply.WAITING: _l(
        "Thank you. There are not enough free places for all of you at present: you are on the waiting list, and are told as soon as there are."
    ),
    Reply.MAYBE: _l("Thank you. Please say yes or no as soon as you know."),
    Reply.NO: _l("Thank you for telling us. If it changes, answer again before the event begins."),
}


def called(guest, firm: str) -> str:
    """A guest by name, or as the place that their firm announced; a name that had its time is a dash."""
    if guest.name:
        return guest.name
    number = number_of(guest.name_key)
    return _("Guest %(number)s of %(enterprise)s", number=number, enterprise=inside(firm)) if number else "–"
