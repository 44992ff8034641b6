"""A programme as large as a country office's, in a database of its own: written in bulk, so that it takes seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from uuid_utils.compat import uuid7

from bench.grow_batches import grow_batches
from bench.grow_people import SINCE, make_people, make_users, put
from bench.grow_projects import grow_projects
from portal.accounts.models import Programme, Role
from portal.database import Base, db
from portal.enterprises.models import Area, Enterprise, Level, Membership

FACTORIES, USERS_EACH, MATES, AREAS, PROJECTS = 8, 8, 6, 5, 63


@dataclass(frozen=True)
class Factory:
    """An enterprise with those who sign in there and all who are in its team."""

    id: UUID
    users: list[UUID]
    people: list[UUID]
    areas: list[UUID]
    projects: list[UUID] = field(default_factory=list)


@dataclass(frozen=True)
class Grown:
    programme: UUID
    factories: list[Factory]
    proposals: dict[UUID, list[UUID]]  # who may decide → completions that wait for them
    modules: dict[str, list[str]]  # code → slugs of its lessons


def grow() -> Grown:
    Base.metadata.create_all(db.engine)
    programme = uuid7()
    put(Programme, [{"id": programme, "code": "BENCH", "name": "Karachi programme", "version": 1}])
    modules = load_modules()
    factories = [grow_factory(programme, n) for n in range(FACTORIES)]
    for factory in factories:
        factory.projects.extend(grow_projects(programme, factory, PROJECTS))
    proposals = grow_batches(programme, [factory.id for factory in factories], list(modules))
    db.session.commit()
    return Grown(programme, factories, proposals, modules)


def load_modules() -> dict[str, list[str]]:
    from portal.config import ROOT
    from portal.curriculum.loading import load
    from portal.curriculum.models import Lesson, Module

    load(ROOT / "content")
    db.session.flush()
    lessons = db.session.execute(
        db.select(Module.code, Lesson.slug).outerjoin(Lesson, Lesson.module_id == Module.id).order_by(Module.number)
    )
    found: dict[str, list[str]] = {}
    for code, slug in lessons:
        found.setdefault(code, []).extend([slug] if slug else [])
    return found


def grow_factory(programme: UUID, nth: int) -> Factory:
    enterprise, areas = uuid7(), [uuid7() for _ in range(AREAS)]
    facts = {"city": "Karachi", "women_count": 140, "men_count": 260, "counted_on": SINCE, "products": "Shirts, trousers"}
    put(Enterprise, [{"programme_id": programme, "id": enterprise, "name": f"Roshan Stitch Works {nth}", "version": 1, **facts}])
    place = {"programme_id": programme, "enterprise_id": enterprise}
    put(Area, [{**place, "id": area, "name": f"Line {n + 1}", "is_pilot": n == 0, "version": 1} for n, area in enumerate(areas)])
    roles = [Role.MANAGER] * 2 + [Role.MEMBER] * (USERS_EACH - 2)
    users, people = make_users(programme, roles, enterprise)
    people = people + make_people(programme, MATES)
    levels = [Level.MANAGER if n < 4 else Level.WORKER for n in range(len(people))]
    put(
        Membership,
        [
            {**place, "person_id": p, "level": level, "job": "Operator", "starts_on": SINCE, "version": 1}
            for p, level in zip(people, levels, strict=True)
        ],
    )
    return Factory(enterprise, users, people, areas)
