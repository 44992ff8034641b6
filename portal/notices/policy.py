"""A person's notices are their own, and nobody else's."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE, Reach
from portal.notices.models import Notice

EVERY_ROLE = frozenset(Role)


def visible_notices(user: User) -> Select:
    return select(Notice).where(Notice.user_id == user.id)


def is_within(reach: Reach | None, notice) -> bool:
    """Whether the person still reaches the enterprise in which it happened; what is of no enterprise is theirs to keep."""
    return notice.enterprise_id is None or (reach or NOWHERE).holds(EVERY_ROLE, notice.programme_id, notice.enterprise_id)
