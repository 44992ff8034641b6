"""Who reads suggestions and answers them: the factory's own people. What is told in confidence: the coordinator alone."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD
from portal.accounts.reach import NOWHERE, within_reach
from portal.suggestions.models import Concern, Suggestion
from portal.web.access import rule

can_triage = rule("answer suggestions", Role.MEMBER, Role.MANAGER)
can_hear = rule("read what is told in confidence", Role.COORDINATOR)
can_see_balance = rule("see whose ideas are heard", *IN_THE_FIELD)


def visible_suggestions(user: User) -> Select:
    return select(Suggestion).where(within_reach(user, Suggestion))


def visible_concerns(user: User) -> Select:
    """By the programme, not by the factory: whatever it has agreed to or taken back, nobody in danger is overlooked."""
    return select(Concern).where(Concern.programme_id.in_(programmes_of(user)))


def programmes_of(user: User) -> set:
    return {place.programme_id for place in (user.reach or NOWHERE).places if place.role is Role.COORDINATOR and place.programme_id}
