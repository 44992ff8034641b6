"""The words of this room: kinds of number, directions, how often, states."""

from __future__ import annotations

from portal.evidence import Better, Kind
from portal.measures.cards import STAYS_ENDED as STAYS_ENDED
from portal.measures.cards import State
from portal.measures.periods import Frequency
from portal.measures.readings import Decision
from portal.measures.reviews import ReviewKind
from portal.say import _l

BETTER = {Better.LOWER: _l("Lower is better"), Better.HIGHER: _l("Higher is better")}
FREQUENCIES = {
    Frequency.WEEKLY: _l("Every week (the answer comes sooner)"),
    Frequency.MONTHLY: _l("Every month"),
    Frequency.DAILY: _l("Every day"),
}
KINDS = {
    Kind.SHARE: _l("A part of a whole: 12 bad pieces out of 400"),
    Kind.RATE: _l("So many for so much: 9 faults in 300 pieces, 2 injuries in 40,000 hours"),
    Kind.VALUE: _l("A number by itself: minutes, kWh for each piece, a score"),
    Kind.RARE: _l("Rare events by their day: an injury every few weeks"),
}
SHORT_FREQUENCIES = {Frequency.WEEKLY: _l("each week"), Frequency.MONTHLY: _l("each month"), Frequency.DAILY: _l("each day")}
REVIEWS = {
    ReviewKind.RUNNING: _l("as it stands now"),
    ReviewKind.SIX: _l("review after 6 numbers"),
    ReviewKind.TWELVE: _l("review after 12 numbers and 90 days"),
}
UNTIL_NEXT = _l("as it stood until the next change; not locked, and not counted in any results")
AMENDED = _l("A number in it was corrected later. This answer stays as it was.")
RARE_REVIEWS = {ReviewKind.SIX: _l("review after 90 days"), ReviewKind.TWELVE: _l("review after 180 days")}
EVENTS = _l("each event by its day")
DECISIONS = {
    Decision.ASKED: _l("waits for an answer"),
    Decision.APPROVED: _l("agreed"),
    Decision.REFUSED: _l("not agreed"),
}
STATES = {State.TRACKED: _l("is counted"), State.NOT_TRACKED: _l("Nothing is counted"), State.ENDED: _l("no longer counted")}
