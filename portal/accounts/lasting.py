"""The last administrator and a programme's last coordinator are not removed by oversight: one is told first, and asked."""

from __future__ import annotations

from sqlalchemy import func, select

from portal import clock
from portal.accounts.grants import Grant, Role
from portal.accounts.models import User
from portal.accounts.reach import current
from portal.database import db
from portal.errors import NotNow
from portal.say import _l

LASTING = (Role.ADMINISTRATOR, Role.COORDINATOR)


def is_last(grant: Grant) -> bool:
    """Whether nobody else who can sign in holds this role there today."""
    others = select(func.count()).select_from(Grant).join(User, User.id == Grant.user_id)
    same = (Grant.role == grant.role, Grant.programme_id == grant.programme_id, Grant.user_id != grant.user_id)
    return not db.session.scalar(others.where(*same, *current(Grant, clock.today()), User.disabled_at.is_(None)))


def tell_of_last_grants(grants: list[Grant], sure: str | None, again: str, way_out: str) -> None:
    today = clock.today()
    ending = [g for g in grants if g.role in LASTING and g.starts_on <= today and g.stands(today) and g.user.is_active and is_last(g)]
    if not ending or sure:
        return
    if any(grant.role is Role.ADMINISTRATOR for grant in ending):
        raise NotNow(
            _l("This is the last administrator. After that only the command line of the server lets one in again."), again, way_out
        )
    raise NotNow(
        _l("This is the last coordinator of the programme. After that only an administrator can run it and let people in."), again, way_out
    )


def tell_of_last(user: User, sure: str | None, again: str, way_out: str) -> None:
    tell_of_last_grants(user.grants, sure, again, way_out)
