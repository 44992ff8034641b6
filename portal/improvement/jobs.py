"""What the worker does for projects: each morning, whoever owns a late action is told so, once."""

from __future__ import annotations

from sqlalchemy import and_, select

from portal import clock
from portal.batches.pausing import rests
from portal.database import db
from portal.improvement import telling
from portal.improvement.models import Action, Project, Stage, Status
from portal.web import periodic


@periodic.daily("late-actions", hour=6)
def tell_of_late_actions() -> int:
    """How many were newly told. A blocked action is known to be stuck, a closed project waits for nobody, a pausing factory is not late."""
    late = (
        select(Action)
        .join(Project, and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id))
        .where(Action.status == Status.OPEN, Action.due_on < clock.today(), Action.owner_id.is_not(None), Project.stage != Stage.DROPPED)
        .where(~rests(Action))
        .order_by(Action.id)
    )
    told = sum(telling.action_late(action, action.due_on) for action in db.session.scalars(late).all() if action.due_on)
    db.session.commit()
    return told
