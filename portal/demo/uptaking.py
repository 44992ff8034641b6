"""Roshan Stitch Works takes up what another factory shares, with what it does differently."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.consent.audiences import alumni, shown_to
from portal.database import db
from portal.improvement.models import DONE, Project, Stage
from portal.improvement.uptakes import Uptake

PROBLEM = "شام کی شفٹ میں کارٹن غلط لائن پر پہنچ جاتے ہیں۔"
ADAPTED = "We use colours instead of numbers: not everybody on the night shift reads."


def tell_uptake(telling, factory) -> None:
    telling.on(-6, lambda: take(telling, factory), by="member")


def take(telling, factory) -> None:
    """The first that is shared and in use; where none is, nothing is told."""
    here = Project.programme_id == factory.enterprise.programme_id, Project.enterprise_id != factory.enterprise.id
    shared = shown_to(alumni(factory.enterprise.programme_id), Project)
    origin = db.session.scalar(db.select(Project).where(*here, Project.stage.in_(DONE), shared).order_by(Project.id).limit(1))
    if origin is not None:
        by = telling.people["member"]
        starts_on, area = clock.today() + timedelta(days=14), factory.areas["Finishing"]
        child = Uptake.take(origin, factory.enterprise, by, PROBLEM, starts_on, area, ADAPTED)
        child.owner_id = by.id
        child.move_to(Stage.PLANNED, by)
