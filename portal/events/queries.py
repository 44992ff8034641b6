"""Reads across events, invitations and guests: plain rows, as many statements for ten as for ten thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.accounts.models import Sex, User
from portal.accounts.reach import NOWHERE, Reach
from portal.consent.audiences import PROGRAMME, shown_to
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.events import showing
from portal.events.kinds import ASKED, CAME, Kind, Level, Presence, Reply, Status
from portal.events.models import BudgetLine, Event, Guest, Invitation, Slot
from portal.events.policy import events_within, visible_events

PAGE = 60
MOST_GUESTS = 100_000  # of one event: a limit keeps SQLite from grouping by an index that holds the guests of all events


def one_if(condition):
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def of_event(model):
    return and_(model.programme_id == Event.programme_id, model.event_id == Event.id)


def of_one(model):
    """Of the event that `one` names when the statement, put together once, is asked."""
    return and_(model.programme_id == bindparam("programme_id"), model.event_id == bindparam("event_id"))


def one(event: Event) -> dict[str, UUID]:
    return {"programme_id": event.programme_id, "event_id": event.id}


def events(user: User, is_past: bool, kind: Kind | None, after: tuple[datetime, UUID] | None) -> list[Row]:
    """A page of events: those to come from the next on, those past from the latest back; with how many answered and came."""
    at, last = after or (None, None)
    found = listed(user.reach or NOWHERE, user.id, is_past, kind, bool(after))
    return list(db.session.execute(found, {"now": clock.now(), "at": at, "last": last} if after else {"now": clock.now()}))


@lru_cache(256)
def listed(reach: Reach, user_id: UUID, is_past: bool, kind: Kind | None, is_later_page: bool) -> Select:
    asked = select(func.count()).where(of_event(Invitation), Invitation.reply.in_(ASKED)).correlate(Event).scalar_subquery()
    yes = select(func.count()).where(of_event(Invitation), Invitation.reply == Reply.YES).correlate(Event).scalar_subquery()
    came = select(func.count()).where(of_event(Guest), Guest.presence.in_(CAME)).correlate(Event).scalar_subquery()
    columns = (Event.id, Event.name, Event.name_ur, Event.kind, Event.mode, Event.status, Event.place, Event.zone)
    found = events_within(reach, user_id).with_only_columns(
        *columns, Event.starts_at, Event.ends_at, asked.label("asked"), yes.label("yes"), came.label("came")
    )
    found = found.where(Event.ends_at < bindparam("now") if is_past else Event.ends_at >= bindparam("now"))
    if kind:
        found = found.where(Event.kind == kind)
    if is_later_page:
        at, last = bindparam("at", type_=Event.starts_at.type), bindparam("last", type_=Event.id.type)
        beyond = (Event.starts_at < at, Event.id < last) if is_past else (Event.starts_at > at, Event.id > last)
        found = found.where(or_(beyond[0], and_(Event.starts_at == at, beyond[1])))
    order = (Event.starts_at.desc(), Event.id.desc()) if is_past else (Event.starts_at, Event.id)
    return found.order_by(*order).limit(PAGE + 1)


def seen_event(user: User, event_id: UUID) -> Row | None:
    """The names of an event within reach."""
    columns = (Event.id, Event.name, Event.name_ur)
    return db.session.execute(visible_events(user).where(Event.id == event_id).with_only_columns(*columns)).first()


def parts(event: Event) -> list[Row]:
    """Every enterprise of an event but those merged with another, with what its guests add up to: for counts also one that took its data back, which staff do not read."""
    return list(db.session.execute(all_parts(), one(event)))


@cache
def all_parts() -> Select:
    some = select(Guest.invitation_id, Guest.presence, Guest.sex, Guest.level).where(of_one(Guest)).limit(MOST_GUESTS).subquery().c
    came = some.presence.in_(CAME)
    here = (
        select(
            some.invitation_id,
            one_if(some.presence != Presence.DROPPED).label("named"),
            one_if(came).label("came"),
            one_if(and_(came, some.sex == Sex.FEMALE)).label("women"),
            one_if(and_(came, some.sex == Sex.MALE)).label("men"),
            one_if(and_(came, some.level == Level.WORKER)).label("workers"),
            one_if(and_(came, some.level == Level.MANAGER)).label("managers"),
        )
        .group_by(some.invitation_id)
        .subquery()
    )
    return (
        select(
            *(getattr(Invitation, name) for name in ("id", "enterprise_id", "reply", "people_count", "is_alumni", "is_enrolled")),
            *(Enterprise.name, Enterprise.name_ur, Enterprise.city, Enterprise.is_prospect),
            *(func.coalesce(here.c[name], 0).label(name) for name in ("named", "came", "women", "men", "workers", "managers")),
            shown_to(PROGRAMME, Invitation).label("is_shown"),
        )
        .join(Enterprise, and_(Enterprise.programme_id == Invitation.programme_id, Enterprise.id == Invitation.enterprise_id))
        .outerjoin(here, here.c.invitation_id == Invitation.id)
        .where(of_one(Invitation), Enterprise.merged_into_id.is_(None))
        .order_by(Enterprise.name.concat(""), Invitation.id)  # sorted at the end: by the index of the names all enterprises were read
    )


@dataclass(frozen=True)
class Counts:
    """What an event adds up to. New is whoever came and was on that day neither in the programme nor through it."""

    invited: int
    answered: int
    yes: int
    waiting: int
    people: int  # announced
    attended: int  # enterprises
    alumni: int
    enrolled: int  # in the programme, and not through it
    came: int  # people
    women: int
    men: int
    workers: int
    managers: int

    @property
    def new(self) -> int:
        return self.attended - self.alumni - self.enrolled

    @property
    def silent(self) -> int:
        return self.invited - self.answered


def counts_of(rows: Sequence[Row]) -> Counts:
    asked = [row for row in rows if row.reply in ASKED]
    there = [row for row in rows if row.came]
    sums = {name: sum(getattr(row, name) for row in there) for name in ("came", "women", "men", "workers", "managers")}
    return Counts(
        invited=len(asked),
        answered=sum(row.reply is not Reply.NONE for row in asked),
        yes=sum(row.reply is Reply.YES for row in asked),
        waiting=sum(row.reply is Reply.WAITING for row in asked),
        people=sum(row.people_count or 1 for row in asked if row.reply is Reply.YES),
        attended=len(there),
        alumni=sum(row.is_alumni for row in there),
        enrolled=sum(row.is_enrolled and not row.is_alumni for row in there),
        **sums,
    )


def shown(rows: Sequence[Row]) -> list[Row]:
    """Of those parts, what staff read."""
    return [row for row in rows if row.is_shown]


ToldTo = Callable[[Any], ColumnElement[bool]]


def slots(event: Event, told_to: ToldTo) -> list[Row]:
    """The agenda as `told_to` lets it be read: of a firm that is not, nothing is there but when it speaks."""
    return list(db.session.execute(agenda(told_to), one(event)))


@lru_cache(64)
def agenda(told_to: ToldTo) -> Select:
    told = aliased(Slot)
    columns = [getattr(told, name) for name in ("title", "speaker", "role", "video_link", "file_id")]
    return (
        select(Slot.id, Slot.starts_at, Slot.minutes, told.id.is_(None).label("is_hidden"), showing.to_all(Slot).label("is_for_all"))
        .add_columns(*columns, Enterprise.name, Enterprise.name_ur)
        .select_from(Slot)
        .outerjoin(told, and_(told.programme_id == Slot.programme_id, told.id == Slot.id, told_to(told)))
        .outerjoin(Enterprise, and_(Enterprise.programme_id == told.programme_id, Enterprise.id == told.enterprise_id))
        .where(of_one(Slot), Slot.dropped_at.is_(None))
        .order_by(Slot.starts_at, Slot.id)
    )


def lines(event: Event) -> list[Row]:
    """Of the budget, in the order in which they were written."""
    return list(db.session.execute(all_lines(), one(event)))


@cache
def all_lines() -> Select:
    columns = (BudgetLine.id, BudgetLine.item, BudgetLine.planned, BudgetLine.actual, BudgetLine.dropped_at)
    return select(*columns).where(of_one(BudgetLine)).order_by(BudgetLine.id)


def called(programme_id: UUID, event_id: UUID) -> str | None:
    """The name of an event that is known to the public: open, or held."""
    known = Event.programme_id == programme_id, Event.id == event_id, Event.status.in_((Status.OPEN, Status.CLOSED))
    return db.session.scalar(select(Event.name).where(*known))
