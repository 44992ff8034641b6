"""Who runs events, who checks in at the door, and which events one sees."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from sqlalchemy import Select, and_, false, or_, select

from portal.accounts.models import Role, User
from portal.accounts.policy import STAFF
from portal.accounts.reach import NOWHERE, Reach, clause_of, within_reach
from portal.consent.audiences import PROGRAMME, shown_to
from portal.events.kinds import Reply, Status
from portal.events.models import BudgetLine, Event, EventHelper, Guest, Invitation, Newcomer, Slot
from portal.web.access import rule

OF_THE_FACTORY = (Role.MEMBER, Role.MANAGER)

can_see = rule("see events", *OF_THE_FACTORY, Role.TRAINER, Role.EXPERT, *STAFF)
can_run = rule("run events", *STAFF)
can_check_in = rule("check guests in", Role.TRAINER, Role.EXPERT, *STAFF)
can_answer = rule("answer an invitation", *OF_THE_FACTORY, *STAFF)


def visible_events(user: User) -> Select:
    """All of a programme that one reaches whole; else those where one helps, and those to which an enterprise within reach is invited."""
    return events_within(user.reach or NOWHERE, user.id)


@lru_cache(256)
def events_within(reach: Reach, user_id: UUID) -> Select:
    whole = reach.whole_programmes
    invited = select(Invitation.id).where(
        Invitation.programme_id == Event.programme_id,
        Invitation.event_id == Event.id,
        Invitation.reply != Reply.TAKEN_BACK,
        clause_of(reach, Invitation),
    )
    helps = select(EventHelper.id).where(
        EventHelper.programme_id == Event.programme_id,
        EventHelper.event_id == Event.id,
        EventHelper.user_id == user_id,
        EventHelper.ended_at.is_(None),
    )
    theirs = or_(invited.exists(), helps.exists())
    return select(Event).where(or_(Event.programme_id.in_(whole) if whole else false(), theirs & (Event.status != Status.DRAFT)))


def visible_invitations(user: User) -> Select:
    """A factory sees its own; whoever checks in those of the events that they see, but for whom took its data back."""
    return select(Invitation).where(_of_seen(user, Invitation))


def visible_guests(user: User) -> Select:
    return select(Guest).where(_of_seen(user, Guest))


def _of_seen(user: User, model):
    mine = within_reach(user, model)
    if not can_check_in(user):
        return mine
    seen = visible_events(user).with_only_columns(Event.id).where(Event.programme_id == model.programme_id, Event.id == model.event_id)
    return and_(seen.exists(), or_(mine, shown_to(PROGRAMME, model)))


def visible_slots(user: User) -> Select:
    return select(Slot).where(Slot.dropped_at.is_(None), _of_seen_event(user, Slot))


def visible_lines(user: User) -> Select:
    return select(BudgetLine).where(BudgetLine.dropped_at.is_(None), _of_seen_event(user, BudgetLine))


def visible_helpers(user: User) -> Select:
    return select(EventHelper).where(_of_seen_event(user, EventHelper))


def visible_newcomers(user: User) -> Select:
    return select(Newcomer).where(_of_seen_event(user, Newcomer))


def _of_seen_event(user: User, model):
    return (
        visible_events(user)
        .with_only_columns(Event.id)
        .where(Event.programme_id == model.programme_id, Event.id == model.event_id)
        .exists()
    )
