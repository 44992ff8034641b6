"""Who has read what: how many answers were right, kept for oneself and shown to one's team only where one agrees."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Grant, Person, User
from portal.accounts.reach import NOWHERE, current
from portal.curriculum.models import Lesson, LessonText, Module
from portal.curriculum.policy import of
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.database import Base, Tenant, Versioned, db, within


class LessonResult(Tenant, Versioned, Base):
    """The last self-check of a person in a lesson: how many were right. What was chosen is not kept."""

    __tablename__ = "lesson_result"
    __table_args__ = (
        *within(enterprise_id="enterprise"),
        UniqueConstraint("programme_id", "person_id", "lesson_id"),
        Index("ix_lesson_result_programme_enterprise", "programme_id", "enterprise_id"),
    )

    enterprise_id: Mapped[UUID | None] = mapped_column(Uuid())
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"))
    right: Mapped[int]
    asked: Mapped[int]
    checked_at: Mapped[datetime]

    def take(self, right: int, asked: int, enterprise_id: UUID | None) -> None:
        self.right, self.asked, self.enterprise_id, self.checked_at = right, asked, enterprise_id, clock.now()


class ResultConsent(Tenant, Versioned, Base):
    """Whether a person lets their team see what they have read. Without a row: no."""

    __tablename__ = "result_consent"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    shares: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]

    def decide(self, shares: bool) -> None:
        self.shares, self.changed_at = shares, clock.now()


def keep(user: User, lesson_id: UUID, right: int, asked: int) -> None:
    """For who belongs to a programme; a second check takes the place of the first."""
    programme_id = of(user)["programme_id"]
    if programme_id is None:
        return
    key = {"programme_id": programme_id, "person_id": user.person_id, "lesson_id": lesson_id}
    result = db.session.scalar(select(LessonResult).filter_by(**key))
    if result is None:
        result = LessonResult(**key)
        db.session.add(result)
    result.take(right, asked, next(iter((user.reach or NOWHERE).own_enterprises()), None))


def consent_of(user: User) -> ResultConsent | None:
    return db.session.scalar(select(ResultConsent).filter_by(person_id=user.person_id, **of(user)))


def decide(user: User, shares: bool) -> None:
    consent = consent_of(user)
    if consent is None:
        consent = ResultConsent(person_id=user.person_id, **of(user))
        db.session.add(consent)
    consent.decide(shares)


def results(wanted: str):
    """Lessons with a result, their titles in the wanted language, else in English."""
    return (
        select(Module.code, Lesson.slug, LessonText.language, LessonText.title, LessonResult.right, LessonResult.asked)
        .add_columns(LessonResult.checked_at, LessonResult.person_id, LessonResult.lesson_id)
        .join(Lesson, Lesson.id == LessonResult.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .join(LessonText, and_(LessonText.lesson_id == Lesson.id, LessonText.withdrawn_at.is_(None)))
        .where(Lesson.withdrawn_at.is_(None), or_(LessonText.language == wanted, LessonText.language == SOURCE_LANGUAGE))
        .order_by(Module.code, Lesson.position, LessonResult.person_id, LessonText.language == wanted)
    )


def mine(user: User, wanted: str) -> list:
    rows = db.session.execute(
        results(wanted).where(LessonResult.person_id == user.person_id, LessonResult.programme_id.in_([of(user)["programme_id"]]))
    )
    return list({row.lesson_id: row for row in rows}.values())


def of_the_team(user: User, wanted: str) -> list:
    """What those have read who work in one's own enterprise today, and who agree that their team sees it."""
    places = (user.reach or NOWHERE).own_enterprises()
    if not places:
        return []
    works_there = and_(Grant.user_id == User.id, Grant.enterprise_id == LessonResult.enterprise_id, *current(Grant, clock.today()))
    statement = (
        results(wanted)
        .add_columns(Person.name, Person.name_ur)
        .join(Person, Person.id == LessonResult.person_id)
        .join(User, and_(User.person_id == Person.id, User.disabled_at.is_(None)))
        .join(
            ResultConsent,
            and_(ResultConsent.person_id == Person.id, ResultConsent.programme_id == LessonResult.programme_id, ResultConsent.shares),
        )
        .where(
            LessonResult.enterprise_id.in_(places), LessonResult.person_id != user.person_id, select(Grant.id).where(works_there).exists()
        )
    )
    return list({(row.lesson_id, row.person_id): row for row in db.session.execute(statement)}.values())
