"""Three 5S audits of Line 3, each a little better, and what was found in the newest."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from portal import clock
from portal.accounts.models import Person
from portal.audits import measured, queries, questions, series
from portal.audits.models import Audit
from portal.database import db
from portal.demo.factory import photo_of
from portal.enterprises.models import Area
from portal.files.models import StoredFile
from portal.improvement.models import Project
from portal.measures.indicators import catalogue
from portal.measures.models import Frequency, MeasureCard
from portal.measures.subjects import Subject

SCORES = {  # day → of each step, the same five answers
    -120: ((1, 2, 1, 0, 2), (1, 1, 2, 2, 1), (2, 2, 1, 1, 2), (0, 1, 0, 1, 0), (0, 0, 1, 1, 1)),
    -75: ((3, 3, 2, 2, 3), (3, 2, 3, 3, 2), (3, 2, 2, 2, 3), (2, 2, 1, 2, 1), (3, 2, 1, 2, 2)),
    -18: ((4, 4, 3, 4, 4), (4, 4, 4, 3, 4), (4, 3, 3, 2, 4), (4, 3, 3, 3, 2), (4, 3, 2, 3, 4)),
}


def tell_audits(telling, factory) -> None:
    for day, scores in SCORES.items():
        telling.on(day, partial(make, telling, factory, scores), by="member")


def make(telling, factory, scores: tuple[tuple[int, ...], ...]) -> None:
    here = (Area.programme_id == factory.enterprise.programme_id, Area.enterprise_id == factory.enterprise.id, Area.name == "Line 3")
    area, by = db.session.scalars(select(Area).where(*here)).one(), telling.people["member"]
    given = {
        question.code: score
        for step, five in zip(questions.newest().steps, scores, strict=True)
        for question, score in zip(step.questions, five, strict=True)
    }
    audit = Audit.make(area, clock.today(), given, by)
    db.session.add(audit)
    db.session.flush()
    if min(given.values()) >= 2:
        project = Project.log(
            factory.enterprise, "موٹر کے نیچے روئیں پھر جمع ہو گئیں۔", by, area=area, title="لائن 3 میں 5S", theme="5s-audit"
        )
        db.session.flush()
        action = project.add_action("Ask maintenance for a cover over the motor", telling.people["yousuf"], telling.date(6))
        db.session.flush()
        seen = StoredFile.keep(photo_of("heap"), audit.programme_id, audit.enterprise_id)
        db.session.add(seen)
        db.session.flush()
        audit.find("shine-4", "موٹر کے نیچے روئیں پھر جمع ہو گئیں۔", seen.id, action)
        count(project, area, by)


def count(project: Project, area: Area, by: Person) -> None:
    """The scores so far become the first numbers of a card."""
    about = Subject(project.programme_id, project.enterprise_id, project.id, area.id, project.title)
    MeasureCard.define(about, by, catalogue()[measured.INDICATOR], frequency=Frequency.MONTHLY)
    db.session.flush()
    if card := measured.card_of(area):
        measured.take(card, series.of(queries.of_area(area)), by)
