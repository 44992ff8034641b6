"""Reads across batches, enrolments and completions. What one may see comes in as a condition from the policy."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager

from portal.accounts.models import Assignment, Grant, Person, Programme, Role, User
from portal.accounts.reach import counted_within, current
from portal.batches import policy
from portal.batches.completions import Completion, CompletionStep, GateFact, State
from portal.batches.models import WORKS, Batch, BatchModule, Enrolment, Standing
from portal.batches.modules import named
from portal.clock import today
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.web.paging import MOST

PLANNED = and_(BatchModule.programme_id == Batch.programme_id, BatchModule.batch_id == Batch.id, BatchModule.dropped_on.is_(None))
ITS_COMPLETION = and_(
    Completion.programme_id == Enrolment.programme_id,
    Completion.enrolment_id == Enrolment.id,
    Completion.module_code == BatchModule.module_code,
)
MODULE_ROW = (
    Enrolment.programme_id,
    Enrolment.id.label("enrolment_id"),
    Enrolment.enterprise_id,
    Enrolment.state.label("standing"),
    Enrolment.since_on,
    Enrolment.reason,
    Enrolment.enrolled_on,
    Enrolment.baseline_on,
    Enrolment.without_baseline,
    Enrolment.without_decision,
    Enterprise.name,
    Enterprise.name_ur,
    Enterprise.city,
    Batch.id.label("batch_id"),
    Batch.name.label("batch_name"),
    Batch.name_ur.label("batch_name_ur"),
    BatchModule.module_code,
    Completion.state,
    Completion.proposed_at,
    Completion.decided_at,
    Completion.comment,
    Completion.override_reason,
    Completion.is_same_device,
)


def batches(visible: Select, user: User, after: UUID | None) -> list[Row]:
    """A page of batches, the newest first, with how many enterprises of them are within reach, and how many of these have not left."""
    stayed = seen_in(user).where(Enrolment.state == Standing.ACTIVE).scalar_subquery()
    page = visible.with_only_columns(
        *(Batch.id, Batch.name, Batch.name_ur, Batch.format, Batch.status, Batch.starts_on, Batch.ends_on),
        *(seen_in(user).scalar_subquery().label("seen_count"), stayed.label("stayed_count")),
    )
    if after:
        page = page.where(Batch.id < after)
    return list(db.session.execute(page.order_by(Batch.id.desc()).limit(MOST + 1)))


def seen_in(user: User) -> Select:
    """How many enrolments of a batch are within reach, whatever was taken back since: nobody is named."""
    mine = Enrolment.programme_id == Batch.programme_id, Enrolment.batch_id == Batch.id
    return select(func.count()).select_from(Enrolment).where(*mine, counted_within(user, Enrolment))


MODULES = (
    select(*MODULE_ROW)
    .select_from(Enrolment)
    .join(Enrolment.batch)
    .join(Enrolment.enterprise)
    .outerjoin(BatchModule, PLANNED)
    .outerjoin(Completion, ITS_COMPLETION)
    .order_by(Enrolment.enrolled_on.desc(), Enterprise.name, Enrolment.id, BatchModule.position)
)
NAMED_MODULES = MODULES.add_columns(*named(BatchModule.module_code, Enrolment.programme_id))
HERE = Enrolment.programme_id == bindparam("programme_id"), Enrolment.enterprise_id == bindparam("enterprise_id")
MODULES_OF = NAMED_MODULES.where(*HERE)


def modules_to_count(language: str, is_shown, *where) -> list[Row]:
    """The same with number and title of each module, and of each row whether it may be named."""
    return list(db.session.execute(NAMED_MODULES.add_columns(is_shown.label("is_shown")).where(*where), {"language": language}))


def modules(*where) -> list[Row]:
    """A row for each planned module of each enrolment, with its completion if it has one."""
    return list(db.session.execute(MODULES.where(*where)))


def named_modules(language: str, *where) -> list[Row]:
    """The same with number and title of each module."""
    return list(db.session.execute(NAMED_MODULES.where(*where), {"language": language}))


def modules_of(programme_id: UUID, enterprise_id: UUID, language: str) -> list[Row]:
    """The same of one enterprise: its home asks it each time."""
    return list(db.session.execute(MODULES_OF, {"programme_id": programme_id, "enterprise_id": enterprise_id, "language": language}))


def begun(*where) -> list[Row]:
    """Modules that came back, and those of which somebody has entered a fact and nobody has proposed anything."""
    entered = select(GateFact.id).where(
        GateFact.programme_id == Enrolment.programme_id,
        GateFact.enrolment_id == Enrolment.id,
        GateFact.module_code == BatchModule.module_code,
        GateFact.met,
    )
    open_ = or_(Completion.id.is_(None), Completion.state == State.OPEN)
    return modules(
        Enrolment.state == Standing.ACTIVE,
        Batch.status.in_(WORKS),
        BatchModule.id.is_not(None),
        or_(Completion.state == State.RETURNED, and_(open_, entered.exists())),
        *where,
    )


def opened(visible: Select, enrolment_id: UUID, module_code: str, to_write: bool = False) -> tuple[Enrolment, Completion | None] | None:
    """An enrolment and its completion of one module of the plan; locked where it is to be written."""
    found = (
        visible.add_columns(Completion)
        .join(Enrolment.batch)
        .join(Enrolment.enterprise)
        .join(BatchModule, and_(BatchModule.programme_id == Batch.programme_id, BatchModule.batch_id == Batch.id))
        .outerjoin(Completion, ITS_COMPLETION)
        .where(Enrolment.id == enrolment_id, BatchModule.module_code == module_code)
        .options(contains_eager(Enrolment.batch), contains_eager(Enrolment.enterprise))
    )
    row = db.session.execute(found.with_for_update(of=Enrolment) if to_write else found).first()
    return (row[0], row[1]) if row else None


def fact(enrolment: Enrolment, module_code: str, gate: str) -> GateFact | None:
    return db.session.scalar(
        select(GateFact).where(
            GateFact.programme_id == enrolment.programme_id,
            GateFact.enrolment_id == enrolment.id,
            GateFact.module_code == module_code,
            GateFact.gate == gate,
        )
    )


def trail(completion: Completion) -> list[Row]:
    """What happened to a completion, the latest first."""
    steps = (
        select(CompletionStep.at, CompletionStep.moved_to, CompletionStep.comment, Person.name, Person.name_ur)
        .join(User, User.id == CompletionStep.by_id)
        .join(Person, Person.id == User.person_id)
        .where(CompletionStep.programme_id == completion.programme_id, CompletionStep.completion_id == completion.id)
    )
    return list(db.session.execute(steps.order_by(CompletionStep.at.desc(), CompletionStep.id.desc()).limit(MOST)))


def overseers(enrolment: Enrolment) -> list[Row]:
    """The experts who oversee this enterprise's trainers today: they will be asked to confirm."""
    day = today()
    found = (
        select(Person.name, Person.name_ur)
        .join(User, User.person_id == Person.id)
        .join(Grant, and_(Grant.expert_id == User.id, Grant.role == Role.TRAINER))
        .join(Assignment, and_(Assignment.user_id == Grant.user_id, Assignment.programme_id == Grant.programme_id))
        .where(Assignment.programme_id == enrolment.programme_id, Assignment.enterprise_id == enrolment.enterprise_id)
        .where(*current(Assignment, day), *current(Grant, day))
    )
    return list(db.session.execute(found.distinct().order_by(Person.name).limit(3)))


def waiting(user: User) -> list[Row]:
    """Proposals that wait for this person's decision, the oldest first."""
    found = (
        select(
            Completion.programme_id,
            Completion.enrolment_id,
            Completion.module_code,
            Completion.proposed_at,
            Completion.proposed_by,
            Completion.override_reason,
            Enterprise.name,
            Enterprise.name_ur,
            Person.name.label("by"),
            Person.name_ur.label("by_ur"),
        )
        .join(Enterprise, and_(Enterprise.programme_id == Completion.programme_id, Enterprise.id == Completion.enterprise_id))
        .join(User, User.id == Completion.proposed_by)
        .join(Person, Person.id == User.person_id)
        .where(policy.to_decide(user))
    )
    return list(db.session.execute(found.order_by(Completion.proposed_at, Completion.id).limit(MOST)))


def programmes(user: User) -> list[Row]:
    """Where a person may plan batches."""
    whole = user.reach.whole_programmes if user.reach else ()
    return list(
        db.session.execute(select(Programme.id, Programme.name, Programme.name_ur).where(Programme.id.in_(whole)).order_by(Programme.name))
    )


def may_join(visible: Select, batch: Batch, also_inside: bool = False) -> list[Row]:
    """Enterprises of the batch's programme that are not in it; a form that was sent is answered for all of them."""
    inside = select(Enrolment.enterprise_id).where(Enrolment.programme_id == batch.programme_id, Enrolment.batch_id == batch.id)
    free = visible.where(Enterprise.programme_id == batch.programme_id, Enterprise.merged_into_id.is_(None))
    free = free if also_inside else free.where(Enterprise.id.not_in(inside))
    return list(
        db.session.execute(
            free.with_only_columns(Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city).order_by(Enterprise.name)
        )
    )
