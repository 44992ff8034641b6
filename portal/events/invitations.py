"""An enterprise's part in an event: asked, answered, come; and its guests by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Sex, User
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events.kinds import CAME, Level, Presence, Reply, Way
from portal.say import _l
from portal.search.folding import words_of

if TYPE_CHECKING:
    from portal.events.models import Event

ON_TIME = timedelta(minutes=15)  # whoever comes until then is not late


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

    def reach_by(self, contact: str | None, phone: str | None, email: str | None, language: str) -> None:
        self.contact, self.phone, self.email, self.language = contact, phone, email, language

    def take_back(self) -> None:
        if self.reply is Reply.TAKEN_BACK:
            raise NotNow(_l("This invitation is already taken back."))
        if self.arrived_at:
            raise NotNow(_l("Somebody from this enterprise has come already. The invitation stays."))
        self.reply, self.waits_since = Reply.TAKEN_BACK, None

    def guest_named(self, name: str) -> Guest | None:
        return next((guest for guest in self.guests if guest.name_key == key_of(name)), None)

    def expect(self, people: list[tuple[str, Sex, Level]]) -> None:
        """Exactly these are expected; who was named before and has not come is dropped."""
        named = {key_of(name) for name, _sex, _level in people}
        for guest in self.guests:
            if guest.presence is Presence.EXPECTED and guest.name_key not in named:
                guest.presence = Presence.DROPPED
        for name, sex, level in people:
            self.name_guest(name, sex, level)

    def name_guest(self, name: str, sex: Sex, level: Level) -> Guest:
        """The guest of this name: the one there is, or a new one."""
        guest = self.guest_named(name)
        if guest is None:
            facts = {"event_id": self.event_id, "enterprise_id": self.enterprise_id, "name": name, "name_key": key_of(name)}
            guest = Guest(programme_id=self.programme_id, presence=Presence.EXPECTED, **facts)
            self.guests.append(guest)
        guest.sex, guest.level = sex, level
        if guest.presence is Presence.DROPPED:
            guest.presence = Presence.EXPECTED
        return guest


class Guest(Tenant, Versioned, Base):
    """One human at one event. Their name is asked for the attendance sheet, and nothing else of them is kept."""

    __tablename__ = "guest"
    __table_args__ = (
        UniqueConstraint("programme_id", "invitation_id", "name_key"),
        *within(event_id="event", enterprise_id="enterprise", invitation_id="invitation"),
        Index("ix_guest_programme_event", "programme_id", "event_id", "presence"),
    )

    event_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    invitation_id: Mapped[UUID] = mapped_column(Uuid())
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(240))  # one spelling, so that one guest is one row
    sex: Mapped[Sex] = mapped_column(choice(Sex), default=Sex.UNDISCLOSED)
    level: Mapped[Level] = mapped_column(choice(Level), default=Level.UNDISCLOSED)
    presence: Mapped[Presence] = mapped_column(choice(Presence), default=Presence.EXPECTED)
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    came_by: Mapped[Way | None] = mapped_column(choice(Way))
    arrived_at: Mapped[datetime | None]
    checked_in_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))  # none: on their own phone
    invitation: Mapped[Invitation] = link(back_populates="guests")

    @property
    def came(self) -> bool:
        return self.presence in CAME

    def check_in(self, starts_at: datetime, way: Way, by: User | None = None) -> bool:
        """Whether they are newly here; whoever is here already stays as they were checked in first."""
        if self.came:
            return False
        moment = clock.now()
        self.presence = Presence.LATE if moment > starts_at + ON_TIME else Presence.PRESENT
        self.arrived_at, self.came_by, self.checked_in_by = moment, way, by.id if by else None
        return True

    def forget(self) -> None:
        """The name has had its time; the guest stays counted."""
        self.name, self.name_key = "", str(self.id)

    def correct(self, presence: Presence) -> None:
        """What was noted is put right; the history keeps what stood before."""
        self.presence = presence
        if presence not in CAME:
            self.arrived_at = self.came_by = self.checked_in_by = None


def key_of(name: str) -> str:
    """One spelling for what people write in several: case, spaces, forms of Urdu letters."""
    return " ".join(words_of(name))[:240] or name.casefold()[:240]
