"""Reads for a batch's plan and for the trail of an enrolment."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Assignment, Grant, Person, Role, User
from portal.accounts.reach import current
from portal.batches.models import Batch, BatchDay, BatchModule, BatchTrainer, Enrolment, EnrolmentStep, Standing, Status
from portal.batches.overriding import BatchOverride, Missing
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


AND = "\n"  # between the names, until the page’s language puts its comma there


def outlook_of(batch: Batch) -> Row:
    """Who teaches it by now or later, how much is planned, and the next day: one statement, one row."""

    def mine(kind):
        return kind.programme_id == batch.programme_id, kind.batch_id == batch.id

    def taught_by(name):
        there = or_(BatchTrainer.ends_on.is_(None), BatchTrainer.ends_on >= today())
        named = select(func.aggregate_strings(name, AND)).select_from(BatchTrainer).join(User, User.id == BatchTrainer.user_id)
        return named.join(Person, Person.id == User.person_id).where(*mine(BatchTrainer), there).scalar_subquery()

    days, modules = (*mine(BatchDay), BatchDay.dropped_on.is_(None)), (*mine(BatchModule), BatchModule.dropped_on.is_(None))
    next_on = select(func.min(BatchDay.planned_on)).where(*days, BatchDay.planned_on >= today()).scalar_subquery()
    staying = select(func.count()).select_from(Enrolment).where(*mine(Enrolment), Enrolment.state != Standing.WITHDRAWN).scalar_subquery()
    return db.session.execute(
        select(
            taught_by(Person.name).label("name"),
            taught_by(func.coalesce(Person.name_ur, Person.name)).label("name_ur"),
            select(func.count()).select_from(BatchDay).where(*days).scalar_subquery().label("days"),
            select(func.count()).select_from(BatchModule).where(*modules).scalar_subquery().label("modules"),
            next_on.label("next_on"),
            select(func.count()).select_from(Enrolment).where(*mine(Enrolment)).scalar_subquery().label("enterprises"),
            staying.label("staying"),
            select(func.count()).select_from(BatchOverride).where(*mine(BatchOverride)).scalar_subquery().label("overrides"),
        )
    ).one()


def missing_of(outlook: Row) -> tuple[Missing, ...]:
    """What a batch needs before it is confirmed and started, as the list on its page has it."""
    here = outlook.staying
    fewest, most = current_app.config["BATCH_FEWEST"], current_app.config["BATCH_MOST"]
    found = {Missing.TRAINER: outlook.name is None, Missing.DAYS: not outlook.days, Missing.ENTERPRISES: not fewest <= here <= most}
    return tuple(code for code, is_missing in found.items() if is_missing)


def overrides_of(batch: Batch) -> list[BatchOverride]:
    """The steps that were taken although something was missing, and by whom."""
    mine = BatchOverride.programme_id == batch.programme_id, BatchOverride.batch_id == batch.id
    return list(db.session.scalars(select(BatchOverride).where(*mine).options(joinedload(BatchOverride.by)).order_by(BatchOverride.at)))


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
