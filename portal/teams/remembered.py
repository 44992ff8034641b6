"""How a team's charter, its meetings and its board read in their history."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import User
from portal.history.records import Kind, keep, tell, words
from portal.say import _l
from portal.teams import policy
from portal.teams.models import AgendaItem, Attendance, Harm, Meeting, MeetingDecision, Presence, SafetyEvent, State, Team
from portal.teams.words import HARMS, PRESENCES, STATES

tell(
    Team,
    _l("Charter of the team"),
    purpose=_l("What it is there for"),
    aims=_l("What it wants to reach"),
    area_id=_l("Area"),
    begins_at=_l("At what time"),
    agreed_on=_l("Agreed on"),
    dormant_since=_l("Asleep since"),
    silent=("enterprise_id", "weekday", "every_weeks"),
)
tell(
    Meeting,
    _l("Meeting"),
    state=_l("State"),
    planned_on=_l("Planned for"),
    begins_at=_l("At what time"),
    led_by_id=_l("Led by"),
    held_on=_l("Held on"),
    closed_by_id=_l("Closed by"),
    summary=_l("What else was said"),
    silent=("enterprise_id", "number", "planned_by_id"),
)
tell(
    AgendaItem,
    _l("Point of the agenda"),
    title=_l("Words"),
    note=_l("What was said"),
    silent=("enterprise_id", "meeting_id", "position", "kind", "many", "record_id", "project_id"),
)
tell(
    Attendance,
    _l("Who was there"),
    person_id=_l("Who"),
    presence=_l("Presence"),
    silent=("enterprise_id", "meeting_id", "level", "sex"),
)
tell(
    MeetingDecision,
    _l("Decision"),
    text=_l("Words"),
    action_id=_l("Action"),
    silent=("enterprise_id", "meeting_id", "item_id", "is_action", "made_by_id", "made_at"),
)
tell(
    SafetyEvent,
    _l("Safety"),
    kind=_l("What happened"),
    text=_l("Words"),
    happened_on=_l("On"),
    area_id=_l("Area"),
    withdrawn_on=_l("Taken off the board"),
    silent=("enterprise_id", "told_by_id"),
)
words.choices.update({State: STATES, Presence: PRESENCES, Harm: HARMS})


def of_a_meeting(user: User, meeting: Meeting):
    """Its points, who was there, what was decided."""
    for model in (AgendaItem, Attendance, MeetingDecision):
        yield select(model.id).where(model.programme_id == meeting.programme_id, model.meeting_id == meeting.id)


def home_of(team: Team) -> str:
    return f"/enterprises/{team.enterprise_id}/eit"


def called(meeting: Meeting) -> str:
    return f"{meeting.planned_on:%Y-%m-%d}"


keep(Kind("team", Team, policy.visible_teams, lambda team: (team.purpose or "…")[:60], home_of, policy.can_see))
keep(Kind("meeting", Meeting, policy.visible_meetings, called, lambda one: f"/meetings/{one.id}", policy.can_see, of_a_meeting))
