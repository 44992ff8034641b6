"""One guest of an event: expected, by name or as a place that was announced without one; come, late, excused or absent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Sex, User
from portal.database import Base, Tenant, Versioned, choice, link, within
from portal.events.kinds import CAME, Level, Presence, Way
from portal.search.folding import words_of

if TYPE_CHECKING:
    from portal.events.invitations import Invitation

ON_TIME = timedelta(minutes=15)  # whoever comes until then is not late


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
    name_key: Mapped[str] = mapped_column(String(240))  # one spelling, so that one guest is one row; “#002” where there is no name yet
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

    @property
    def number(self) -> int | None:
        """Of a place that was announced without a name."""
        return number_of(self.name_key)

    def call(self, name: str) -> None:
        self.name, self.name_key = name, key_of(name)

    def check_in(self, starts_at: datetime, way: Way, by: User | None = None, at: datetime | None = None) -> bool:
        """Whether they are newly here; whoever is here already stays as they were checked in first."""
        if self.came:
            return False
        moment = at or clock.now()
        self.presence = Presence.LATE if moment > starts_at + ON_TIME and way is not Way.ONLINE else Presence.PRESENT
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


def number_of(key: str) -> int | None:
    return int(key[1:]) if key.startswith("#") else None
