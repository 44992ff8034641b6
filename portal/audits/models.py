"""A 5S audit of one area: 25 scores, what was found, and which action follows from it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Uuid, and_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.audits import questions
from portal.audits.questions import LOW, MOST, Edition, Step
from portal.database import Base, Tenant, Versioned, db, link, looks_up, within
from portal.enterprises.models import Area
from portal.errors import NotNow
from portal.files.models import StoredFile
from portal.files.removals import Removable
from portal.improvement.models import Action
from portal.say import _l

STANDS = text("withdrawn_on IS NULL")


class Audit(Tenant, Versioned, Base):
    """`scores` holds each question's code with 0 to 5, all of them of one edition. One that was withdrawn stays to be read and counts no more."""

    __tablename__ = "audit"
    __table_args__ = (
        *within(enterprise_id="enterprise", area_id="area"),
        Index("ix_audit_area_day", "programme_id", "area_id", "on", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
        Index("ix_audit_programme_enterprise", "programme_id", "enterprise_id", "on"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID] = mapped_column(Uuid())
    on: Mapped[date]
    edition_number: Mapped[int]
    scores: Mapped[dict] = mapped_column(JSON, default=dict)
    total: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None] = mapped_column(String(240))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_because: Mapped[str | None] = mapped_column(Text)
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    area: Mapped[Area] = looks_up()
    by: Mapped[Person] = looks_up(foreign_keys=by_id)
    withdrawn_by: Mapped[Person | None] = looks_up(foreign_keys=withdrawn_by_id)
    findings: Mapped[list[Finding]] = link(back_populates="audit", order_by="Finding.id")

    @classmethod
    def make(cls, area: Area, on: date, scores: dict[str, int], by: Person, note: str | None = None) -> Audit:
        """All questions of the newest edition, answered on one day."""
        edition = questions.newest()
        if area.closed_on:
            raise NotNow(_l("This area is closed. Choose one where people work."), beside="on")
        if set(scores) != {question.code for question in edition.questions}:
            said = _l("An audit answers all of its questions. The questions may have changed: open it anew.")
            raise NotNow(said, beside="on")
        place = {"programme_id": area.programme_id, "enterprise_id": area.enterprise_id, "area_id": area.id}
        return cls(**place, on=on, edition_number=edition.number, scores=scores, total=sum(scores.values()), by_id=by.id, note=note)

    @property
    def edition(self) -> Edition:
        return questions.editions().get(self.edition_number) or questions.newest()

    @property
    def percent(self) -> int:
        """Sum of the scores / most possible × 100."""
        return round(100 * self.total / self.edition.most)

    def of_step(self, step: Step) -> int | None:
        """Percent of one of the five; none where its questions have no score."""
        known = [self.scores[q.code] for q in step.questions if q.code in self.scores]
        return round(100 * sum(known) / (MOST * len(known))) if known else None

    @property
    def low(self) -> list[str]:
        """Codes of the questions that ask for an action, the lowest first."""
        return sorted((code for code, score in self.scores.items() if score < LOW), key=lambda code: self.scores[code])

    def withdraw(self, because: str, by: Person) -> None:
        """For one that was made of the wrong area or day, or never at the place: its answers stay, its score counts no more."""
        if self.withdrawn_on:
            raise NotNow(_l("This audit is withdrawn already."))
        self.withdrawn_on, self.withdrawn_because, self.withdrawn_by_id = clock.today(), because, by.id

    def find(self, question: str, words: str, file_id: UUID | None = None, action: Action | None = None) -> Finding:
        """What was seen at one question, with its photo and what is done about it."""
        if self.withdrawn_on:
            raise NotNow(_l("This audit was withdrawn. Add what you saw to one that stands."))
        if question not in self.scores:
            raise NotNow(_l("This audit does not ask that question."))
        facts = {"question": question, "words": words, "file_id": file_id, "action_id": action and action.id}
        found = Finding(programme_id=self.programme_id, enterprise_id=self.enterprise_id, **facts)
        self.findings.append(found)
        return found


class Finding(Removable, Tenant, Versioned, Base):
    __tablename__ = "finding"
    __table_args__ = (
        *within(enterprise_id="enterprise", audit_id="audit", file_id="stored_file", action_id="action"),
        Index("ix_finding_programme_audit", "programme_id", "audit_id"),
        Index("ix_finding_programme_file", "programme_id", "file_id"),
        Index("ix_finding_programme_action", "programme_id", "action_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    audit_id: Mapped[UUID] = mapped_column(Uuid())
    question: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(240))
    file_id: Mapped[UUID | None] = mapped_column(Uuid())
    action_id: Mapped[UUID | None] = mapped_column(Uuid())
    audit: Mapped[Audit] = link(back_populates="findings")
    file: Mapped[StoredFile | None] = looks_up()
    action: Mapped[Action | None] = looks_up()

    def cover(self, digest: str) -> None:
        """Its file shows the new bytes already."""

    def show_nothing(self) -> None:
        self.file_id = None


def showing(programme_id: UUID, enterprise_id: UUID, digest: str) -> list[Finding]:
    """The findings of this factory whose photo has these bytes."""
    here = Finding.programme_id == programme_id, Finding.enterprise_id == enterprise_id, StoredFile.digest == digest
    same = and_(StoredFile.programme_id == Finding.programme_id, StoredFile.id == Finding.file_id)
    return list(db.session.scalars(select(Finding).join(StoredFile, same).where(*here)))
