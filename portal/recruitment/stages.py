"""Where a firm stands on its way into the programme, and why one was lost."""

from __future__ import annotations

import enum


class Stage(enum.StrEnum):
    IDENTIFIED = "identified"
    INVITED = "invited"
    ATTENDED = "attended"
    INTERESTED = "interested"
    ASSESSED = "assessed"
    SELECTED = "selected"
    WAITLISTED = "waitlisted"
    NOT_SELECTED = "not_selected"
    CONSENT_SENT = "consent_sent"
    SIGNED = "signed"
    ENROLLED = "enrolled"
    LOST = "lost"

    @property
    def rank(self) -> int:
        """How far along the path; who waits or was not taken has come as far as the assessment."""
        return PATH.index(BESIDE.get(self, self)) if self is not Stage.LOST else 0

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something."""
        return self not in CLOSED


class Source(enum.StrEnum):
    EVENT = "event"
    REFERRAL = "referral"
    ASSOCIATION = "association"
    BUYER = "buyer"
    SELF = "self"
    OTHER = "other"


class Loss(enum.StrEnum):
    """Why a firm does not come in."""

    NO_TIME = "no_time"
    COST = "cost"
    ORDERS = "order_pressure"
    NO_SUPPORT = "no_support"
    MANAGEMENT = "management_change"
    TURNOVER = "staff_turnover"
    DATA = "data_concerns"
    MOVED = "moved_or_closed"
    NOT_SUITABLE = "not_suitable"
    ELSEWHERE = "joined_other_programme"
    NO_ANSWER = "no_answer"
    MISTAKE = "entered_by_mistake"  # it counts in no step of the funnel
    OTHER = "other"


S = Stage
PATH = (S.IDENTIFIED, S.INVITED, S.ATTENDED, S.INTERESTED, S.ASSESSED, S.SELECTED, S.CONSENT_SENT, S.SIGNED, S.ENROLLED)
NO_STEP = -1  # how far somebody came who was entered by mistake
BESIDE = {S.WAITLISTED: S.ASSESSED, S.NOT_SELECTED: S.ASSESSED}
CLOSED = (S.NOT_SELECTED, S.ENROLLED, S.LOST)
OPEN = tuple(stage for stage in Stage if stage not in CLOSED)
EARLY = (S.IDENTIFIED, S.INVITED, S.ATTENDED, S.INTERESTED)  # between these a coordinator moves by hand, in steps or leaps
BY_HAND = (*EARLY[1:], S.CONSENT_SENT)  # where a menu leads; all else follows from an assessment, a signature, an enrolment


def onward_of(stage: Stage) -> tuple[Stage, ...]:
    """What a coordinator can do next by hand."""
    if stage in EARLY:
        return EARLY[EARLY.index(stage) + 1 :]
    return (Stage.CONSENT_SENT,) if stage is Stage.SELECTED else ()


def back_of(stage: Stage) -> Stage | None:
    """One step back, when a move was a mistake."""
    if stage in EARLY[1:]:
        return EARLY[EARLY.index(stage) - 1]
    return Stage.SELECTED if stage is Stage.CONSENT_SENT else None
