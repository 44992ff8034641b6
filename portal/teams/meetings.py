"""A meeting of the team: planned, then running with its agenda, then held with its minutes; or called off."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.accounts.models import Person, Sex
from portal.database import Base, Tenant, Versioned, choice, db, link, looks_up, within
from portal.enterprises.matters import Matter
from portal.enterprises.models import Enterprise, Level, Membership
from portal.errors import NotNow
from portal.improvement.models import Action, Project
from portal.say import _l

OWN = "own"  # a point that somebody of the team brought, beside the kinds that rooms tell


class State(enum.StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"
    CALLED_OFF = "called_off"


class Presence(enum.StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Meeting(Tenant, Versioned, Base):
    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("programme_id", "enterprise_id", "number"),
        *within(enterprise_id="enterprise"),
        Index("ix_meeting_programme_enterprise", "programme_id", "enterprise_id", "planned_on"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[int]
    state: Mapped[State] = mapped_column(choice(State), default=State.PLANNED)
    planned_on: Mapped[date]
    begins_at: Mapped[str | None] = mapped_column(String(5))
    led_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    planned_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    held_on: Mapped[date | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    summary: Mapped[str | None] = mapped_column(Text)
    enterprise: Mapped[Enterprise] = looks_up()
    led_by: Mapped[Person | None] = looks_up(foreign_keys=[led_by_id])
    closed_by: Mapped[Person | None] = looks_up(foreign_keys=[closed_by_id])
    items: Mapped[list[AgendaItem]] = link(back_populates="meeting", order_by="AgendaItem.position")
    attendances: Mapped[list[Attendance]] = link(back_populates="meeting", order_by="Attendance.id")
    decisions: Mapped[list[MeetingDecision]] = link(back_populates="meeting", order_by="MeetingDecision.id")

    @classmethod
    def plan(cls, enterprise: Enterprise, on: date, by: Person, begins_at: str | None = None, led_by: Person | None = None) -> Meeting:
        here = cls.programme_id == enterprise.programme_id, cls.enterprise_id == enterprise.id
        twin = select(cls.id).where(*here, cls.planned_on == on, cls.state.in_((State.PLANNED, State.RUNNING)))
        if there := db.session.scalar(twin):
            said = _l("A meeting is planned for this day already. Open that one, or choose another day.")
            raise NotNow(said, way_out=f"/meetings/{there}", beside="planned_on")
        held = select(Enterprise.id).where(Enterprise.programme_id == enterprise.programme_id, Enterprise.id == enterprise.id)
        db.session.execute(held.with_for_update())
        number = (db.session.scalar(select(func.max(cls.number)).where(*here)) or 0) + 1
        ids = {"programme_id": enterprise.programme_id, "enterprise_id": enterprise.id, "planned_by_id": by.id}
        planned = cls(**ids, number=number, planned_on=on, begins_at=begins_at, led_by_id=led_by and led_by.id, state=State.PLANNED)
        db.session.add(planned)
        return planned

    @property
    def is_open(self) -> bool:
        return self.state in (State.PLANNED, State.RUNNING)

    @property
    def is_late(self) -> bool:
        return self.state is State.PLANNED and self.planned_on < clock.today()

    @property
    def may_begin(self) -> bool:
        """Its day has come."""
        return self.state is State.PLANNED and self.planned_on <= clock.today()

    def add_point(self, title: str) -> AgendaItem:
        self._must_be_open()
        return self._put(kind=OWN, title=title)

    def open(self, drawn: Iterable[Matter]) -> None:
        """It begins: what is open now stands on its agenda."""
        if self.state is not State.PLANNED:
            raise NotNow(_l("This meeting has begun already, or was called off."))
        if self.planned_on > clock.today():
            raise NotNow(_l("This meeting is planned for a later day. Plan one for today, or wait until then."))
        self.state = State.RUNNING
        self.draw(drawn)

    def draw(self, drawn: Iterable[Matter]) -> int:
        """What is open and not on the agenda yet; how many points came to it."""
        self._must_run()
        known = {(item.kind, item.record_id) for item in self.items}
        new = [one for one in drawn if (one.kind.code, one.record_id) not in known]
        for one in new:
            self._put(kind=one.kind.code, title=one.title, many=one.many, record_id=one.record_id, project_id=one.project_id)
        return len(new)

    def attend(self, told: Mapping[Membership, Presence | None], summary: str | None = None) -> None:
        """Who was there, as worker or manager on that day. Whoever nothing is said of is neither there nor absent.

        `summary` was typed before anybody was there to close the meeting: it stays for the closing.
        """
        self._must_run()
        self.summary = summary or self.summary
        known = {one.person_id: one for one in self.attendances}
        for member, presence in told.items():
            there = known.get(member.person_id)
            if there is not None:
                there.presence = presence
            elif presence:
                facts = {"person_id": member.person_id, "level": member.level, "sex": member.person.sex, "presence": presence}
                self.attendances.append(Attendance(programme_id=self.programme_id, enterprise_id=self.enterprise_id, **facts))
        flag_modified(self, "state")  # a new version: who looked at the older list is told

    def decide(
        self,
        text: str,
        by: Person,
        item: AgendaItem | None = None,
        project: Project | None = None,
        owner: Person | None = None,
        due_on=None,
    ) -> MeetingDecision:
        """What was decided; with a project it becomes an action there, made by the project itself."""
        self._must_run()
        ids = {"programme_id": self.programme_id, "enterprise_id": self.enterprise_id, "made_by_id": by.id, "item_id": item and item.id}
        made = MeetingDecision(**ids, text=text, is_action=project is not None)
        if project:
            made.action = project.add_action(text, owner, due_on)
        self.decisions.append(made)
        return made

    def close(self, on: date, by: Person, summary: str | None) -> None:
        """It was held: from now on these are its minutes."""
        self._must_run()
        if not any(one.presence is Presence.PRESENT for one in self.attendances):
            raise NotNow(_l("Say first who was there. A meeting without anybody is none."), beside="held_on")
        if on > clock.today():
            raise NotNow(_l("This day has not come yet. Look whether the date on your phone is right."), beside="held_on")
        self.state, self.held_on, self.closed_by_id, self.summary = State.HELD, on, by.id, summary

    def call_off(self) -> None:
        self._must_be_open()
        self.state = State.CALLED_OFF

    def _put(self, **facts) -> AgendaItem:
        ids = {"programme_id": self.programme_id, "enterprise_id": self.enterprise_id}
        put = AgendaItem(**ids, position=len(self.items) + 1, **facts)
        self.items.append(put)
        return put

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise NotNow(_l("This meeting is over. Its minutes stay as they are; plan a new one."))

    def _must_run(self) -> None:
        self._must_be_open()
        if self.state is not State.RUNNING:
            raise NotNow(_l("This meeting has not begun. Begin it first."))


class AgendaItem(Tenant, Versioned, Base):
    """One point: drawn from what is open in a room, or brought by somebody."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        *within(enterprise_id="enterprise", meeting_id="meeting", project_id="project"),
        Index("ix_agenda_item_programme_meeting", "programme_id", "meeting_id"),
        Index("ix_agenda_item_programme_project", "programme_id", "project_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    meeting_id: Mapped[UUID] = mapped_column(Uuid())
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    title: Mapped[str | None] = mapped_column(String(240))  # none: only how many there are
    many: Mapped[int | None]
    record_id: Mapped[UUID | None] = mapped_column(Uuid())
    project_id: Mapped[UUID | None] = mapped_column(Uuid())
    note: Mapped[str | None] = mapped_column(Text)
    meeting: Mapped[Meeting] = link(back_populates="items")

    def write(self, note: str | None) -> None:
        self.meeting._must_run()
        self.note = note


class Attendance(Tenant, Base):
    """Who was asked to be there, and was or was not; worker or manager and sex as they were then."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("programme_id", "meeting_id", "person_id"),
        *within(enterprise_id="enterprise", meeting_id="meeting"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    meeting_id: Mapped[UUID] = mapped_column(Uuid())
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    presence: Mapped[Presence | None] = mapped_column(choice(Presence))
    level: Mapped[Level] = mapped_column(choice(Level))
    sex: Mapped[Sex] = mapped_column(choice(Sex))
    meeting: Mapped[Meeting] = link(back_populates="attendances")
    person: Mapped[Person] = looks_up()


class MeetingDecision(Tenant, Base):
    """A sentence of the minutes; `action` is what became of it."""

    __tablename__ = "meeting_decision"
    __table_args__ = (
        *within(enterprise_id="enterprise", meeting_id="meeting", item_id="agenda_item", action_id="action"),
        Index("ix_meeting_decision_programme_meeting", "programme_id", "meeting_id"),
        Index("ix_meeting_decision_programme_item", "programme_id", "item_id"),
        Index("ix_meeting_decision_programme_action", "programme_id", "action_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    meeting_id: Mapped[UUID] = mapped_column(Uuid())
    item_id: Mapped[UUID | None] = mapped_column(Uuid())
    action_id: Mapped[UUID | None] = mapped_column(Uuid())
    text: Mapped[str] = mapped_column(String(240))
    is_action: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    meeting: Mapped[Meeting] = link(back_populates="decisions")
    action: Mapped[Action | None] = link()
