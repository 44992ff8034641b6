"""The meetings of one's own team, for the calendar feed."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import NOWHERE, within_reach
from portal.database import db
from portal.notices.calendar import Entry
from portal.teams.models import Meeting, State

MOST = 100


def meetings(user: User) -> Iterator[Entry]:
    mine = within_reach(user, Meeting), Meeting.enterprise_id.in_((user.reach or NOWHERE).own_enterprises())
    asked = select(Meeting).where(*mine, Meeting.state.in_((State.PLANNED, State.RUNNING)), Meeting.planned_on >= clock.today())
    for one in db.session.scalars(asked.order_by(Meeting.planned_on, Meeting.id).limit(MOST)):
        about = _("It begins at %(time)s.", time=one.begins_at) if one.begins_at else ""
        yield Entry(f"meeting-{one.id}", one.planned_on, _("Meeting of the improvement team"), about, f"/meetings/{one.id}")
