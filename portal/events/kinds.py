"""The fixed words of the room: what kind of event, how it meets, where it stands; what was answered, who came."""

from __future__ import annotations

import enum


class Kind(enum.StrEnum):
    MOBILISATION = "mobilisation"
    ORIENTATION = "orientation"
    CLASS = "class"
    ALUMNI_MEETING = "alumni_meeting"
    EXPERIENCE_SHARING = "experience_sharing"
    GOOD_PRACTICE_VISIT = "good_practice_visit"
    RECOGNITION = "recognition"


class Mode(enum.StrEnum):
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class Status(enum.StrEnum):
    DRAFT = "draft"  # seen by staff alone
    OPEN = "open"
    CALLED_OFF = "called_off"
    CLOSED = "closed"  # held, and who came is settled


class Reply(enum.StrEnum):
    """Where an enterprise stands with an event."""

    NONE = "none"
    YES = "yes"
    WAITING = "waiting"  # yes, but all places are taken
    MAYBE = "maybe"
    NO = "no"
    UNINVITED = "uninvited"  # came without an invitation
    TAKEN_BACK = "taken_back"


class Level(enum.StrEnum):
    MANAGER = "manager"
    WORKER = "worker"
    UNDISCLOSED = "undisclosed"


class Presence(enum.StrEnum):
    EXPECTED = "expected"
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"
    DROPPED = "dropped"  # named once, no longer in the answer; or written down at the door by mistake


class Way(enum.StrEnum):
    """How somebody was checked in."""

    LIST = "list"
    OWN_PHONE = "own_phone"
    ONLINE = "online"
    PAPER = "paper"


class Wait(enum.StrEnum):
    """Of whoever wrote themselves down at the poster and is let in at the door."""

    WAITING = "waiting"
    LET_IN = "let_in"
    DECLINED = "declined"


CAME = (Presence.PRESENT, Presence.LATE)
ASKED = (Reply.NONE, Reply.YES, Reply.WAITING, Reply.MAYBE, Reply.NO)  # who has an invitation that counts
