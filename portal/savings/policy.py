"""Who sees savings, who enters them, and who of the others may say that they are real."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD
from portal.accounts.reach import within_reach
from portal.savings.models import Saving
from portal.web.access import rule

can_see = rule("see savings", *IN_THE_FIELD)
can_enter = rule("enter savings", Role.MEMBER, Role.MANAGER)
can_confirm = rule("confirm savings", Role.MANAGER, Role.TRAINER, Role.EXPERT, Role.COORDINATOR)


def visible_savings(user: User) -> Select:
    return select(Saving).where(within_reach(user, Saving))
