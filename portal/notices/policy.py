"""A person's notices are their own, and nobody else's."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE, Reach, shown_to_staff
from portal.notices.models import Notice

EVERY_ROLE = frozenset(Role)


def visible_notices(user: User) -> Select:
    return select(Notice).where(Notice.user_id == user.id)


def is_within(reach: Reach | None, notice) -> bool:
    """Whether the person still reaches the enterprise in which it happened; what is of no enterprise is theirs to keep."""
    return notice.enterprise_id is None or (reach or NOWHERE).holds(EVERY_ROLE, notice.programme_id, notice.enterprise_id)


def still_told(reach: Reach | None) -> ColumnElement[bool]:
    """Whether what it says of a factory may still be read: by its own people always, by others while the factory agrees.

    What is told of the agreement itself stays: else nobody would learn that it has ended.
    """
    agreed = and_(*(shown(Notice) for shown in shown_to_staff)) if shown_to_staff else Notice.id.is_not(None)
    about_it = Notice.what.startswith("consent_", autoescape=True)
    return or_(Notice.enterprise_id.is_(None), (reach or NOWHERE).own_clause(Notice), about_it, agreed)
