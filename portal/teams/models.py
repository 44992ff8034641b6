"""The nouns of this room: the team with its charter, its meetings, and what stands on its board."""

from portal.teams.charter import Team
from portal.teams.meetings import OWN, AgendaItem, Attendance, Meeting, MeetingDecision, Presence, State
from portal.teams.safety import Harm, SafetyEvent

__all__ = ["OWN", "AgendaItem", "Attendance", "Harm", "Meeting", "MeetingDecision", "Presence", "SafetyEvent", "State", "Team"]
