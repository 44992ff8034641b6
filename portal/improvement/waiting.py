"""What this room tells the others: what waits for whom, what a factory's home shows, whether the project gate is met."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import Row, Select, and_, bindparam, case, func, literal, null, or_, select, union_all

from portal import clock
from portal.accounts.models import Person, Role, User
from portal.accounts.reach import NOWHERE, Reach, clause_of, within_reach
from portal.batches.gates import Finding
from portal.batches.pausing import rests
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.improvement.models import DONE, Action, Photo, PhotoKind, Project, Stage, Status
from portal.improvement.policy import can_log
from portal.web.formats import inside, own
from portal.web.needs import Need

SOON, UNANSWERED = timedelta(days=7), timedelta(days=7)
MOST = 5


def short(day: date) -> str:
    return format_date(day, "d MMM")


def needs_of(user: User) -> Iterable[Need]:
    roles = (user.reach or NOWHERE).roles
    if can_log(user):
        yield from due_actions(user)
    if Role.MANAGER in roles:
        yield from unanswered_ideas(user)
    if roles & {Role.TRAINER, Role.EXPERT}:
        yield from to_verify(user)


def due_actions(user: User) -> Iterator[Need]:
    facts = {"me": user.person_id, "soon": clock.today() + SOON}
    for row in db.session.execute(due_statement(user.reach or NOWHERE), facts):
        yield need_of_action(row)


@lru_cache(256)
def due_statement(reach: Reach) -> Select:
    """Put together once for all who reach the same: it is on most first pages."""
    return (
        select(Action.id, Action.text, Action.due_on, Action.status, Action.blocked_reason, Action.project_id, Project.title)
        .add_columns(rests(Action).label("rests"))
        .join(Project, and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id))
        .where(clause_of(reach, Action), Action.owner_id == bindparam("me"), Action.status != Status.DONE, Project.stage != Stage.DROPPED)
        .where(or_(Action.due_on <= bindparam("soon"), Action.status == Status.BLOCKED))
        .order_by(func.coalesce(Action.due_on, date.max), Action.id)
        .limit(MOST)
    )


def need_of_action(row: Row) -> Need:
    tag, tone, why = _("Open"), "", _("For the project “%(title)s”.", title=inside(row.title))
    if row.due_on:
        why = _("Due %(day)s, for the project “%(title)s”.", day=short(row.due_on), title=inside(row.title))
        late, now = row.due_on < clock.today(), row.due_on == clock.today()
        tag, tone = (_("Late"), "alarm") if late else (_("Due today"), "act") if now else (_("Due soon"), "")
    if row.rests:
        tag, tone = _("Paused"), ""
    if row.status is Status.BLOCKED:
        tag, tone, why = _("Blocked"), "alarm", row.blocked_reason or why
    return Need(row.text, why, f"/projects/{row.project_id}#action-{row.id}", _("Open the action"), row.due_on, tag, tone, weight=2)


def unanswered_ideas(user: User) -> Iterator[Need]:
    waiting = (
        select(Project.id, Project.title, Project.logged_at, Person.name, Person.name_ur)
        .join(Person, Person.id == Project.raised_by_id)
        .where(
            within_reach(user, Project),
            Project.stage == Stage.IDEA,
            Project.owner_id.is_(None),
            Project.logged_at < clock.now() - UNANSWERED,
        )
        .order_by(Project.logged_at)
        .limit(MOST)
    )
    for row in db.session.execute(waiting):
        why = _("%(person)s wrote this on %(day)s. Nobody leads it yet.", person=inside(own(row)), day=short(clock.day_of(row.logged_at)))
        yield Need(row.title, why, f"/projects/{row.id}", _("Answer this idea"), tag=_("Unanswered"), tone="act", weight=4)


def to_verify(user: User) -> Iterator[Need]:
    waiting = (
        select(Project.id, Project.title, Project.implemented_on, Enterprise.name, Enterprise.name_ur)
        .add_columns(Area.name.label("area"), Area.name_ur.label("area_ur"))
        .join(Enterprise, and_(Enterprise.programme_id == Project.programme_id, Enterprise.id == Project.enterprise_id))
        .outerjoin(Area, and_(Area.programme_id == Project.programme_id, Area.id == Project.area_id))
        .where(within_reach(user, Project), Project.stage == Stage.IMPLEMENTED, Project.raised_by_id != user.person_id)
        .where(or_(Project.owner_id.is_(None), Project.owner_id != user.person_id))
        .order_by(Project.implemented_on)
        .limit(MOST)
    )
    for row in db.session.execute(waiting):
        place = f"{own(row)} · {own(row, 'area')}" if row.area else own(row)  # what is carried on has the same title in each area
        why = _(
            "%(enterprise)s put it into use on %(day)s. Look whether it is real.",
            enterprise=inside(place),
            day=short(row.implemented_on),
        )
        yield Need(row.title, why, f"/projects/{row.id}", _("Look and verify"), tag=_("To verify"), weight=6)


def panel_of(enterprise: Enterprise) -> dict:
    """How many projects stand where, and the three newest: one statement."""
    rows = db.session.execute(PANEL, {"programme_id": enterprise.programme_id, "enterprise_id": enterprise.id}).all()
    found = {row.stage: row.many for row in rows if row.id is None}
    open_ones = {stage: found[stage] for stage in Stage if stage in found and stage is not Stage.DROPPED}
    newest = sorted((row for row in rows if row.id), key=lambda row: (row.logged_at, row.id), reverse=True)
    return {"counts": open_ones, "newest": newest, "learned": found.get(Stage.DROPPED, 0)}


def panel_statement():
    here = Project.programme_id == bindparam("programme_id"), Project.enterprise_id == bindparam("enterprise_id")
    no_id, no_title, no_moment = (null().cast(column.type) for column in (Project.id, Project.title, Project.logged_at))
    counts = select(no_id.label("id"), no_title.label("title"), Project.stage, no_moment.label("logged_at"), func.count().label("many"))
    newest = select(Project.id, Project.title, Project.stage, Project.logged_at, literal(0)).where(*here)
    newest = newest.order_by(Project.logged_at.desc(), Project.id.desc()).limit(3).subquery()
    return union_all(counts.where(*here).group_by(Project.stage), select(newest))


PANEL = panel_statement()


def project_gates(programme_id: UUID, enterprise_ids: Collection[UUID], module_codes: Collection[str]) -> dict[tuple[UUID, str], Finding]:
    """Met by a project of this module that is in use and shows a photo from before and one from after."""
    best: dict[tuple[UUID, str | None], Row] = {
        (row.enterprise_id, row.module_code): row for row in best_projects(programme_id, enterprise_ids)
    }
    found = {}
    for enterprise_id in enterprise_ids:
        for code in module_codes:
            if row := best.get((enterprise_id, code)):
                found[enterprise_id, code] = finding_of(row)
            elif row := best.get((enterprise_id, None)):
                found[enterprise_id, code] = homeless(row)
    return found


def homeless(row: Row) -> Finding:
    """A project of no module meets the gate of none; whoever asks is told what to do."""
    says = _("“%(title)s” has no module. Give the project its module, then it counts here.", title=inside(row.title))
    return Finding(False, says, f"/projects/{row.id}")


def best_projects(programme_id: UUID, enterprise_ids: Collection[UUID]) -> list[Row]:
    """The one that is nearest to the gate, per enterprise and module."""

    def shows(kind: PhotoKind):
        theirs = (Photo.programme_id == Project.programme_id, Photo.project_id == Project.id, Photo.kind == kind, Photo.gone_at.is_(None))
        return case((select(Photo.id).where(*theirs).exists(), 1), else_=0)

    in_use, before, after = case((Project.stage.in_(DONE), 1), else_=0), shows(PhotoKind.BEFORE), shows(PhotoKind.AFTER)
    known = select(
        *(Project.id, Project.enterprise_id, Project.module_code, Project.title),
        *(in_use.label("in_use"), before.label("before"), after.label("after"), (4 * in_use + before + after).label("score")),
    ).where(Project.programme_id == programme_id, Project.enterprise_id.in_(enterprise_ids), Project.stage != Stage.DROPPED)
    known = known.subquery()
    place = func.row_number().over(partition_by=(known.c.enterprise_id, known.c.module_code), order_by=(known.c.score.desc(), known.c.id))
    ranked = select(known, place.label("place")).subquery()
    return list(db.session.execute(select(ranked).where(ranked.c.place == 1)))


def finding_of(row: Row) -> Finding:
    url = f"/projects/{row.id}"
    if not row.in_use:
        return Finding(False, _("“%(title)s” is not implemented yet.", title=inside(row.title)), url)
    if row.before and row.after:
        return Finding(
            True, _("“%(title)s” is implemented and shows a photo from before and one from after.", title=inside(row.title)), url
        )
    if row.before:
        return Finding(False, _("“%(title)s” is implemented; the photo from after is missing.", title=inside(row.title)), url)
    if row.after:
        return Finding(False, _("“%(title)s” is implemented; the photo from before is missing.", title=inside(row.title)), url)
    return Finding(False, _("“%(title)s” is implemented; the photos from before and after are missing.", title=inside(row.title)), url)
