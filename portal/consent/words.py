"""What scopes, states and audiences are called; and the words that stand on the signed page."""

from __future__ import annotations

from portal.consent.audiences import Who
from portal.consent.models import Method, Scope, State
from portal.say import _l

SCOPES = {
    Scope.DATA: _l("Data to the programme"),
    Scope.DONOR: _l("Named to the donor"),
    Scope.ALUMNI: _l("Shared with alumni factories"),
    Scope.PHOTOS: _l("Photos and name in public"),
    Scope.CONTACT: _l("Contact later"),
}
STATES = {State.GIVEN: _l("Agreed"), State.REFUSED: _l("Not agreed"), State.WITHDRAWN: _l("Taken back")}
STATE_TONES = {State.GIVEN: "good", State.REFUSED: "", State.WITHDRAWN: "act"}
METHODS = {
    Method.SCREEN: _l("Signed on the screen"),
    Method.TYPED: _l("Signed on the screen by typed name alone: drawing was not possible there"),
    Method.PAPER: _l("Signed on paper, scan kept"),
}
YES, NO = _l("Yes"), _l("No")
AUDIENCES = {
    Who.OWN: _l("Your own people"),
    Who.TRAINER: _l("Your trainer"),
    Who.PROGRAMME: _l("The programme’s staff"),
    Who.DONOR: _l("The donor"),
    Who.ALUMNI: _l("Alumni factories"),
    Who.PUBLIC: _l("Everybody"),
}
PAPER = {
    "title": _l("Agreement to take part"),
    "enterprise": _l("Enterprise"),
    "signer": _l("Signed by"),
    "job": _l("Position"),
    "on": _l("Signed on"),
    "at": _l("Entered at"),
    "method": _l("How"),
    "until": _l("Valid until"),
    "number": _l("Version of the text"),
    "scan": _l("Mark of the scan (SHA-256)"),
    "verify": _l("Scan the code to see whether this paper is genuine and what still stands of it."),
    "sign": _l("Signature"),
}
