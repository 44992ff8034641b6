"""Improvements of one factory in every stage, with what was done and what is still to do."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from bench.grow_people import put
from portal import clock
from portal.enterprises.models import Level
from portal.improvement.models import WAY, Action, Comment, Project, Status, Step

ACTIONS = 4
PROBLEMS = (
    "Bundles wait up to forty minutes for the next operator, and nobody sees which line they belong to.",
    "Needles are looked for at the start of every shift, because they have no place of their own.",
    "The same stain comes back on light fabric, mostly in the hour after the machines were oiled.",
)
THINGS = (
    "Mark a place for each bundle",
    "Hang a board with the count",
    "Ask the night shift what they need",
    "Try it for a week on line 3",
)


def grow_projects(programme: UUID, factory, count: int) -> list[UUID]:
    ids = [uuid7() for _ in range(count)]
    put(Project, [project(programme, factory, one, n) for n, one in enumerate(ids)])
    put(Action, [action(programme, factory, one, n, m) for n, one in enumerate(ids) for m in range(ACTIONS)])
    steps = [(one, n, place) for n, one in enumerate(ids) for place in range(n % len(WAY) + 1)]
    put(Step, [step(programme, factory, *which) for which in steps])
    said = {"programme_id": programme, "text": "We tried it on the second line too, and it holds."}
    put(Comment, [{**said, "project_id": one, "person_id": of(factory.people, n)} for n, one in enumerate(ids)])
    return ids


def of(list_: list, nth: int):
    return list_[nth % len(list_)]


def project(programme: UUID, factory, one: UUID, n: int) -> dict:
    stage = of(WAY, n)
    return {
        "programme_id": programme,
        "id": one,
        "enterprise_id": factory.id,
        "area_id": of(factory.areas, n),
        "number": n + 1,
        "title": f"Less waiting at station {n + 1} <of the line> & a place for every bundle",
        "problem": of(PROBLEMS, n),
        "idea": "A marked place and a card that says who needs what.",
        "expected": "Half the waiting in a month",
        "stage": stage,
        "logged_at": clock.now() - timedelta(days=n + 1),
        "raised_by_id": of(factory.people, n),
        "raised_level": Level.WORKER,
        "owner_id": of(factory.people, n + 3),
        "implemented_on": clock.today() if stage.place >= 3 else None,
        "version": 1,
    }


def action(programme: UUID, factory, project_id: UUID, n: int, m: int) -> dict:
    status = (Status.DONE, Status.OPEN, Status.OPEN, Status.BLOCKED if n % 7 == 0 else Status.OPEN)[m]
    return {
        "programme_id": programme,
        "project_id": project_id,
        "enterprise_id": factory.id,
        "text": THINGS[m],
        "owner_id": of(factory.people, n + m),
        "due_on": clock.today() + timedelta(days=n % 40 - 5),
        "status": status,
        "blocked_reason": "The card board has not come" if status is Status.BLOCKED else None,
        "done_on": clock.today() if status is Status.DONE else None,
        "done_by_id": of(factory.people, n) if status is Status.DONE else None,
        "version": 1,
    }


def step(programme: UUID, factory, project_id: UUID, n: int, place: int) -> dict:
    return {
        "programme_id": programme,
        "project_id": project_id,
        "from_stage": WAY[place - 1] if place else None,
        "to_stage": WAY[place],
        "by_id": of(factory.people, n + place),
    }
