"""An event of the programme: when and where it is, who is asked, how many places there are, and who came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.models import Sex, User
from portal.database import Base, Tenant, Versioned, choice, link
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events import happened
from portal.events.door import Door
from portal.events.guests import Guest
from portal.events.invitations import Invitation
from portal.events.kinds import Kind, Level, Mode, Presence, Reply, Status, Wait
from portal.events.newcomers import Newcomer
from portal.events.parts import BudgetLine, EventHelper, Slot
from portal.events.times import there
from portal.say import _l

__all__ = ["BudgetLine", "Event", "EventHelper", "Guest", "Invitation", "Newcomer", "Slot"]

FACTS = ("name", "name_ur", "kind", "mode", "place", "meeting_link", "starts_at", "ends_at", "capacity", "reminders", "about")


class Event(Tenant, Versioned, Base):
    __tablename__ = "event"
    __table_args__ = (Index("ix_event_programme_starts", "programme_id", "starts_at"),)

    name: Mapped[str] = mapped_column(String(120))
    name_ur: Mapped[str | None] = mapped_column(String(120))
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    mode: Mapped[Mode] = mapped_column(choice(Mode), default=Mode.IN_PERSON)
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.DRAFT)
    place: Mapped[str | None] = mapped_column(String(240))
    meeting_link: Mapped[str | None] = mapped_column(String(500))  # of a virtual meeting
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Karachi")  # the programme's, as it was when it was planned
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int | None]  # people; none: nobody is turned away
    reminders: Mapped[str] = mapped_column(String(40), default="7, 3, 1")  # so many days before
    about: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(500))  # why it was called off
    planned_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    slots: Mapped[list[Slot]] = link(back_populates="event", order_by="Slot.starts_at")
    budget: Mapped[list[BudgetLine]] = link(back_populates="event", order_by="BudgetLine.id")
    helpers: Mapped[list[EventHelper]] = link(back_populates="event")
    newcomers: Mapped[list[Newcomer]] = link(back_populates="event")
    invitations: Mapped[list[Invitation]] = link(back_populates="event", order_by="Invitation.invited_at")

    def describe(self, **facts) -> None:
        for name in FACTS:
            setattr(self, name, facts[name])
        self.promote()

    @property
    def has_begun(self) -> bool:
        return clock.now() >= self.starts_at

    @property
    def is_over(self) -> bool:
        return clock.now() >= self.ends_at

    @property
    def reminder_days(self) -> list[int]:
        """The longest time before comes first."""
        return sorted({int(day) for day in self.reminders.replace(",", " ").split()}, reverse=True)

    @property
    def reminder_dates(self) -> list[date]:
        """On the event's own calendar, those to come."""
        begins, today = (there(moment, self.zone).date() for moment in (self.starts_at, clock.now()))
        dates = [begins - timedelta(days=days) for days in self.reminder_days]
        return [day for day in dates if day >= today]

    # -- its life

    def open(self) -> None:
        if self.status is not Status.DRAFT:
            raise NotNow(_l("This event is already open, or over."))
        if self.is_over:
            raise NotNow(_l("This event is over by its own time. Correct the day first."))
        self.status = Status.OPEN

    def call_off(self, reason: str) -> None:
        if self.status not in (Status.DRAFT, Status.OPEN):
            raise NotNow(_l("This event is already closed or called off."))
        self.status, self.reason = Status.CALLED_OFF, reason

    def close(self) -> int:
        """What was attended is settled: whoever is still expected did not come. How many these are; who had no place was not absent."""
        self.must_be_open()
        if not self.has_begun:
            raise NotNow(_l("This event has not begun yet. It can be called off, but not closed."))
        expected = [guest for one in self.invitations for guest in one.guests if guest.presence is Presence.EXPECTED]
        missing = [guest for guest in expected if guest.invitation.reply is not Reply.WAITING]
        for guest in expected:
            guest.correct(Presence.ABSENT if guest in missing else Presence.DROPPED)
        for one in self.newcomers:
            if one.state is Wait.WAITING:
                one.decline(None)
        self.status = Status.CLOSED
        return len(missing)

    def reopen(self) -> None:
        if self.status is not Status.CLOSED:
            raise NotNow(_l("Only a closed event can be opened again."))
        self.status = Status.OPEN

    def must_be_open(self) -> None:
        if self.status is Status.DRAFT:
            raise NotNow(_l("This event is still a draft. Open it first."))
        if self.status is Status.CALLED_OFF:
            raise NotNow(_l("This event was called off."))
        if self.status is Status.CLOSED:
            raise NotNow(_l("This event is closed. Open its list again to correct who came."))

    # -- who is asked

    def part_of(self, enterprise_id: UUID) -> Invitation | None:
        return next((one for one in self.invitations if one.enterprise_id == enterprise_id), None)

    def invite(
        self, enterprise: Enterprise, contact=None, phone=None, email=None, language: str = "ur", by: User | None = None
    ) -> Invitation:
        """One invitation for each enterprise; one that was taken back is given again."""
        if self.status in (Status.CALLED_OFF, Status.CLOSED):
            raise NotNow(_l("This event is closed or called off: nobody can be invited any more."))
        if self.is_over:
            raise NotNow(_l("This event is over: nobody can be invited any more."))
        known = self.part_of(enterprise.id)
        if known is not None and known.reply is not Reply.TAKEN_BACK:
            raise NotNow(_l("This enterprise is already invited."))
        invitation = known or self.part_for(enterprise)
        invitation.reply, invitation.invited_at = Reply.NONE, clock.now()
        invitation.people_count = invitation.answered_at = invitation.reminded_days = None
        invitation.reach_by(contact, phone, email, language)
        if known is None:
            happened.invited.tell(self, enterprise, *filter(None, [by]))
        return invitation

    def part_for(self, enterprise: Enterprise) -> Invitation:
        keys = {"programme_id": self.programme_id, "id": uuid7(), "event_id": self.id, "enterprise_id": enterprise.id}
        part = Invitation(**keys, enterprise=enterprise)  # its guests are named before it is stored
        part.note_standing()
        self.invitations.append(part)
        return part

    # -- what they answer, and the places

    @property
    def free(self) -> int | None:
        """Places that nobody has; none: without limit."""
        return None if self.capacity is None else self.capacity - sum(one.takes for one in self.invitations)

    def may_answer(self) -> bool:
        return self.status is Status.OPEN and not self.has_begun

    def answer(
        self, invitation: Invitation, reply: Reply, count: int | None = None, people: Iterable[tuple[str, Sex, Level]] = ()
    ) -> Reply:
        """Yes, no or maybe, to be changed until it begins; yes to a full house is a place on the waiting list."""
        if not self.may_answer():
            raise NotNow(_l("This event has begun, is over or was called off: the answer can no longer be changed."))
        if invitation.reply in (Reply.TAKEN_BACK, Reply.UNINVITED):
            raise NotNow(_l("This invitation was taken back. Ask the programme’s coordinator."))
        named = list(people) if reply is not Reply.NO else []
        waited = invitation.waits_since
        invitation.reply, invitation.waits_since, invitation.answered_at = Reply.MAYBE, None, clock.now()
        invitation.people_count = max(count or 1, len(named)) if reply is not Reply.NO else None
        invitation.reply = self._placed(invitation, waited) if reply is Reply.YES else reply
        invitation.expect(named, 0 if reply is Reply.MAYBE else invitation.people_count or 0)
        self.promote()
        return invitation.reply

    def _placed(self, invitation: Invitation, waited: datetime | None) -> Reply:
        if self.free is None or (invitation.people_count or 1) <= self.free:
            return Reply.YES
        invitation.waits_since = waited or clock.now()
        return Reply.WAITING

    def promote(self) -> list[Invitation]:
        """Whoever waits longest and fits gets the free places."""
        moved = []
        for one in sorted((i for i in self.invitations if i.reply is Reply.WAITING), key=lambda i: (i.waits_since or i.invited_at, i.id)):
            if self.free is None or (one.people_count or 1) <= self.free:
                one.reply, one.waits_since, one.promoted_at = Reply.YES, None, clock.now()
                moved.append(one)
        return moved

    # -- who comes

    @property
    def door(self) -> Door:
        return Door(self)
