"""What states and decisions are called."""

from __future__ import annotations

from portal.say import _l
from portal.suggestions.models import Decision, Open, State

STATES = {
    State.WAITING: _l("Waits for an answer"),
    State.HELD: _l("Held back"),
    State.ANSWERED: _l("Answered"),
    State.HIDDEN: _l("Hidden"),
}
DECISIONS = {
    Decision.ACCEPTED: _l("We do it"),
    Decision.LATER: _l("Not now, but later"),
    Decision.DECLINED: _l("We do not do it"),
}
OPEN = {Open.OPEN: _l("Open"), Open.CLOSED: _l("Closed")}
