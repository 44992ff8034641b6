"""The days on which a person's actions are due, for their own calendar."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import and_, select

from portal.accounts.models import User
from portal.accounts.reach import within_reach
from portal.database import db
from portal.improvement.models import Action, Project, Stage, Status
from portal.notices.calendar import Entry
from portal.web.formats import inside

MOST = 500


def due_actions(user: User) -> Iterator[Entry]:
    mine = (
        select(Action.id, Action.text, Action.due_on, Action.project_id, Project.title)
        .join(Project, and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id))
        .where(within_reach(user, Action), Action.owner_id == user.person_id, Action.status != Status.DONE)
        .where(Action.due_on.is_not(None), Project.stage != Stage.DROPPED)
        .order_by(Action.due_on, Action.id)
        .limit(MOST)
    )
    for row in db.session.execute(mine):
        about = _("For the project “%(title)s”.", title=inside(row.title))
        yield Entry(f"action-{row.id}", row.due_on, row.text, about, f"/projects/{row.project_id}#action-{row.id}")
