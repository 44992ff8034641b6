"""What kinds, methods and states of a saving are called."""

from __future__ import annotations

from portal.savings.models import Kind, Method, State
from portal.say import _l

KINDS = {Kind.ONE_OFF: _l("Once"), Kind.RECURRING: _l("Again and again")}
METHODS = {
    Method.COUNTED: _l("Counted before and after"),
    Method.INVOICED: _l("From bills or books"),
    Method.ESTIMATED: _l("Estimated"),
}
STATES = {
    State.ENTERED: _l("Waits to be confirmed"),
    State.CONFIRMED: _l("Confirmed by another person"),
    State.RETURNED: _l("Given back"),
    State.WITHDRAWN: _l("Withdrawn"),
}
