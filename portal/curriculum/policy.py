"""Everybody who is signed in may read what is taught; a programme says which modules it teaches and under which number."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, and_, func, select

from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE
from portal.curriculum.models import Module, ProgrammeModule
from portal.web.access import rule

can_read = rule("read modules", *Role)

display_number = func.coalesce(ProgrammeModule.number, Module.number)


def programme_of(user: User) -> UUID | None:
    """Whose numbers a person reads: those of the programme they belong to, else of the first that they reach."""
    reached = (user.reach or NOWHERE).programmes
    return user.programme_id if user.programme_id in reached else min(reached, default=None)


def visible_modules(user: User) -> Select:
    """The modules that a person's programme teaches, with its settings beside them."""
    mine = and_(ProgrammeModule.module_id == Module.id, ProgrammeModule.programme_id == programme_of(user))
    return (
        select(Module)
        .outerjoin(ProgrammeModule, mine)
        .where(Module.withdrawn_at.is_(None), func.coalesce(ProgrammeModule.is_enabled, True))
    )
