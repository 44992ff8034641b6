"""One factory with its areas, team and projects in every stage, by the verbs that the pages use."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from portal import clock
from portal.accounts.models import Person, Programme, Sex
from portal.database import db
from portal.enterprises.models import Enterprise, Level
from portal.improvement.models import WAY, Project, Stage
from portal.measures.models import MeasureCard
from portal.measures.subjects import Subject

MARK = "k9999"  # stands in the name of the factory; a copy has its own
NAMES = ("Rukhsana Bibi", "Imran Qureshi", "Farah Siddiqui", "Nadeem Akhtar", "Bilal Ahmed", "Uzma Riaz")
PROBLEMS = (
    "Bundles wait forty minutes for the next operator",
    "Needles are looked for at every shift",
    "The same stain comes back on light fabric",
)
THINGS = ("Mark a place for each bundle", "Hang a board with the count", "Ask the night shift", "Try it for a week on line 3")


def make_sample(projects: int, word: str = MARK) -> UUID:
    """The programme in which it stands, alone."""
    programme = Programme(code=word.upper(), name=f"Sample {word}")
    db.session.add(programme)
    db.session.flush()
    factory = Enterprise(programme_id=programme.id, name=f"Roshan Stitch Works {word}", city="Karachi")
    db.session.add(factory)
    db.session.flush()
    areas = [factory.open_area(f"Line {number + 1}", is_pilot=number == 0) for number in range(4)]
    people = [Person(name=name, programme_id=programme.id, sex=(Sex.FEMALE, Sex.MALE)[n % 2]) for n, name in enumerate(NAMES)]
    db.session.add_all(people)
    db.session.flush()
    for person in people:
        factory.take_on(person, Level.WORKER, clock.today() - timedelta(days=90), job="Operator")
    db.session.commit()
    for number in range(projects):
        make_project(factory, areas, people, number)
    db.session.commit()
    return programme.id


def make_project(factory: Enterprise, areas: list, people: list[Person], number: int) -> None:
    by, other = people[number % 5], people[(number + 2) % 5]
    project = Project.log(
        factory, f"{PROBLEMS[number % 3]}, at station {number + 1}", by=by, area=areas[number % 4], idea="A marked place and a card"
    )
    db.session.flush()
    for place, thing in enumerate(THINGS):
        action = project.add_action(thing, people[(number + place) % 6], clock.today() + timedelta(days=number % 40 - 5))
        db.session.flush()
        if place == 0:
            action.finish(by)
    project.comment(other, "We tried it on the second line too, and it holds.")
    last = min(number % len(WAY), Stage.STANDARDISED.place)
    if last >= Stage.IMPLEMENTED.place:
        about = Subject(project.programme_id, project.enterprise_id, project.id, project.area_id, project.title)
        MeasureCard.say_not_tracked(about, by, "Nobody writes it down")
    db.session.flush()
    for stage in WAY[1 : last + 1]:
        words = {Stage.IMPLEMENTED: {"result": "Six pieces fewer come back"}, Stage.STANDARDISED: {"note": "It hangs at the line"}}
        who = by if stage is not Stage.VERIFIED else next(one for one in people if one.id not in project.hands)
        project.move_to(stage, who, **words.get(stage, {}))
    db.session.flush()
