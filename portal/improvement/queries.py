"""Reads for a project's page and for the choices of its forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, String, and_, bindparam, false, literal, null, or_, select, union, union_all
from sqlalchemy.orm import joinedload, selectinload, with_expression
from sqlalchemy.sql.base import ExecutableOption

from portal import clock
from portal.accounts.models import OF_AN_ENTERPRISE, Assignment, Grant, Person, Programme, Role, User
from portal.accounts.reach import NOWHERE, Reach, clause_of, current
from portal.batches.pausing import rests
from portal.database import db, wall_day
from portal.enterprises.models import Area, Enterprise, Membership
from portal.improvement import modules
from portal.improvement.models import Action, Comment, Photo, Project, Stage, Step
from portal.improvement.replications import is_carried_on
from portal.measures.standing import is_answered
from portal.measures.verdicts import Judged, verdicts_of
from portal.web.formats import own
from portal.web.language import language

NAMED = tuple(joinedload(name) for name in (Project.enterprise, Project.area, Project.raised_by, Project.owner, Project.verified_by))
WHO = (joinedload(Action.owner), joinedload(Action.done_by))
SHOWN = (
    *NAMED,
    selectinload(Project.actions).options(*WHO),
    selectinload(Project.all_photos).options(joinedload(Photo.file), joinedload(Photo.taken_by), joinedload(Photo.gone_by)),
)
RESTING = with_expression(Project.is_resting, rests(Project))
WITH_OWNER = (*WHO, joinedload(Action.project).options(RESTING))


def shown() -> tuple[ExecutableOption, ...]:
    """All that a project's page tells, with its module's title in the reader's language, and whether it is measured."""
    measured = with_expression(Project.is_measured, is_answered(Project.programme_id, Project.id))
    carried = with_expression(Project.is_replicated, is_carried_on(Project.programme_id, Project.id))
    paid_in = with_expression(Project.currency, select(Programme.currency).where(Programme.id == Project.programme_id).scalar_subquery())
    return (*SHOWN, with_expression(Project.module_title, modules.called(language())), measured, carried, paid_in, RESTING)


@lru_cache(512)
def with_actions(reach: Reach) -> Select:
    """Put together once for all who reach the same, for it is asked each time somebody adds an action."""
    actions = joinedload(Project.actions).options(*WHO)
    return select(Project).where(clause_of(reach, Project), Project.id == bindparam("project_id")).options(actions, RESTING)


def to_act_in(user: User, project_id: UUID) -> Project | None:
    """A project within reach with its actions and who does them, and nothing else."""
    found = db.session.scalars(with_actions(user.reach or NOWHERE), {"project_id": project_id})
    return found.unique().one_or_none()


def told_of(project: Project) -> list[Row]:
    """Steps and comments in one statement, the newest first."""

    def of_it(model):
        return model.programme_id == project.programme_id, model.project_id == project.id

    no_stage = null().cast(String(24))
    steps = select(
        literal("step").label("what"), Step.id, Step.at, Step.from_stage, Step.to_stage, Step.note.label("text"), Step.by_id.label("by_id")
    ).add_columns(Step.because)
    said = select(literal("comment"), Comment.id, Comment.at, no_stage, no_stage, Comment.text, Comment.person_id, null().cast(String(240)))
    both = union_all(steps.where(*of_it(Step)), said.where(*of_it(Comment))).subquery()
    level = level_then(project, both.c.by_id, both.c.at).label("level")
    told = select(both, Person.name, Person.name_ur, Person.sex, level).join(Person, Person.id == both.c.by_id)
    return list(db.session.execute(told.order_by(both.c.at.desc(), both.c.id.desc()).limit(200)))


def currency_of(project: Project) -> str:
    return db.session.scalar(select(Programme.currency).where(Programme.id == project.programme_id)) or ""


def level_then(project: Project, person, at):
    """What somebody was in the team of this factory at that moment; none where they were not in it."""
    there = Membership.programme_id == project.programme_id, Membership.enterprise_id == project.enterprise_id
    then = Membership.starts_on <= wall_day(at), or_(Membership.ends_on.is_(None), Membership.ends_on >= wall_day(at))
    held = select(Membership.level).where(*there, Membership.person_id == person, *then)
    return held.order_by(Membership.starts_on.desc()).limit(1).scalar_subquery()


def workplaces(user: User) -> list[Row]:
    """The factories in which this person works, not those they are sent to."""
    places = [place for place in (user.reach or NOWHERE).places if place.role in OF_AN_ENTERPRISE]
    mine = [(p.programme_id, p.enterprise_id) for p in places if p.programme_id and p.enterprise_id]
    found = select(Enterprise.id, Enterprise.programme_id, Enterprise.name, Enterprise.name_ur)
    return list(db.session.execute(found.where(any_of(Enterprise, mine)).order_by(Enterprise.name)))


Places = Collection[tuple[UUID, UUID]]  # programme and enterprise


PEOPLE = select(Person.id, Person.name, Person.name_ur).join(Membership, Membership.person_id == Person.id).order_by(Person.name).distinct()
TEAM = PEOPLE.add_columns(Person.sex, Membership.level).where(
    Membership.programme_id == bindparam("programme_id"),
    Membership.enterprise_id == bindparam("enterprise_id"),
    Membership.is_current(bindparam("today", type_=Date())),  # pyright: ignore[reportArgumentType]
)


def any_of(model, places: Places) -> ColumnElement[bool]:
    return or_(
        false(), *(and_(model.programme_id == programme_id, model.enterprise_id == enterprise_id) for programme_id, enterprise_id in places)
    )


def team_rows(place: tuple[UUID, UUID]) -> list[Row]:
    """Everyone in the improvement team today, with both their names."""
    return list(db.session.execute(TEAM, {"programme_id": place[0], "enterprise_id": place[1], "today": clock.today()}))


def callable_rows(place: tuple[UUID, UUID]) -> list[Row]:
    """Whom a comment can call: the team, its trainers of today, and the programme's coordinators."""
    today = clock.today()
    of_users = select(Person.id, Person.name, Person.name_ur).join(User, User.person_id == Person.id).where(User.disabled_at.is_(None))
    sent = Assignment.programme_id == place[0], Assignment.enterprise_id == place[1]
    trainers = of_users.join(Assignment, Assignment.user_id == User.id).where(*sent, *current(Assignment, today))
    runs = Grant.programme_id == place[0], Grant.role == Role.COORDINATOR
    coordinators = of_users.join(Grant, Grant.user_id == User.id).where(*runs, *current(Grant, today))
    return team_rows(place) + list(db.session.execute(union(trainers, coordinators)))


def team_of(*places: tuple[UUID, UUID]) -> list[tuple[str, str]]:
    """Everyone in the improvement team today, as choices: whether or not they ever sign in."""
    if len(places) == 1:
        return named(team_rows(places[0]))
    return choices(PEOPLE.where(any_of(Membership, places), Membership.is_current(clock.today())))


def areas_of(*places: tuple[UUID, UUID]) -> list[tuple[str, str]]:
    here = any_of(Area, places), Area.closed_on.is_(None)
    return choices(select(Area.id, Area.name, Area.name_ur).where(*here).order_by(Area.name))


def choices(statement) -> list[tuple[str, str]]:
    return named(db.session.execute(statement))


def named(rows) -> list[tuple[str, str]]:
    return [(str(row.id), own(row)) for row in rows]


def with_this(offered: list[tuple[str, str]], record) -> list[tuple[str, str]]:
    """What stands there stays to choose, even when it is no longer offered."""
    if record is None or str(record.id) in dict(offered):
        return offered
    return [*offered, (str(record.id), own(record))]


def judged(board: Mapping[Stage, Sequence[Row]]) -> dict[UUID, Judged]:
    """What the evidence says of those that are under way or done."""
    begun = [row for stage, rows in board.items() if stage.place >= Stage.IN_PROGRESS.place for row in rows]
    there = {
        programme_id: [row.id for row in begun if row.programme_id == programme_id] for programme_id in {r.programme_id for r in begun}
    }
    return {key: one for programme_id, ids in there.items() for key, one in verdicts_of(programme_id, ids).items()}
