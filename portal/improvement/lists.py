"""Board and list: plain columns, one statement for the cards however many there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import Row, Select, and_, case, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from portal import clock
from portal.accounts.models import Person, User
from portal.accounts.reach import NOWHERE, Reach, clause_of, within_reach
from portal.batches.pausing import rests
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.improvement.models import WAY, Action, Project, Stage, Status
from portal.improvement.stages import Theme
from portal.web.asking import as_id, sought
from portal.web.formats import own

PER_PAGE, PER_COLUMN = 60, 10
STATES = ("late", "blocked")
MODULE = re.compile(r"[a-z0-9-]{1,40}")
FEW = (
    *(Project.programme_id, Project.id, Project.enterprise_id, Project.area_id, Project.owner_id),
    *(Project.title, Project.stage, Project.logged_at),
)
SHOWN = ("programme_id", "id", "enterprise_id", "title", "stage", "logged_at")
NEWEST = (Project.logged_at.desc(), Project.id.desc())
owner = aliased(Person, name="leads")


@dataclass(frozen=True)
class Filters:
    """What a list is asked for; whatever does not read as such asks for nothing."""

    view: str = "board"
    q: str = ""
    area: UUID | None = None
    stage: Stage | None = None
    who: str = ""
    theme: Theme | None = None
    module: str = ""
    state: str = ""
    enterprise: UUID | None = None
    after: UUID | None = None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Filters:
        return cls(
            view="list" if args.get("view") == "list" else "board",
            q=sought(args),
            area=as_id(args.get("area")),
            stage=next((stage for stage in Stage if stage == args.get("stage")), None),
            who=args.get("who", "") if args.get("who") in ("me", "nobody") else "",
            theme=next((theme for theme in Theme if theme == args.get("theme")), None),
            module=args.get("module", "") if MODULE.fullmatch(args.get("module", "")) else "",
            state=args.get("state", "") if args.get("state") in STATES else "",
            enterprise=as_id(args.get("enterprise")),
            after=as_id(args.get("after")),
        )

    def url(self, **changes) -> str:
        facts = {name: value for name, value in vars(replace(self, **{"after": None, **changes})).items() if value}
        return "/projects?" + urlencode(
            {name: value.value if isinstance(value, Stage | Theme) else str(value) for name, value in facts.items()}
        )

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.area or self.who or self.theme or self.module or self.state or self.enterprise)


def key_of(user: User, asked: Filters) -> tuple[Reach, Filters, UUID, date]:
    """All that decides how a statement reads: it is put together once for all who reach and ask the same on one day."""
    return user.reach or NOWHERE, asked, user.person_id, clock.today()


def clauses(reach: Reach, asked: Filters, person_id: UUID, today: date) -> list:
    found = [clause_of(reach, Project)]
    if asked.area:
        found.append(Project.area_id == asked.area)
    if asked.enterprise:
        found.append(Project.enterprise_id == asked.enterprise)
    if asked.theme:
        found.append(Project.theme == asked.theme)
    if asked.module:
        found.append(Project.module_code == asked.module)
    if asked.state:
        found.append(stuck(asked.state, today))
    if asked.who == "nobody":
        found.append(Project.owner_id.is_(None))
    if asked.who == "me":
        found.append(or_(Project.owner_id == person_id, Project.raised_by_id == person_id))
    return found + [spoken_of(word) for word in asked.q.split()[:6]]


def stuck(state: str, today: date):
    """An action of it is blocked, or late where its factory does not pause."""
    mine = Action.programme_id == Project.programme_id, Action.project_id == Project.id
    late = Action.status == Status.OPEN, Action.due_on < today, ~rests(Project)
    return exists().where(*mine, *((Action.status == Status.BLOCKED,) if state == "blocked" else late))


def spoken_of(word: str):
    """A word of the search: in what was written, or in the name of the place."""
    there = aliased(Area)
    place = select(there.id).where(there.programme_id == Project.programme_id, there.id == Project.area_id)
    place = place.where(or_(there.name.icontains(word, autoescape=True), there.name_ur.icontains(word, autoescape=True)))
    return or_(*(column.icontains(word, autoescape=True) for column in (Project.title, Project.problem, Project.idea)), place.exists())


def counts(user: User, asked: Filters) -> dict[Stage, int]:
    found = dict(db.session.execute(counted(*key_of(user, asked))).all())
    return {stage: found.get(stage, 0) for stage in Stage}


Place = tuple[UUID, UUID]  # programme and enterprise


def columns(user: User, asked: Filters, place: Place | None = None) -> dict[Stage, list[Row]]:
    """The newest cards of each stage. `place`: the only factory that this person reaches, if it is one."""
    board: dict[Stage, list[Row]] = {stage: [] for stage in Stage if stage is not Stage.DROPPED}
    found = newest_at(place, *key_of(user, asked)) if place else ranked(*key_of(user, asked))
    for row in db.session.execute(found):
        board[row.stage].append(row)
    return board


@lru_cache(256)
def ranked(*key) -> Select:
    rank = func.row_number().over(partition_by=Project.stage, order_by=NEWEST).label("rank")
    newest = select(Project.programme_id, Project.id, rank).where(*clauses(*key), Project.stage.in_(WAY)).subquery()
    return cards(few_of(newest).where(newest.c.rank <= PER_COLUMN))


def of_each_stage(where: list) -> Select:
    """Stage by stage from the index that is in the board's order: of one factory, a thousand projects cost no more than a hundred."""
    parts = [
        select(Project.programme_id, Project.id).where(*where, Project.stage == stage).order_by(*NEWEST).limit(PER_COLUMN).subquery()
        for stage in WAY
    ]
    return few_of(union_all(*(select(part) for part in parts)).subquery())


def few_of(newest) -> Select:
    return select(*FEW).join(newest, and_(Project.programme_id == newest.c.programme_id, Project.id == newest.c.id))


def page(user: User, asked: Filters) -> tuple[list[Row], UUID | None]:
    """Sixty of the list, and the one after which the next sixty begin."""
    rows = db.session.execute(found_by(*key_of(user, asked))).all()
    return list(rows[:PER_PAGE]), rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None


@lru_cache(256)
def found_by(reach: Reach, asked: Filters, person_id: UUID, today: date) -> Select:
    listed = select(*FEW).where(*clauses(reach, asked, person_id, today))
    listed = listed.where(Project.stage == asked.stage) if asked.stage else listed.where(Project.stage != Stage.DROPPED)
    if asked.after:
        at = select(Project.logged_at).where(Project.id == asked.after, clause_of(reach, Project)).scalar_subquery()
        listed = listed.where(or_(Project.logged_at < at, and_(Project.logged_at == at, Project.id < asked.after)))
    return cards(listed.order_by(*NEWEST).limit(PER_PAGE + 1))


@lru_cache(256)
def newest_at(place: Place, *key) -> Select:
    here = (
        Project.programme_id == place[0],
        Project.enterprise_id == place[1],
    )  # what its reach says already, said so that the index is used
    return cards(of_each_stage([*clauses(*key), *here]))


@lru_cache(256)
def counted(*key) -> Select:
    return select(Project.stage, func.count()).where(*clauses(*key)).group_by(Project.stage)


@lru_cache(256)
def reached(reach: Reach) -> tuple[Select, Select]:
    factories = select(Enterprise.id, Enterprise.programme_id, Enterprise.name, Enterprise.name_ur).where(clause_of(reach, Enterprise))
    areas = select(Area.id, Area.name, Area.name_ur).where(clause_of(reach, Area))
    return factories.order_by(Enterprise.name).limit(200), areas.order_by(Area.name)


def cards(among: Select) -> Select:
    """What a card and a row of the list show, for these few projects, the newest first."""
    few = among.cte("few").prefix_with("MATERIALIZED")  # asked twice, found once
    mine = select(
        Action.project_id,
        func.count().label("all"),
        func.sum(case((Action.status == Status.DONE, 1), else_=0)).label("done"),
        func.max(case((Action.status == Status.BLOCKED, Action.blocked_reason))).label("blocked"),
        func.min(case((Action.status == Status.OPEN, Action.due_on))).label("due_on"),
    )
    those = Action.programme_id.in_(select(few.c.programme_id)), Action.project_id.in_(select(few.c.id))  # by the index, never all actions
    acts = mine.where(*those).group_by(Action.programme_id, Action.project_id).subquery("acts")
    place, leader = (Area.name.label("area"), Area.name_ur.label("area_ur")), (owner.name.label("owner"), owner.name_ur.label("owner_ur"))
    factory = Enterprise.name.label("enterprise"), Enterprise.name_ur.label("enterprise_ur")
    return (
        select(*(few.c[name] for name in SHOWN), *place, *factory, *leader)
        .add_columns(acts.c.all, acts.c.done, acts.c.blocked, case((~rests(few.c), acts.c.due_on)).label("due_on"))
        .select_from(few)
        .join(Enterprise, and_(Enterprise.programme_id == few.c.programme_id, Enterprise.id == few.c.enterprise_id))
        .outerjoin(Area, and_(Area.programme_id == few.c.programme_id, Area.id == few.c.area_id))
        .outerjoin(owner, owner.id == few.c.owner_id)
        .outerjoin(acts, acts.c.project_id == few.c.id)
        .order_by(few.c.logged_at.desc(), few.c.id.desc())
    )


def places(user: User) -> tuple[list[Row], list[tuple[str, str]]]:
    """The factories one reaches and, where it is only one, its areas: for the filter."""
    factories, areas = reached(user.reach or NOWHERE)
    found = list(db.session.execute(factories))
    if len(found) != 1:
        return found, []
    return found, [(str(row.id), own(row)) for row in db.session.execute(areas)]


def my_actions(user: User, after: UUID | None = None) -> tuple[list[Row], UUID | None]:
    """Open and blocked actions of this person, the latest overdue first, those without a day last."""
    when = func.coalesce(Action.due_on, date.max)
    listed = (
        select(Action, Project.title, Project.stage, rests(Action).label("rests"))
        .join(Project, and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id))
        .where(within_reach(user, Action), Action.owner_id == user.person_id, Action.status != Status.DONE, Project.stage != Stage.DROPPED)
    )
    if after:
        then = select(when).where(Action.id == after, within_reach(user, Action)).scalar_subquery()
        listed = listed.where(or_(when > then, and_(when == then, Action.id > after)))
    rows = list(db.session.execute(listed.order_by(when, Action.id).limit(PER_PAGE + 1)))
    return rows[:PER_PAGE], rows[PER_PAGE - 1].Action.id if len(rows) > PER_PAGE else None
