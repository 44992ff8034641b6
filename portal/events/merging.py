"""Two rows of one firm, both invited to one event, become one: the further answer and each guest count once, the other invitation is withdrawn."""

from __future__ import annotations

from portal.enterprises import merging
from portal.enterprises.models import Enterprise
from portal.events.guests import Guest
from portal.events.invitations import Invitation
from portal.events.kinds import Presence, Reply
from portal.say import _l

FURTHER = (Reply.TAKEN_BACK, Reply.UNINVITED, Reply.NONE, Reply.NO, Reply.MAYBE, Reply.WAITING, Reply.YES)
ANSWER = ("reply", "people_count", "answered_at", "waits_since", "promoted_at")
CONTACT = ("contact", "phone", "email")


def register() -> None:
    """Invitations first: a guest goes along with theirs."""
    both = _l("Both are invited to the same event: the further of the two answers counts, once, and the other invitation is taken back.")
    same = _l("They are guests of the same name, places without a name, or no longer in the answer: each counts once.")
    merging.add(Invitation, _l("Invitations"), both, settle, CONTACT)
    merging.add(Guest, _l("Guests"), same, staying=staying_guests)


def staying_guests(merged: Enterprise, into: Enterprise) -> list[Guest]:
    met = merging.pairs(Invitation, merged, into)
    return [guest for left, stays in met for guest in left.guests if not goes_along(guest, left, stays)]


def is_further(left: Invitation, stays: Invitation) -> bool:
    return FURTHER.index(left.reply) > FURTHER.index(stays.reply)


def same_guest(guest: Guest, stays: Invitation) -> Guest | None:
    return next((one for one in stays.guests if one.name_key == guest.name_key), None)


def goes_along(guest: Guest, left: Invitation, stays: Invitation) -> bool:
    """Who came goes along, and who is expected by the answer that counts; places without a name, whose guests came, are people of their own."""
    if guest.presence is Presence.DROPPED or (guest.presence is Presence.EXPECTED and not is_further(left, stays)):
        return False
    return same_guest(guest, stays) is None or bool(guest.number and guest.came)


def settle(left: Invitation, stays: Invitation) -> None:
    further = is_further(left, stays)
    if further:
        for guest in stays.guests:
            if guest.presence is Presence.EXPECTED:
                guest.presence = Presence.DROPPED
    taken = [guest.number for guest in stays.guests if guest.number]
    for guest in left.guests:
        if goes_along(guest, left, stays):
            if guest.number in taken:
                guest.name_key = f"#{max(taken) + 1:03d}"
            taken += filter(None, [guest.number])
            guest.invitation_id, guest.enterprise_id = stays.id, stays.enterprise_id
        else:
            count_once(guest, same_guest(guest, stays), further)
    if further:
        for name in ANSWER:
            setattr(stays, name, getattr(left, name))
    stays.arrived_at = min(filter(None, (left.arrived_at, stays.arrived_at)), default=None)
    left.reply, left.waits_since, left.arrived_at = Reply.TAKEN_BACK, None, None


def count_once(guest: Guest, other: Guest | None, further: bool) -> None:
    """One human under both: what is known of their coming is kept where the firm stays."""
    if other is not None and not other.came and (guest.came or (further and guest.presence is not Presence.DROPPED)):
        for name in ("presence", "arrived_at", "came_by", "checked_in_by"):
            setattr(other, name, getattr(guest, name))
    guest.correct(Presence.DROPPED)
