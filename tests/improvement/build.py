"""Improvements of the cast, made by the same verbs as the site uses."""

from __future__ import annotations

from datetime import date

from portal import clock
from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.improvement.models import WAY, Action, Project, Replication, Stage
from portal.measures.models import MeasureCard, State
from portal.measures.queries import cards_of
from portal.measures.subjects import Subject
from tests.cast import Cast


def make_project(
    cast: Cast, problem: str = "Loose threads come back from checking", by: str = "member", at: str = "roshan", **words
) -> Project:
    programme = cast.beyond if at == "chenab" else cast.programme
    enterprise = db.session.get(Enterprise, (programme, getattr(cast, at)))
    area = db.session.get(Area, (programme, cast.line_3)) if words.pop("on_line_3", False) else None
    project = Project.log(enterprise, problem, by=person(cast, by), area=area, **words)
    db.session.commit()
    return project


def make_action(
    project: Project, cast: Cast, text: str = "Hang hooks at station 7", owner: str | None = "member", due_on: date | None = None
) -> Action:
    action = project.add_action(text, person(cast, owner) if owner else None, due_on)
    db.session.commit()
    return action


def bring_to(project: Project, stage: Stage, cast: Cast, by: str = "trainer") -> Project:
    """Along the way, with all that each stage needs."""
    if stage.place >= Stage.IMPLEMENTED.place > project.stage.place:
        say_not_tracked(project, cast)
    project.owner_id = project.owner_id or cast.people["member"]
    for step in WAY[project.stage.place + 1 : stage.place + 1]:
        if step is Stage.REPLICATED:
            bring_to(carry_on(project, cast), Stage.IMPLEMENTED, cast)
        words = {Stage.IMPLEMENTED: {"result": "Six pieces fewer come back"}, Stage.STANDARDISED: {"note": "It hangs at station 7"}}
        project.move_to(step, person(cast, by if step is Stage.VERIFIED else "member"), **words.get(step, {}))
    db.session.commit()
    return project


def carry_on(project: Project, cast: Cast, place: str = "Line 9") -> Project:
    """Planned for another area of the factory."""
    area = db.session.get_one(Enterprise, (project.programme_id, project.enterprise_id)).open_area(place, None, False)
    db.session.flush()
    child = Replication.plan(project, [project], area, clock.today(), person(cast, "member"), None)
    db.session.commit()
    return child


def say_not_tracked(project: Project, cast: Cast, by: str = "member") -> MeasureCard:
    """The answer that lets a project that nobody counts go on; a card that came with it is ended first."""
    about = Subject(project.programme_id, project.enterprise_id, project.id, project.area_id, project.title)
    for card in cards_of(about):
        if card.state is State.TRACKED:
            card.end()
    said = MeasureCard.say_not_tracked(about, person(cast, by), "Nobody writes it down")
    db.session.flush()
    return said


def person(cast: Cast, name: str) -> Person:
    return db.session.get(Person, cast.people[name])


def again(project: Project) -> Project:
    """The row as the site left it; nothing stays locked behind it."""
    db.session.expire_all()
    found = db.session.get(Project, (project.programme_id, project.id))
    _loaded = found.steps, found.photos, found.actions
    db.session.commit()
    return found
