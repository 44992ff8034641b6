"""The door of an event: when it is open and to whom, who comes in, and what is put right afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from portal import clock
from portal.accounts.models import Sex, User
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events import happened
from portal.events.guests import Guest
from portal.events.invitations import Invitation
from portal.events.kinds import CAME, Level, Mode, Presence, Reply, Status, Way
from portal.say import _l

if TYPE_CHECKING:
    from portal.events.models import Event

OPENS, SHUTS = timedelta(hours=1), timedelta(hours=1)  # a guest's own phone checks in this long before and after
ONLINE_SHUTS = timedelta(days=1)
LIST_OPENS = timedelta(hours=12)  # the list of those who stand there, before the beginning


@dataclass(frozen=True)
class Door:
    event: Event

    def is_open(self) -> bool:
        return self.event.status is Status.OPEN and clock.now() >= self.event.starts_at - LIST_OPENS

    def is_open_to_phones(self) -> bool:
        return self.event.status is Status.OPEN and self.event.starts_at - OPENS <= clock.now() <= self.event.ends_at + SHUTS

    def is_open_online(self) -> bool:
        """Whoever was there by the meeting's link may say so until the next day."""
        is_on = self.event.starts_at <= clock.now() <= self.event.ends_at + ONLINE_SHUTS
        return self.event.mode is not Mode.IN_PERSON and self.event.status is Status.OPEN and is_on

    def must_be_open(self) -> None:
        self.event.must_be_open()
        if not self.is_open():
            raise NotNow(_l("Guests are checked in on the day itself, from twelve hours before the event begins."))

    def check_in(self, guest: Guest, way: Way, by: User | None = None, at: datetime | None = None) -> bool:
        """Whether they are newly here; `at` is when they came, where that was earlier."""
        self.must_be_open()
        is_new = guest.check_in(self.event.starts_at, way, by, at)
        self._greet(guest.invitation)
        return is_new

    def correct(self, guest: Guest, presence: Presence, by: User) -> None:
        """What was noted is put right; where nobody of the enterprise came after all, the rooms above hear of that too."""
        self.event.must_be_open()
        if presence in CAME and not guest.came:
            self.check_in(guest, Way.LIST, by)
        guest.correct(presence)
        part = guest.invitation
        if part.arrived_at and not any(one.came for one in part.guests):
            part.arrived_at = None
            happened.mistaken.tell(self.event, part.enterprise, by)

    def is_announced(self, enterprise: Enterprise, name: str) -> bool:
        """On the list by name, or one of those whom their enterprise said would come."""
        part = self.event.part_of(enterprise.id)
        return part is not None and bool(part.guest_named(name) or part.unnamed)

    def walk_in(
        self, enterprise: Enterprise, name: str, sex: Sex, level: Level, way: Way, by: User | None = None, at: datetime | None = None
    ) -> tuple[Guest, bool]:
        """Somebody who was not on the list, of an enterprise that may not have been asked; and whether they are newly here."""
        self.must_be_open()
        part = self.event.part_of(enterprise.id)
        if part is None:
            part = self.event.part_for(enterprise)
            part.reply = Reply.UNINVITED
        known = part.guest_named(name)
        if known is not None and known.came:
            return known, False
        is_announced = known is not None or bool(part.unnamed)
        guest = part.name_guest(name, sex, level)
        guest.is_walk_in = not is_announced
        return guest, self.check_in(guest, way, by, at)

    def _greet(self, part: Invitation) -> None:
        """The first of an enterprise has come: the rooms above hear of it once."""
        if part.arrived_at is None:
            part.arrived_at = clock.now()
            part.note_standing()
            happened.arrived.tell(self.event, part.enterprise)
