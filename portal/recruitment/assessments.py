"""The initial assessment of a firm: somebody visits, scores and recommends; another person decides."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Uuid, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, link, looks_up, within
from portal.errors import NotNow
from portal.files.models import StoredFile
from portal.files.removals import Removable
from portal.recruitment.criteria import CriteriaVersion, Criterion, Kind
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Stage
from portal.say import _l

FULLY = 4


class Verdict(enum.StrEnum):
    SELECT = "select"
    WAIT = "wait"
    DECLINE = "decline"


LEADS_TO = {Verdict.SELECT: Stage.SELECTED, Verdict.WAIT: Stage.WAITLISTED, Verdict.DECLINE: Stage.NOT_SELECTED}


@dataclass(frozen=True)
class Part:
    """One criterion's share of the score."""

    criterion: Criterion
    score: int | None  # 0 to 4; none: not known, which is not zero
    points: float
    most: int


class InitialAssessment(Tenant, Versioned, Base):
    __tablename__ = "initial_assessment"
    __table_args__ = (
        *within(prospect_id="prospect", enterprise_id="enterprise", criteria_version_id="criteria_version"),
        Index("ix_initial_assessment_programme_prospect", "programme_id", "prospect_id"),
        Index("ix_initial_assessment_programme_criteria", "programme_id", "criteria_version_id"),
        Index("ix_initial_assessment_programme_decision", "programme_id", "decision"),
    )

    prospect_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    criteria_version_id: Mapped[UUID] = mapped_column(Uuid())
    visited_on: Mapped[date]
    assessor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    answers: Mapped[dict] = mapped_column(JSON, default=dict)  # scores: code → 0…4, flags: codes
    notes: Mapped[str | None] = mapped_column(Text)
    recommendation: Mapped[Verdict] = mapped_column(choice(Verdict))
    because: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    decision: Mapped[Verdict | None] = mapped_column(choice(Verdict))
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None] = mapped_column(Text)
    lifted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # who looked into its serious flags
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str | None] = mapped_column(Text)
    prospect: Mapped[Prospect] = link()
    criteria: Mapped[CriteriaVersion] = link(lazy="joined", innerjoin=True)
    assessor: Mapped[Person] = looks_up(foreign_keys=[assessor_id], lazy="joined")
    decided_by: Mapped[Person | None] = looks_up(foreign_keys=[decided_by_id], lazy="joined")
    lifted_by: Mapped[Person | None] = looks_up(foreign_keys=[lifted_by_id], lazy="joined")
    photos: Mapped[list[AssessmentPhoto]] = link(back_populates="assessment", order_by="AssessmentPhoto.at")

    @classmethod
    def hand_in(cls, prospect: Prospect, criteria: CriteriaVersion, by: Person, **facts) -> InitialAssessment:
        """The visitor's word; with a serious flag nothing goes on from here."""
        made = cls(programme_id=prospect.programme_id, prospect=prospect, enterprise_id=prospect.enterprise_id, assessor_id=by.id)
        made.criteria, made.at = criteria, clock.now()
        for name in ("visited_on", "answers", "notes", "recommendation", "because"):
            setattr(made, name, facts[name])
        if made.serious and made.recommendation is Verdict.SELECT:
            raise NotNow(_l("With a serious red flag nobody is recommended. Choose another recommendation."), beside="recommendation")
        prospect.assess(by)
        if made.serious:
            prospect.stop(clock.today())
        return made

    def decide(self, decision: Verdict, by: Person, note: str | None) -> None:
        if by.id == self.assessor_id:
            raise NotNow(_l("Whoever assessed a firm does not decide on it. Ask another coordinator to decide."))
        if self.decision in (Verdict.SELECT, Verdict.DECLINE):
            raise NotNow(_l("This assessment is decided already. To decide anew, assess the firm anew."))
        if decision is not self.recommendation and not note:
            raise NotNow(_l("Your decision differs from the recommendation: say why in a few words."), beside="decision_note")
        self.prospect.decide(LEADS_TO[decision], by, note)
        self.decision, self.decided_by_id, self.decided_at, self.decision_note = decision, by.id, clock.now(), note

    def lift(self, by: Person, because: str) -> None:
        """What was flagged has been looked into, by somebody who never assessed this firm."""
        if not self.serious or self.lifted_at:
            raise NotNow(_l("No serious red flag of this assessment is open."))
        if by.id in assessors_of(self.prospect):
            raise NotNow(_l("Whoever raised the flag cannot lift it. Ask another coordinator to look into it."))
        self.prospect.open_again(by, because)
        self.lifted_by_id, self.lifted_at, self.lifted_because = by.id, clock.now(), because

    @property
    def waits(self) -> bool:
        return self.decision is None

    @property
    def is_to_decide(self) -> bool:
        """Not yet, or put off; and the firm has neither gone on since nor ended its way."""
        went_on = not self.prospect.stage.is_open or self.prospect.stage.rank > Stage.ASSESSED.rank
        return self.decision in (None, Verdict.WAIT) and not went_on and not self.prospect.stopped_on

    @property
    def flags(self) -> list[Criterion]:
        raised = self.answers.get("flags", ())
        return [one for one in self.criteria.items if one.kind is not Kind.SCORED and one.code in raised]

    @property
    def serious(self) -> list[Criterion]:
        return [one for one in self.flags if one.kind is Kind.SERIOUS]

    @property
    def parts(self) -> list[Part]:
        scores = self.answers.get("scores", {})
        scored = [one for one in self.criteria.items if one.kind is Kind.SCORED]
        return [Part(one, (score := scores.get(one.code)), one.weight * (score or 0) / FULLY, one.weight) for one in scored]

    @property
    def score(self) -> float | None:
        """Percent of the weight of what is known."""
        known = [part for part in self.parts if part.score is not None]
        most = sum(part.most for part in known)
        return 100 * sum(part.points for part in known) / most if most else None

    @property
    def known_share(self) -> float:
        """How much of the whole weight is known, in percent."""
        whole = sum(part.most for part in self.parts)
        return 100 * sum(part.most for part in self.parts if part.score is not None) / whole if whole else 0.0


def assessors_of(prospect: Prospect) -> set[UUID]:
    mine = InitialAssessment.programme_id == prospect.programme_id, InitialAssessment.prospect_id == prospect.id
    return set(db.session.scalars(select(InitialAssessment.assessor_id).where(*mine)))


class AssessmentPhoto(Removable, Tenant, Versioned, Base):
    """What the visitor saw."""

    __tablename__ = "assessment_photo"
    __table_args__ = (
        *within(initial_assessment_id="initial_assessment", enterprise_id="enterprise", file_id="stored_file"),
        Index("ix_assessment_photo_programme_assessment", "programme_id", "initial_assessment_id"),
        Index("ix_assessment_photo_programme_file", "programme_id", "file_id"),
    )

    initial_assessment_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    file_id: Mapped[UUID | None] = mapped_column(Uuid())  # none: it was taken away
    caption: Mapped[str | None] = mapped_column(String(200))
    taken_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    assessment: Mapped[InitialAssessment] = link(back_populates="photos")
    file: Mapped[StoredFile | None] = looks_up()

    def cover(self, digest: str) -> None:
        """Its file shows the new bytes already."""

    def show_nothing(self) -> None:
        self.file_id = self.caption = None


def showing(programme_id: UUID, enterprise_id: UUID, digest: str) -> list[AssessmentPhoto]:
    """The photos of visits to this factory whose file has these bytes."""
    here = AssessmentPhoto.programme_id == programme_id, AssessmentPhoto.enterprise_id == enterprise_id, StoredFile.digest == digest
    same = and_(StoredFile.programme_id == AssessmentPhoto.programme_id, StoredFile.id == AssessmentPhoto.file_id)
    return list(db.session.scalars(select(AssessmentPhoto).join(StoredFile, same).where(*here)))
