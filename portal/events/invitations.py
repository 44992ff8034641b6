"""An enterprise's part in an event: asked, answered, come; and which guests are expected of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Sex
from portal.database import Base, Tenant, Versioned, choice, db, link, within
from portal.enterprises import alumni
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events.guests import Guest, key_of
from portal.events.kinds import Level, Presence, Reply, Way
from portal.say import _l

if TYPE_CHECKING:
    from portal.events.models import Event

MOST_ONLINE = 20


class Invitation(Tenant, Versioned, Base):
    """One for each enterprise of an event, also for one that came without being asked."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("programme_id", "event_id", "enterprise_id"),
        *within(event_id="event", enterprise_id="enterprise"),
        Index("ix_invitation_programme_enterprise", "programme_id", "enterprise_id"),
    )

    event_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    reply: Mapped[Reply] = mapped_column(choice(Reply), default=Reply.NONE)
    people_count: Mapped[int | None]  # how many they said would come
    contact: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="ur")  # of the link and the letters
    is_alumni: Mapped[bool] = mapped_column(default=False)  # when invited, and again when they came: it stays as it was then
    is_enrolled: Mapped[bool] = mapped_column(default=False)  # as well: of the programme already; neither is new to it
    invited_at: Mapped[datetime] = mapped_column(default=clock.now)
    mailed_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    waits_since: Mapped[datetime | None]
    promoted_at: Mapped[datetime | None]  # from the waiting list
    reminded_at: Mapped[datetime | None]
    reminded_days: Mapped[int | None]  # the last reminder was the one of so many days before
    arrived_at: Mapped[datetime | None]  # of their first guest
    event: Mapped[Event] = link(back_populates="invitations")
    enterprise: Mapped[Enterprise] = link()
    guests: Mapped[list[Guest]] = link(back_populates="invitation", order_by="Guest.name")

    def note_standing(self) -> None:
        """What the firm is to the programme on this day."""
        self.is_alumni = self.enterprise_id in alumni.among(self.programme_id, [self.enterprise_id])
        self.is_enrolled = not self.enterprise.is_prospect

    @property
    def has_answered(self) -> bool:
        return self.reply in (Reply.YES, Reply.WAITING, Reply.MAYBE, Reply.NO)

    @property
    def is_silent(self) -> bool:
        return self.reply is Reply.NONE

    @property
    def takes(self) -> int:
        """Places that are theirs."""
        return (self.people_count or 1) if self.reply is Reply.YES else 0

    @property
    def has_room_online(self) -> bool:
        """One link lets so many in: it may have gone further than it should."""
        return sum(guest.came_by is Way.ONLINE for guest in self.guests) < MOST_ONLINE

    def reach_by(self, contact: str | None, phone: str | None, email: str | None, language: str) -> None:
        self.contact, self.phone, self.email, self.language = contact, phone, email, language

    def take_back(self) -> None:
        if self.reply is Reply.TAKEN_BACK:
            raise NotNow(_l("This invitation is already taken back."))
        if self.arrived_at:
            raise NotNow(_l("Somebody from this enterprise has come already. The invitation stays."))
        self.reply, self.waits_since = Reply.TAKEN_BACK, None
        self.expect([])

    def stay_away(self) -> None:
        """No, as of now; who has come has come."""
        self.waits_since = None
        if not self.arrived_at:
            self.reply, self.people_count, self.answered_at = Reply.NO, None, clock.now()
        self.expect([])

    def guest_named(self, name: str) -> Guest | None:
        return next((guest for guest in self.guests if guest.name_key == key_of(name)), None)

    def expect(self, people: list[tuple[str, Sex, Level]], count: int = 0) -> None:
        """Exactly these are expected, and as many more without a name as were announced; others who have not come are dropped."""
        named = {key_of(name) for name, _sex, _level in people}
        for guest in self.guests:
            if guest.presence is Presence.EXPECTED and guest.number is None and guest.name_key not in named:
                guest.presence = Presence.DROPPED
        for name, sex, level in people:
            self.name_guest(name, sex, level)
        self._keep_unnamed(count - len(people), len(people) + 1)

    def _keep_unnamed(self, wanted: int, first: int) -> None:
        """So many places of guests whose names nobody knows yet, numbered after those who are named."""
        while len(there := self.unnamed) > max(wanted, 0):
            there[0].presence = Presence.DROPPED
        taken, number = {guest.number for guest in there}, first
        for _place in range(wanted - len(there)):
            while number in taken:
                number += 1
            taken.add(number)
            self._guest_at(f"#{number:03d}", "")

    @property
    def unnamed(self) -> list[Guest]:
        """Places that were announced without a name, and whose guests have not come."""
        return sorted((g for g in self.guests if g.number and g.presence is Presence.EXPECTED), key=lambda g: g.number or 0)

    def name_guest(self, name: str, sex: Sex, level: Level) -> Guest:
        """The guest of this name: the one there is, one who was announced without a name, or a new one."""
        guest = self.guest_named(name)
        if guest is None and (unnamed := self.unnamed):
            guest = unnamed[0]
            guest.call(name)
        guest = self._guest_at(key_of(name), name)
        guest.sex, guest.level = sex, level
        return guest

    def _guest_at(self, key: str, name: str) -> Guest:
        """Expected under this key: whoever was dropped is expected again."""
        guest = next((one for one in self.guests if one.name_key == key), None)
        if guest is None:
            facts = {"event_id": self.event_id, "enterprise_id": self.enterprise_id, "name": name, "name_key": key}
            guest = Guest(programme_id=self.programme_id, presence=Presence.EXPECTED, **facts)
            self.guests.append(guest)
        if guest.presence is Presence.DROPPED:
            guest.presence = Presence.EXPECTED
        return guest

    def put_right(self, guest: Guest, name: str, sex: Sex, level: Level) -> bool:
        """Who a guest is, as the door sees it; no where another guest of the enterprise has this name."""
        other = self.guest_named(name) if name else None
        if other is not None and other is not guest:
            if other.presence is not Presence.DROPPED:
                return False
            other.name_key = str(other.id)  # it was taken out of the answer: the name is free
            db.session.flush()
        if name:
            guest.call(name)
        guest.sex, guest.level = sex, level
        return True
