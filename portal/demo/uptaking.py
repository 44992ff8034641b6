"""Roshan Stitch Works takes up what an alumni factory shares, with what it does differently."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.consent.audiences import alumni, shown_to
from portal.database import db
from portal.improvement.models import DONE, Project, Stage
from portal.improvement.uptakes import Uptake

TITLE = "5S with a number on the wall"
PROBLEM = "شام کی شفٹ میں قینچی، فیتہ اور سٹیکر پھر بکھر جاتے ہیں، صبح والے ڈھونڈتے ہیں۔"
ADAPTED = "We use colours instead of numbers: not everybody on the night shift reads."


def tell_uptake(telling, factory) -> None:
    telling.on(-6, lambda: take(telling, factory), by="member")


def take(telling, factory) -> None:
    """What alumni of the pilot count on their wall; shared with those who take part, and with other alumni."""
    here = Project.programme_id == factory.enterprise.programme_id, Project.title == TITLE
    shared = shown_to(alumni(factory.enterprise.programme_id), Project)
    origin = db.session.scalar(db.select(Project).where(*here, Project.stage.in_(DONE), shared).order_by(Project.id).limit(1))
    if origin is not None:
        by = telling.people["member"]
        starts_on, area = clock.today() + timedelta(days=14), factory.areas["Finishing"]
        child = Uptake.take(origin, factory.enterprise, by, PROBLEM, starts_on, area, ADAPTED)
        child.owner_id = by.id
        child.move_to(Stage.PLANNED, by)
