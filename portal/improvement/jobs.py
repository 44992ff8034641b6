"""What the worker does for projects: each morning, whoever owns an action that is due soon or late is told so, once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Select, and_, select

from portal import clock
from portal.batches.pausing import rests
from portal.database import db
from portal.improvement import telling
from portal.improvement.models import Action, Project, Stage, Status
from portal.web import periodic

SOON = timedelta(days=1)


@periodic.daily("late-actions", hour=6)
def tell_of_late_actions() -> int:
    """How many were newly told."""
    late = db.session.scalars(waiting().where(Action.due_on < clock.today())).all()
    told = sum(telling.action_late(action, action.due_on) for action in late if action.due_on)
    db.session.commit()
    return told


@periodic.daily("soon-actions", hour=6)
def remind_of_actions() -> int:
    """The morning before, and where it was agreed for the same day, that morning. How many were newly told."""
    soon = db.session.scalars(waiting().where(Action.due_on.between(clock.today(), clock.today() + SOON))).all()
    told = sum(telling.action_soon(action, action.due_on) for action in soon if action.due_on)
    db.session.commit()
    return told


def waiting() -> Select:
    """A blocked action is known to be stuck, a closed project waits for nobody, a pausing factory is not late."""
    return (
        select(Action)
        .join(Project, and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id))
        .where(Action.status == Status.OPEN, Action.owner_id.is_not(None), Project.stage != Stage.DROPPED, ~rests(Action))
        .order_by(Action.id)
    )
