"""What stands beside the things to do: a few numbers with their n, and the last steps within reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Row, Select, and_, func, select, true

from portal.accounts.models import Person, Role, User
from portal.accounts.reach import NOWHERE, Reach, clause_of, counted_of
from portal.batches.completions import Completion, State
from portal.database import db
from portal.enterprises import alumni
from portal.enterprises.models import Enterprise, Level
from portal.improvement.models import DONE, Action, Project, Stage, Status, Step
from portal.improvement.policy import can_see
from portal.suggestions.policy import can_see_balance

SMALL = 5  # groups under this are hidden from donors
NEWS = 6


@dataclass(frozen=True)
class Stat:
    """A number with what it counts, of how many, and where its rows are."""

    title: str
    value: int | None  # none: hidden, and `note` says why
    of: int | None
    note: str
    url: str | None = None

    @property
    def share(self) -> float | None:
        return 100 * self.value / self.of if self.value is not None and self.of else None


def count_of(table: Select):
    return select(func.count()).select_from(table.subquery()).scalar_subquery()


def stats_of(user: User) -> list[Stat]:
    """One statement, whatever the role."""
    reach = user.reach or NOWHERE
    if can_see(user):
        return field_stats(user, is_staff=not reach.own_enterprises())
    return donor_stats(user) if Role.DONOR in reach.roles else []


@lru_cache(256)
def field_statement(reach: Reach, is_staff: bool) -> Select:
    """Put together once for all who reach the same; nobody is named, so that a factory that took its data back stays counted."""
    many = func.count  # each table is gone through once, however many figures come from it
    projects = select(
        many().filter(Project.stage != Stage.DROPPED).label("projects"),
        many().filter(Project.stage.in_(DONE)).label("in_use"),
        many(Project.raised_level).label("ideas"),
        many().filter(Project.raised_level == Level.WORKER).label("by_workers"),
    ).where(counted_of(reach, Project))
    actions = select(many().label("actions"), many().filter(Action.status == Status.DONE).label("done")).where(counted_of(reach, Action))
    found = [projects.subquery(), actions.subquery()]
    if is_staff:
        confirmed = select(many().label("modules")).where(counted_of(reach, Completion), Completion.state == State.CONFIRMED)
        found += [select(many().label("enterprises")).where(counted_of(reach, Enterprise), *takes_part()).subquery(), confirmed.subquery()]
    side_by_side = reduce(lambda row, one: row.join(one, true()), found)  # one row each
    return select(*found).select_from(side_by_side)


def takes_part() -> tuple:
    """Who was only asked or met, and who turned out to be another one, is no factory of a programme."""
    return ~Enterprise.is_prospect, Enterprise.merged_into_id.is_(None)


def field_stats(user: User, is_staff: bool) -> list[Stat]:
    row = db.session.execute(field_statement(user.reach or NOWHERE, is_staff)).one()
    whose = _("Of all ideas whose author’s level is known.")
    stats = [
        Stat(_("Improvements in use"), row.in_use, row.projects, _("Implemented or further, of all that are not closed."), "/projects"),
        Stat(_("Actions done"), row.done, row.actions, _("Since the first project. Each project’s page lists its own."), None),
        Stat(_("Ideas raised by workers"), row.by_workers, row.ideas, whose, None),
    ]
    if is_staff:
        note = ngettext("In one factory within your reach.", "In %(num)s factories within your reach.", row.enterprises)
        stats[1] = Stat(_("Modules completed"), row.modules, None, note, "/batches")
        stats[2] = replace(stats[2], note=_("Of all ideas whose author’s level is known. Each factory’s page says whose they are."))
    elif can_see_balance(user):
        stats[2] = replace(stats[2], url=f"/enterprises/{(user.reach or NOWHERE).own_enterprises()[0]}/voice")
    return stats


def donor_stats(user: User) -> list[Stat]:
    """Counts of a programme; what would speak of fewer than five factories is hidden."""
    here = (user.reach or NOWHERE).programmes
    confirmed = select(Completion.id).where(Completion.programme_id.in_(here), Completion.state == State.CONFIRMED)
    row = db.session.execute(
        select(
            count_of(select(Enterprise.id).where(Enterprise.programme_id.in_(here), *takes_part())).label("enterprises"),
            count_of(select(Enterprise.id).where(Enterprise.programme_id.in_(here), alumni.completed(Enterprise))).label("alumni"),
            count_of(confirmed).label("modules"),
            count_of(confirmed.with_only_columns(Completion.enterprise_id).distinct()).label("factories"),
        )
    ).one()
    hidden = _("Hidden: fewer than %(small)s factories, and a number would point at them.", small=SMALL)
    is_small, are_few, so_few = row.enterprises < SMALL, row.factories < SMALL, row.alumni < SMALL
    return [
        Stat(_("Factories in the programme"), None if is_small else row.enterprises, None, hidden if is_small else _("Today."), None),
        Stat(
            _("Completed the programme"),
            None if so_few else row.alumni,
            None,
            hidden if so_few else _("Factories that stayed to the end of their batch."),
            None,
        ),
        Stat(
            _("Modules completed"),
            None if are_few else row.modules,
            None,
            hidden if are_few else _("Confirmed by an expert or the coordinator."),
            None,
        ),
    ]


def news_of(user: User) -> list[Row]:
    """The last step of each project within reach, newest first: one statement. Who logs and plans at once is told of once."""
    if not can_see(user):
        return []
    last: dict[UUID, Row] = {}
    for row in db.session.execute(news_statement(user.reach or NOWHERE)):
        last.setdefault(row.id, row)
    return list(last.values())[:NEWS]


@lru_cache(256)
def news_statement(reach: Reach) -> Select:
    return (
        select(
            *(Step.at, Step.from_stage, Step.to_stage, Project.id, Project.title, Person.name, Person.name_ur),
            *(Enterprise.name.label("enterprise"), Enterprise.name_ur.label("enterprise_ur")),
        )
        .join(Project, and_(Project.programme_id == Step.programme_id, Project.id == Step.project_id))
        .join(Enterprise, and_(Enterprise.programme_id == Project.programme_id, Enterprise.id == Project.enterprise_id))
        .join(Person, Person.id == Step.by_id)
        .where(Step.programme_id.in_(reach.programmes), clause_of(reach, Project))
        .order_by(Step.at.desc(), Step.id.desc())
        .limit(2 * NEWS)
    )
