"""Asking an enterprise to an event: the invitation, its personal link, the letter, and the notice to whoever signs in there."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, select

from portal import clock
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events import letters, links
from portal.events.links import EventLink
from portal.events.models import Event, Invitation
from portal.events.times import there
from portal.notices import sentences, whom
from portal.notices.models import Kind
from portal.notices.telling import settle, settle_all, tell
from portal.outbox.letters import NoAddress
from portal.say import _l
from portal.web.log import log

sentences.register(
    event_invited=_l("%(enterprise)s is invited: %(event)s, on %(day)s. Will you come?"),
    event_promoted=_l("%(enterprise)s has a place now at: %(event)s, on %(day)s."),
    event_called_off=_l("Called off: %(event)s, on %(day)s. %(reason)s"),
    event_moved=_l("Changed: %(event)s is on %(day)s. Look at place and time."),
)


def invite(event: Event, enterprise: Enterprise, **contact) -> Invitation:
    """An invitation with its link; those who sign in for the enterprise are told, once the event is open."""
    contact.setdefault("phone", enterprise.phone)
    contact.setdefault("email", enterprise.email)
    invitation = event.invite(enterprise, **contact)
    db.session.flush()
    renew_link(invitation)
    if event.status == "open":
        tell_invited(event, invitation)
    return invitation


def link_of(invitation: Invitation) -> EventLink:
    return next(iter(links.living(invitation.programme_id, [invitation.id])), None) or renew_link(invitation)


def renew_link(invitation: Invitation) -> EventLink:
    """From now on only the new link opens; whoever was handed the old one reads that it was replaced."""
    for old in links.living(invitation.programme_id, [invitation.id]):
        old.end()
    made = EventLink.of(invitation, invitation.id)
    db.session.add(made)
    return made


def poster_of(event: Event) -> EventLink:
    there = next(iter(links.living(event.programme_id, event_id=event.id)), None)
    if there is None:
        there = EventLink.of(event)
        db.session.add(there)
    return there


def open_event(event: Event) -> None:
    event.open()
    poster_of(event)
    for invitation in event.invitations:
        if invitation.is_silent:
            tell_invited(event, invitation)


def facts_of(event: Event, invitation: Invitation) -> dict:
    called = {"name": event.name, "name_ur": event.name_ur}
    return {"event": called, "enterprise": invitation.enterprise, "day": there(event.starts_at, event.zone).date()}


def tell_invited(event: Event, invitation: Invitation) -> None:
    facts = facts_of(event, invitation)
    tell(Kind.MUST_ACT, "event_invited", invitation, f"/invitations/{invitation.id}", users=whom.managers(invitation), **facts)


def settle_past() -> int:
    """What has begun asks nobody any more whether they come; how many notices ended with it."""
    begun = select(Invitation.id).join(Event, and_(Event.programme_id == Invitation.programme_id, Event.id == Invitation.event_id))
    return settle_all(begun.where(Event.starts_at <= clock.now()), "event_invited")


def tell_again(event: Event, invitation: Invitation, days: int) -> int:
    """The notice of a reminder: once for each of its days."""
    facts, key = facts_of(event, invitation), f"event_invited/{invitation.id}/{invitation.invited_at:%Y%m%d%H%M%S}/{days}"
    path = f"/invitations/{invitation.id}"
    return tell(Kind.MUST_ACT, "event_invited", invitation, path, users=whom.managers(invitation), key=key, **facts)


def mail(event: Event, invitation: Invitation) -> None:
    """The invitation as a letter, with its link."""
    if not invitation.email:
        raise NotNow(_l("No e-mail address is known there. Write one down, or send the link by WhatsApp."))
    event.must_be_open()
    if not event.may_answer():
        raise NotNow(_l("This event has begun, is over or was called off: the answer can no longer be changed."))
    link = link_of(invitation)
    db.session.flush()
    letters.invitation(event, invitation, link.token)
    invitation.mailed_at = clock.now()


def mail_all(event: Event) -> int:
    """Whoever was not written to yet; an address typed wrongly is left, and stands on its invitation."""
    waiting = [one for one in event.invitations if one.email and one.is_silent and one.mailed_at is None]
    tokens = {link.invitation_id: link.token for link in links.living(event.programme_id, [one.id for one in waiting])}
    sent = 0
    for one in waiting:
        try:
            letters.invitation(event, one, tokens[one.id])
        except (NoAddress, KeyError):
            log.warning("invitation cannot be mailed", invitation=str(one.id))
        else:
            one.mailed_at, sent = clock.now(), sent + 1
    return sent


def after_answer(event: Event, invitation: Invitation, promoted_before: set[UUID]) -> None:
    """The notice is done with; whoever got a place that became free is told."""
    settle(invitation, "event_invited")
    tell_promoted(event, promoted_before)


def stay_away(invitation: Invitation) -> None:
    """Its enterprise comes no more; its place is free for whoever waits."""
    waited = promoted_ids(invitation.event)
    invitation.stay_away()
    invitation.event.promote()
    after_answer(invitation.event, invitation, waited)


def promoted_ids(event: Event) -> set[UUID]:
    return {one.id for one in event.invitations if one.reply == "waiting"}


def tell_promoted(event: Event, waited: set[UUID]) -> int:
    """Of those who waited, who has a place now: by notice, and by letter where there is an address."""
    moved = [one for one in event.invitations if one.id in waited and one.reply == "yes" and one.promoted_at]
    if not moved:
        return 0
    tokens = {link.invitation_id: link.token for link in links.living(event.programme_id, [one.id for one in moved])}
    for one in moved:
        facts = facts_of(event, one)
        tell(Kind.ASKED_TO_KNOW, "event_promoted", one, f"/invitations/{one.id}", users=whom.managers(one), **facts)
        if one.email and one.id in tokens:
            letters.promoted(event, one, tokens[one.id])
    return len(moved)


def tell_called_off(event: Event) -> None:
    """Everybody who was asked and has not said no."""
    asked = [one for one in event.invitations if one.reply in ("none", "yes", "waiting", "maybe")]
    for one in asked:
        facts = {**facts_of(event, one), "reason": event.reason or ""}
        settle(one, "event_invited")
        tell(Kind.ASKED_TO_KNOW, "event_called_off", one, f"/invitations/{one.id}", users=whom.managers(one), **facts)
        if one.email:
            letters.called_off(event, one)


def tell_moved(event: Event) -> None:
    """Place or time are others: whoever comes or may come is told."""
    for one in event.invitations:
        if one.reply in ("none", "yes", "waiting", "maybe"):
            tell(Kind.CHANGED, "event_moved", one, f"/invitations/{one.id}", users=whom.managers(one), **facts_of(event, one))
            if one.email and one.has_answered:
                letters.moved(event, one)
