"""A firm on its way into the programme: where it stands, who looks after it, and every move it made."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, object_session

from portal import clock
from portal.accounts.models import Person
from portal.consent import asking
from portal.database import Base, Tenant, Versioned, choice, link, looks_up, within
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.recruitment.missing import MISSING, NOT_FROM_HERE, STOPPED_UNNAMED, stopped
from portal.recruitment.rhythm import RecruitmentSettings, settings_of
from portal.recruitment.stages import EARLY, NO_STEP, Loss, Source, Stage, back_of
from portal.say import _l


class Prospect(Tenant, Versioned, Base):
    """Recruitment's own row of an enterprise. Its verbs move it; each move leaves its row."""

    __tablename__ = "prospect"
    __table_args__ = (
        UniqueConstraint("programme_id", "enterprise_id"),
        *within(enterprise_id="enterprise"),
        Index("ix_prospect_programme_stage", "programme_id", "stage", "entered_on"),
        Index("ix_prospect_programme_due", "programme_id", "due_on"),
        Index(
            "ix_prospect_programme_counted", "programme_id", "merged_into_id", "stage", "furthest", "enterprise_id", "id"
        ),  # counts need no row
        Index("ix_prospect_programme_soonest", "programme_id", "stage", "due_on", "id"),  # a column of the board, without sorting
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    stage: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.IDENTIFIED)
    furthest: Mapped[int] = mapped_column(default=0)  # the rank of the furthest stage it ever reached, or NO_STEP
    entered_on: Mapped[date]
    source: Mapped[Source] = mapped_column(choice(Source), default=Source.OTHER)
    source_note: Mapped[str | None] = mapped_column(String(200))
    contact_name: Mapped[str | None] = mapped_column(String(120))
    contact_phone: Mapped[str | None] = mapped_column(String(20))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    next_step: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[date | None]  # to be followed up on this day
    late_on: Mapped[date | None]  # and late from this one
    lost_reason: Mapped[Loss | None] = mapped_column(choice(Loss))
    lost_from: Mapped[Stage | None] = mapped_column(choice(Stage))
    stopped_on: Mapped[date | None]  # a serious red flag: nothing goes on before another person has lifted it
    merged_into_id: Mapped[UUID | None] = mapped_column(Uuid())  # the prospect with which this one turned out to be the same firm
    enterprise: Mapped[Enterprise] = link()
    owner: Mapped[Person | None] = looks_up()
    moves: Mapped[list[Move]] = link(back_populates="prospect", order_by="(Move.at, Move.id)")

    @classmethod
    def found(cls, enterprise: Enterprise, by: Person | None, source: Source, stage: Stage = Stage.IDENTIFIED, **facts) -> Prospect:
        """A firm is met; `by` is nobody where it came by itself."""
        prospect = cls(programme_id=enterprise.programme_id, enterprise=enterprise, source=source, furthest=0, stage=stage, **facts)
        prospect.settle(stage, by, None, None, None)
        return prospect

    # Moves

    def move_to(self, stage: Stage, by: Person | None, settings: RecruitmentSettings | None = None, note: str | None = None) -> None:
        """By hand: onward through the first stages, or the consent sent to one that was selected."""
        if stage is Stage.CONSENT_SENT:
            return self.send_consent(by, settings)
        if stage not in EARLY:
            raise NotNow(MISSING[stage])
        self.go(stage, by, EARLY, settings, note)

    def invite(self, by: Person | None, settings: RecruitmentSettings | None = None) -> None:
        self.go(Stage.INVITED, by, EARLY, settings)

    def attend(self, by: Person | None, settings: RecruitmentSettings | None = None) -> None:
        self.go(Stage.ATTENDED, by, EARLY, settings)

    def take_interest(self, by: Person | None, settings: RecruitmentSettings | None = None) -> None:
        self.go(Stage.INTERESTED, by, EARLY, settings)

    def assess(self, by: Person, settings: RecruitmentSettings | None = None) -> None:
        """Told by an assessment that is handed in."""
        self.go(Stage.ASSESSED, by, (Stage.INTERESTED, Stage.WAITLISTED, Stage.ASSESSED), settings)

    def decide(self, stage: Stage, by: Person, note: str | None, settings: RecruitmentSettings | None = None) -> None:
        """Told by a decision on an assessment."""
        self.go(stage, by, (Stage.ASSESSED, Stage.WAITLISTED), settings, note)

    def send_consent(self, by: Person | None, settings: RecruitmentSettings | None = None) -> None:
        """The current text goes out with the move; who sent it stands in the move."""
        self.go(Stage.CONSENT_SENT, by, (Stage.SELECTED,), settings)
        asking.ask(self.enterprise, None)

    def sign(self, on: date, by: Person | None = None) -> None:
        self.go(Stage.SIGNED, by, (Stage.SELECTED, Stage.CONSENT_SENT), None, on=on)

    def enrol(self, on: date, by: Person | None = None) -> None:
        """In a batch: from whichever stage, for the batch's own gates have judged it."""
        self.settle(Stage.ENROLLED, by, None, None, on)
        self.enterprise.is_prospect = False

    def put_back(self, by: Person, note: str | None = None, before: Stage | None = None) -> None:
        """The last move was a mistake: it counts in no funnel any more. Without `before` it is one stage back."""
        before = before or back_of(self.stage)
        if before is None:
            raise NotNow(_l("This prospect cannot go one stage back from here."))
        if self.moves and self.moves[-1].is_onward:
            self.moves[-1].is_onward = False
        self.settle(before, by, note, None, None)
        self.furthest = before.rank

    def lose(self, reason: Loss, by: Person, note: str | None = None) -> None:
        if self.stage in (Stage.LOST, Stage.ENROLLED):
            raise NotNow(_l("This firm is lost already.") if self.stage is Stage.LOST else MISSING[Stage.ENROLLED])
        if reason is Loss.OTHER and not note:
            raise NotNow(_l("Say in a few words why this firm does not come in."))
        self.refuse_merged()
        left = self.stage
        self.settle(Stage.LOST, by, note, None, None)
        self.lost_reason, self.lost_from = reason, left
        if reason is Loss.MISTAKE:
            self.furthest, self.lost_from = NO_STEP, Stage.IDENTIFIED

    def come_back(self, by: Person, note: str | None = None) -> None:
        """Where it stood when it was lost, with all that happened before; one that was not taken is interested again."""
        if self.stage not in (Stage.LOST, Stage.NOT_SELECTED):
            raise NotNow(_l("Only a firm that was lost or not selected can come back."))
        self.refuse_merged()
        stage = self.lost_from if self.stage is Stage.LOST and self.lost_from and self.lost_from.is_open else Stage.INTERESTED
        self.settle(stage, by, note, None, None)
        self.lost_reason = self.lost_from = None

    def stop(self, on: date) -> None:
        self.stopped_on = on

    def open_again(self, by: Person, note: str) -> None:
        """Told by the assessment whose flag was looked into."""
        if self.stopped_on is None:
            raise NotNow(_l("This prospect is not stopped."))
        self.stopped_on = None
        self.note(by, note)

    def go(self, stage: Stage, by: Person | None, from_stages, settings: RecruitmentSettings | None, note=None, on=None) -> None:
        self.refuse_merged()
        if self.stopped_on:
            call = (settings or settings_of(self.programme_id)).call
            raise NotNow(stopped(call) if call else STOPPED_UNNAMED, beside="decision")
        if self.stage not in from_stages or (stage in EARLY and stage.rank <= self.stage.rank):
            raise NotNow(NOT_FROM_HERE if stage.rank <= self.stage.rank else MISSING[stage])
        if stage in (Stage.INVITED, Stage.INTERESTED, Stage.CONSENT_SENT) and not (self.contact_name or self.contact_phone):
            raise NotNow(_l("Nobody is named whom one could speak to there. Add a contact first: a name or a phone number."))
        self.settle(stage, by, note, settings, on)

    def settle(self, stage: Stage, by: Person | None, note: str | None, settings: RecruitmentSettings | None, on: date | None) -> None:
        """Into the stage, with its row and its days; what was to be done next belonged to the stage before."""
        today = on or clock.today()
        left = self.stage if self.entered_on else None
        onward = left is not None and stage.rank > left.rank
        days = max(0, (today - self.entered_on).days) if left else None
        self.write(left, stage, by, note, onward, days)
        self.stage, self.entered_on, self.next_step = stage, today, None
        self.furthest = max(self.furthest, stage.rank)
        self.due_on, self.late_on = (settings or settings_of(self.programme_id)).due(stage, today)

    def note(self, by: Person | None, words: str) -> None:
        """Something to be remembered that moved nothing."""
        self.write(self.stage, self.stage, by, words, False, None)

    def write(self, left: Stage | None, entered: Stage, by: Person | None, note: str | None, is_onward: bool, days: int | None) -> None:
        facts = {"from_stage": left, "to_stage": entered, "note": note, "is_onward": is_onward, "days": days}
        move = Move(programme_id=self.programme_id, prospect=self, by_id=by and by.id, at=clock.now(), **facts)
        if (session := object_session(self)) is not None:  # the moves of many are not read to add one to each
            session.add(move)

    def refuse_merged(self) -> None:
        if self.merged_into_id:
            raise NotNow(_l("This firm was merged with another one. Go on there, or take the merging back."))

    # What is known and planned

    def plan(self, next_step: str | None, due_on: date | None, owner_id: UUID | None, settings: RecruitmentSettings | None = None) -> None:
        """What is to be done next, by whom, until when; without a day, the stage's usual ones stand."""
        if not self.stage.is_open:
            raise NotNow(_l("This prospect’s way has ended: there is no next step. Bring it back first."))
        settings = settings or settings_of(self.programme_id)
        self.next_step, self.owner_id = next_step, owner_id
        if due_on is None:
            self.due_on, self.late_on = settings.due(self.stage, self.entered_on)
        else:
            self.due_on, self.late_on = due_on, settings.late_after(self.stage, due_on)

    def describe(self, source: Source, source_note: str | None, contact_name: str | None, contact_phone: str | None) -> None:
        self.source, self.source_note, self.contact_name, self.contact_phone = source, source_note, contact_name, contact_phone

    def tone(self, today: date) -> str:
        return tone_of(self.due_on, self.late_on, today)

    def age(self, today: date) -> int:
        """Days in this stage."""
        return max(0, (today - self.entered_on).days)


def tone_of(due_on: date | None, late_on: date | None, today: date) -> str:
    """Nothing, amber on the day it is due, red from the day it is late."""
    if late_on and late_on <= today:
        return "alarm"
    return "act" if due_on and due_on <= today else ""


class Move(Tenant, Base):
    """One step of a prospect, or a note where nothing moved: never changed but by taking a mistake out of the count."""

    __tablename__ = "prospect_move"
    __table_args__ = (
        *within(prospect_id="prospect"),
        Index("ix_prospect_move_programme_prospect", "programme_id", "prospect_id"),
        Index("ix_prospect_move_programme_onward", "programme_id", "is_onward", "from_stage", "days", "prospect_id"),
    )

    prospect_id: Mapped[UUID] = mapped_column(Uuid())
    from_stage: Mapped[Stage | None] = mapped_column(choice(Stage))
    to_stage: Mapped[Stage] = mapped_column(choice(Stage))
    is_onward: Mapped[bool]
    days: Mapped[int | None]  # that it had stood in the stage it left
    note: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # none: the firm itself
    at: Mapped[datetime] = mapped_column(default=clock.now)
    prospect: Mapped[Prospect] = link(back_populates="moves")
    by: Mapped[Person | None] = looks_up()
