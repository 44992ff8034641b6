"""Reads for a batch's plan and for the trail of an enrolment."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Row, and_, func, select

from portal.accounts.models import Assignment, Grant, Person, Role, User
from portal.accounts.reach import current
from portal.batches.models import Batch, BatchDay, BatchTrainer, Enrolment, EnrolmentStep, Status
from portal.clock import today
from portal.database import db
from portal.web.paging import MOST


def trainers_with_load(programme_id: UUID) -> list[Row]:
    """Everybody who trains in this programme, with how many open batches and factories they have today; one statement."""
    day = today()
    theirs = (
        select(func.count(BatchTrainer.batch_id.distinct()))
        .join(Batch, and_(Batch.programme_id == BatchTrainer.programme_id, Batch.id == BatchTrainer.batch_id))
        .where(BatchTrainer.programme_id == programme_id, BatchTrainer.user_id == User.id, *current(BatchTrainer, day))
        .where(Batch.status != Status.CLOSED)
        .scalar_subquery()
    )
    factories = (
        select(func.count(Assignment.enterprise_id.distinct()))
        .where(Assignment.programme_id == programme_id, Assignment.user_id == User.id, *current(Assignment, day))
        .scalar_subquery()
    )
    found = (
        select(User.id, Person.name, Person.name_ur, theirs.label("batches"), factories.label("factories"))
        .join(Person, Person.id == User.person_id)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.programme_id == programme_id, Grant.role == Role.TRAINER, *current(Grant, day), User.disabled_at.is_(None))
    )
    return list(db.session.execute(found.distinct().order_by(Person.name)))


def trainers_of(batch: Batch) -> list[Row]:
    """Who teaches this batch, and from when to when."""
    found = (
        select(BatchTrainer.id, BatchTrainer.user_id, BatchTrainer.starts_on, BatchTrainer.ends_on, Person.name, Person.name_ur)
        .join(User, User.id == BatchTrainer.user_id)
        .join(Person, Person.id == User.person_id)
        .where(BatchTrainer.programme_id == batch.programme_id, BatchTrainer.batch_id == batch.id)
    )
    return list(db.session.execute(found.order_by(BatchTrainer.starts_on, Person.name)))


def days_of(batch: Batch) -> list[BatchDay]:
    mine = BatchDay.programme_id == batch.programme_id, BatchDay.batch_id == batch.id, BatchDay.dropped_on.is_(None)
    return list(db.session.scalars(select(BatchDay).where(*mine).order_by(BatchDay.planned_on, BatchDay.id)))


def steps_of(enrolment: Enrolment) -> list[Row]:
    """Pauses, returns and leavings, the latest first, with who wrote them."""
    mine = EnrolmentStep.programme_id == enrolment.programme_id, EnrolmentStep.enrolment_id == enrolment.id
    found = (
        select(EnrolmentStep.moved_to, EnrolmentStep.since_on, EnrolmentStep.reason, Person.name, Person.name_ur)
        .outerjoin(User, User.id == EnrolmentStep.by_id)
        .outerjoin(Person, Person.id == User.person_id)
    )
    return list(db.session.execute(found.where(*mine).order_by(EnrolmentStep.at.desc(), EnrolmentStep.id.desc()).limit(MOST)))


def was_enrolled(programme_id: UUID, enterprise_id: UUID) -> bool:
    """Whether it took part in a batch before: then its baseline was taken there."""
    found = select(Enrolment.id).where(Enrolment.programme_id == programme_id, Enrolment.enterprise_id == enterprise_id)
    return db.session.scalar(found.limit(1)) is not None
