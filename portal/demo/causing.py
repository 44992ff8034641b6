"""Why threads hang loose at the collar: a tally of two weeks, what could cause it, and the chain of whys below the cause that was tested."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from portal.database import db
from portal.improvement.models import Bone, Cause, DefectKind, Project, Why

TITLE = "Loose threads at the collar"
COUNTED = {"کالر پر کھلا دھاگا": 7, "Open side seam": 3, "داغ": 2, "Button missing": 1}  # on each of the days
DAYS = (-9, -8, -7)
SUSPECTED = (
    (Bone.PEOPLE, "نئی آپریٹر کو دھاگا کاٹنا نہیں دکھایا گیا"),
    (Bone.PEOPLE, "Hurry before the bundle is fetched"),
    (Bone.MACHINE, "Trimmer of machine 12 is blunt"),
    (Bone.MATERIAL, "New thread frays"),
    (Bone.METHOD, "کٹر ہاتھ کی پہنچ میں نہیں"),
    (Bone.CHECKING, "Looked at only at the end of the line"),
    (Bone.SURROUNDINGS, "ٹیبل 6 پر روشنی کم ہے"),
)
WHYS = (
    ("The thread is not cut at the machine", "Seen on 9 of 10 pieces, by Samina"),
    ("کٹر دراز میں پڑا ہے", "ہر مشین پر دیکھا"),
    ("It falls when it lies on the table", "It fell twice in an hour"),
    ("میز پر اسے لٹکانے کی جگہ نہیں", None),
)


def tell_causes(telling, factory) -> None:
    for day in DAYS:
        telling.on(day, partial(count, telling, factory), by="member")
    telling.on(-6, partial(suspect, telling, factory), by="member")
    telling.on(-5, partial(ask_why, telling, factory), by="member")


def project_of(factory) -> Project:
    here = (Project.programme_id == factory.enterprise.programme_id, Project.enterprise_id == factory.enterprise.id)
    return db.session.scalars(select(Project).where(*here, Project.title == TITLE)).one()


def count(telling, factory) -> None:
    project, by = project_of(factory), telling.people["member"]
    known = {kind.name: kind for kind in db.session.scalars(select(DefectKind).where(DefectKind.project_id == project.id))}
    for name, times in COUNTED.items():
        kind = known.get(name) or DefectKind.name_for(project, name, by)
        db.session.flush()
        for _tap in range(times):
            kind.tap(by)


def suspect(telling, factory) -> None:
    for bone, text in SUSPECTED:
        Cause.suspect(project_of(factory), bone, text, telling.people["member"])
        db.session.flush()


def ask_why(telling, factory) -> None:
    for text, evidence in WHYS:
        Why.answer(project_of(factory), text, telling.people["member"], evidence)
        db.session.flush()
