"""Who sees a factory, and who may change what it says of itself."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD, STAFF
from portal.accounts.reach import within_reach
from portal.enterprises.models import Area, Enterprise, Membership
from portal.web.access import rule

can_see = rule("see enterprises", *IN_THE_FIELD)
can_found = rule("add an enterprise", *STAFF)
can_edit = rule("edit an enterprise", Role.MANAGER, *STAFF)
can_keep_team = rule("keep the team", Role.MANAGER, *STAFF)


def visible_enterprises(user: User) -> Select:
    """The wall: what every other `visible_…` of a factory's things repeats on its own table."""
    return select(Enterprise).where(within_reach(user, Enterprise))


def visible_areas(user: User) -> Select:
    return select(Area).where(within_reach(user, Area))


def visible_memberships(user: User) -> Select:
    return select(Membership).where(within_reach(user, Membership))
