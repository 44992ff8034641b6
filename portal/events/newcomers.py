"""Who wrote themselves down behind the poster's code and is let in by the people at the door: once many come that nobody announced,
or where their firm may be one that is known already. Until then they are no guest, and their firm is no enterprise."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Row, Select, String, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Sex, User
from portal.consent.audiences import PROGRAMME, shown_to
from portal.database import Base, Tenant, choice, db, link, within
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events.guests import Guest, key_of
from portal.events.kinds import Level, Wait, Way
from portal.say import _l

if TYPE_CHECKING:
    from portal.events.models import Event

AT_ONCE, WHILE = 30, timedelta(hours=1)  # of one event: so many whom nobody announced come in by themselves
MOST_WAITING = 100  # then one goes to the people at the door


class Newcomer(Tenant, Base):
    __tablename__ = "newcomer"
    __table_args__ = (
        *within(event_id="event", like_id="enterprise"),
        Index("ix_newcomer_programme_event", "programme_id", "event_id", "state"),
        Index("ix_newcomer_programme_like", "programme_id", "like_id"),
    )

    event_id: Mapped[UUID] = mapped_column(Uuid())
    firm: Mapped[str] = mapped_column(String(120))
    city: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))  # of the firm
    like_id: Mapped[UUID | None] = mapped_column(Uuid())  # the enterprise that this may be, under another name
    name: Mapped[str] = mapped_column(String(120))
    sex: Mapped[Sex] = mapped_column(choice(Sex), default=Sex.UNDISCLOSED)
    level: Mapped[Level] = mapped_column(choice(Level), default=Level.UNDISCLOSED)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[Wait] = mapped_column(choice(Wait), default=Wait.WAITING)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))  # none: the event was closed
    event: Mapped[Event] = link(back_populates="newcomers")

    def let_in(self, enterprise: Enterprise, by: User) -> tuple[Guest, bool]:
        """A guest of this enterprise since the moment in which they wrote themselves down."""
        self.must_wait()
        found = self.event.door.walk_in(enterprise, self.name, self.sex, self.level, Way.OWN_PHONE, by, self.at)
        self._settle(Wait.LET_IN, by)
        return found

    def decline(self, by: User | None) -> None:
        self.must_wait()
        self._settle(Wait.DECLINED, by)

    def forget(self) -> None:
        self.name, self.phone = "", None

    def must_wait(self) -> None:
        if self.state is not Wait.WAITING:
            raise NotNow(_l("Somebody else at the door has already let this person in, or declined."))

    def _settle(self, state: Wait, by: User | None) -> None:
        """The guest has the name now, or nobody needs it."""
        self.state, self.settled_at, self.settled_by = state, clock.now(), by.id if by else None
        self.forget()


def of(event: Event):
    return Newcomer.programme_id == event.programme_id, Newcomer.event_id == event.id, Newcomer.state == Wait.WAITING


def is_crowded(event: Event) -> bool:
    """Whether so many have let themselves in of late that the next ones wait."""
    unasked = Guest.programme_id == event.programme_id, Guest.event_id == event.id, Guest.is_walk_in, Guest.came_by == Way.OWN_PHONE
    lately = select(func.count()).where(*unasked, Guest.checked_in_by.is_(None), Guest.arrived_at > clock.now() - WHILE)
    return (db.session.scalar(lately) or 0) >= AT_ONCE


def wait(event: Event, of_firm: tuple[str, str | None, str | None], who: tuple[str, Sex, Level], like_id: UUID | None) -> bool:
    """With their firm's name, city and phone. Whether they may wait: the same person waits once, and not too many wait."""
    there = list(db.session.scalars(select(Newcomer).where(*of(event))))
    (name, sex, level), (firm, city, phone) = who, of_firm
    if any((key_of(one.name), key_of(one.firm)) == (key_of(name), key_of(firm)) for one in there):
        return True
    if len(there) >= MOST_WAITING:
        return False
    facts = {"firm": firm, "city": city, "phone": phone, "name": name, "sex": sex, "level": level, "like_id": like_id}
    db.session.add(Newcomer(programme_id=event.programme_id, event_id=event.id, **facts))
    return True


def waiting(event: Event) -> list[Row]:
    """Who waits longest comes first, with the enterprise that theirs may be."""
    return list(db.session.execute(all_waiting(), {"programme_id": event.programme_id, "event_id": event.id}))


@cache
def all_waiting() -> Select:
    columns = [getattr(Newcomer, name) for name in ("id", "firm", "city", "name", "sex", "level", "at")]
    same = and_(Enterprise.programme_id == Newcomer.programme_id, Enterprise.id == Newcomer.like_id, shown_to(PROGRAMME, Enterprise))
    found = select(*columns, Enterprise.name.label("like"), Enterprise.name_ur.label("like_ur")).select_from(Newcomer)
    here = Newcomer.programme_id == bindparam("programme_id"), Newcomer.event_id == bindparam("event_id"), Newcomer.state == Wait.WAITING
    return found.outerjoin(Enterprise, same).where(*here).order_by(Newcomer.at, Newcomer.id)
