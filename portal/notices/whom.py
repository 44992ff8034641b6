"""Ids of the users who hold a role somewhere today: the people to tell."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, and_, select

from portal.accounts.models import Assignment, Grant, Role
from portal.accounts.reach import current
from portal.clock import today


def holders(role: Role, programme_id: UUID, enterprise_id: UUID | None = None) -> Select:
    held = select(Grant.user_id).where(Grant.role == role, Grant.programme_id == programme_id, *current(Grant, today()))
    return held.where(Grant.enterprise_id == enterprise_id) if enterprise_id else held


def managers(record) -> Select:
    return holders(Role.MANAGER, record.programme_id, record.enterprise_id)


def coordinators(record) -> Select:
    return holders(Role.COORDINATOR, record.programme_id)


def trainers(record) -> Select:
    """Assigned to the record's enterprise today."""
    here = (Assignment.programme_id == record.programme_id, Assignment.enterprise_id == record.enterprise_id)
    return select(Assignment.user_id).where(*here, *current(Assignment, today()))


def overseers(record) -> Select:
    """The experts who oversee the trainers of the record's enterprise."""
    theirs = (Grant.role == Role.TRAINER, Grant.programme_id == record.programme_id, Grant.expert_id.is_not(None))
    return select(Grant.expert_id).where(and_(*theirs), Grant.user_id.in_(trainers(record)), *current(Grant, today()))
