"""Who sees the team at work, and who holds its meetings: the factory's own people, while its trainer and the programme look on."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD
from portal.accounts.reach import within_reach
from portal.teams.models import AgendaItem, Meeting, SafetyEvent, Team
from portal.web.access import rule

can_see = rule("see the team at work", *IN_THE_FIELD)
can_meet = rule("hold the team's meetings", Role.MEMBER, Role.MANAGER)


def visible_teams(user: User) -> Select:
    return select(Team).where(within_reach(user, Team))


def visible_meetings(user: User) -> Select:
    return select(Meeting).where(within_reach(user, Meeting))


def visible_items(user: User) -> Select:
    return select(AgendaItem).where(within_reach(user, AgendaItem))


def visible_safety_events(user: User) -> Select:
    return select(SafetyEvent).where(within_reach(user, SafetyEvent))
