"""What of the team waits for whom: a meeting to hold, a team to wake."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, bindparam, func, select

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import NOWHERE
from portal.consent.audiences import PROGRAMME, shown_to
from portal.enterprises.models import Enterprise
from portal.teams.models import Meeting, State, Team
from portal.teams.queries import sleeps
from portal.web.formats import inside, own
from portal.web.needs import Need


def columns() -> list[ColumnElement]:
    """Of a factory that one manages: since when its team sleeps, and which meeting is to be held."""
    slept = select(Team.dormant_since).where(*same(Team), sleeps())
    waits = Meeting.state.in_((State.PLANNED, State.RUNNING)), Meeting.planned_on <= clock.today()
    first = select(Meeting.planned_on).where(*same(Meeting), *waits).order_by(Meeting.planned_on, Meeting.id).limit(1)
    return [
        slept.correlate(Enterprise).scalar_subquery().label("team_slept"),
        first.correlate(Enterprise).scalar_subquery().label("meets_on"),
        first.with_only_columns(Meeting.id).correlate(Enterprise).scalar_subquery().label("meeting_id"),
    ]


def same(model) -> tuple:
    return model.programme_id == Enterprise.programme_id, model.enterprise_id == Enterprise.id


def needs(row: Row) -> Iterable[Need]:
    url = f"/enterprises/{row.id}/eit"
    if row.meets_on:
        title = _("Hold the team’s meeting of %(day)s", day=inside(format_date(row.meets_on, "d MMM")))
        why = _("Its agenda is drawn by itself from what is late, blocked or undecided.")
        tag, tone = (_("Late"), "alarm") if row.meets_on < clock.today() else (_("Today"), "act")
        yield Need(title, why, f"/meetings/{row.meeting_id}", _("Begin the meeting"), row.meets_on, tag, tone, weight=3)
    if row.team_slept:
        title = _("The improvement team of %(enterprise)s is asleep", enterprise=inside(own(row)))
        why = _("Nothing has shown of it for 60 days. One meeting, one action done or one number wakes it.")
        yield Need(title, why, url, _("Wake it"), None, _("Asleep"), "act", weight=3)


def asleep_columns() -> list[ColumnElement]:
    """How many teams sleep in the programmes that one coordinates; a factory that took its data back is none of them."""
    mine = Team.programme_id.in_(bindparam("asleep_in", expanding=True))
    return [select(func.count(Team.id)).where(mine, sleeps(), shown_to(PROGRAMME, Team)).scalar_subquery().label("teams_asleep")]


def asleep_facts(user: User) -> dict:
    return {"asleep_in": list((user.reach or NOWHERE).whole_programmes)}


def asleep_needs(row: Row) -> Iterable[Need]:
    if many := row.teams_asleep:
        title = ngettext("%(num)s improvement team is asleep", "%(num)s improvement teams are asleep", many)
        why = _("Nothing has shown of them for 60 days: no meeting, no action, no number. A call often helps.")
        yield Need(title, why, "/teams?asleep=1", _("See which"), None, _("Asleep"), "act", weight=4)
