"""Who is told of meetings, and of a team that has fallen asleep. The state itself waits on the first page."""

from __future__ import annotations

from portal.enterprises.models import Enterprise, Membership
from portal.notices import sentences, whom
from portal.notices.models import Kind
from portal.notices.telling import settle, tell
from portal.say import _l
from portal.teams.models import Meeting, Team

sentences.register(
    meeting_planned=_l("The improvement team meets on %(day)s."),
    meeting_called_off=_l("The team’s meeting of %(day)s was called off."),
    team_asleep=_l("Nothing has shown of the improvement team of %(enterprise)s for 60 days. Hold a meeting, or do one small thing."),
    team_asleep_there=_l("Nothing has shown of the improvement team of %(enterprise)s for 60 days. Call them, or visit."),
)


def planned(meeting: Meeting, team: list[Membership]) -> None:
    people = [member.person_id for member in team]
    tell(Kind.CHANGED, "meeting_planned", meeting, f"/meetings/{meeting.id}", people=people, day=meeting.planned_on)


def called_off(meeting: Meeting, team: list[Membership]) -> None:
    people = [member.person_id for member in team]
    tell(Kind.CHANGED, "meeting_called_off", meeting, f"/meetings/{meeting.id}", people=people, day=meeting.planned_on)


def asleep(team: Team, enterprise: Enterprise) -> int:
    """Once for each time that it falls asleep."""
    path, key = f"/enterprises/{enterprise.id}/eit", f"asleep/{team.enterprise_id}/{team.dormant_since}"
    told = tell(Kind.MUST_ACT, "team_asleep", team, path, users=whom.managers(team), key=key, enterprise=enterprise)
    there = tell(
        Kind.ASKED_TO_KNOW, "team_asleep_there", team, path, users=whom.coordinators(team), key=f"{key}/there", enterprise=enterprise
    )
    return told + there


def awake(team: Team) -> None:
    settle(team, "team_asleep", "team_asleep_there")
