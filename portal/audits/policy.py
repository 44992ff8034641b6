"""Who audits an area, and who sees it: the factory's own people make audits, those who accompany them read."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD
from portal.accounts.reach import within_reach
from portal.audits.models import Audit, Finding
from portal.web.access import rule

can_see = rule("see 5S audits", *IN_THE_FIELD)
can_audit = rule("make a 5S audit", Role.MEMBER, Role.MANAGER)


def visible_audits(user: User) -> Select:
    return select(Audit).where(within_reach(user, Audit))


def visible_findings(user: User) -> Select:
    return select(Finding).where(within_reach(user, Finding))
