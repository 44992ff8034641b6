"""Everybody who is signed in may read what is taught; a programme says which modules it teaches and under which number."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, func, select

from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE
from portal.curriculum.models import Module, ProgrammeModule
from portal.web.access import rule

can_read = rule("read modules", *Role)
can_learn = rule("keep one's own results", *Role)
can_compare = rule("compare translations", Role.TRAINER, Role.EXPERT, Role.COORDINATOR, Role.ADMINISTRATOR)

display_number = func.coalesce(ProgrammeModule.number, Module.number)

# What a programme teaches, with its settings beside: built once, asked with `of(user)`.
visible_modules: Select = (
    select(Module)
    .outerjoin(
        ProgrammeModule,
        and_(ProgrammeModule.module_id == Module.id, ProgrammeModule.programme_id == bindparam("programme_id", type_=Uuid())),
    )
    .where(Module.withdrawn_at.is_(None), func.coalesce(ProgrammeModule.is_enabled, True))
)


def of(user: User) -> dict:
    """Whose modules and numbers a person reads: those of the programme they belong to, else of the first that they reach."""
    reached = (user.reach or NOWHERE).programmes
    mine: UUID | None = user.programme_id if user.programme_id in reached else min(reached, default=None)
    return {"programme_id": mine}
