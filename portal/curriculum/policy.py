"""Everybody who is signed in may read what is taught; a programme says which modules it teaches and under which number."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, func, or_, select

from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE
from portal.curriculum.materials import Audience, Material
from portal.curriculum.models import Module, ProgrammeModule
from portal.web.access import rule

can_read = rule("read modules", *Role)
can_learn = rule("keep one's own results", *Role)

TEACHING = (Role.TRAINER, Role.EXPERT, Role.COORDINATOR, Role.ADMINISTRATOR)
can_add = rule("add material", *TEACHING)
can_compare = rule("compare translations", *TEACHING)
can_keep = rule("keep material", Role.EXPERT, Role.COORDINATOR, Role.ADMINISTRATOR)

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


def may_keep(user: User, material: Material) -> bool:
    """Whoever added a material, and those who oversee, replace and withdraw it."""
    return can_keep(user, material) or (can_add(user, material) and material.added_by_id == user.person_id)


def teaches(user: User, programme_id: UUID | None) -> bool:
    return programme_id is not None and (user.reach or NOWHERE).holds(can_add.roles, programme_id)


def visible_materials(user: User) -> Select:
    """Those of the programmes one belongs to; what is for teachers where one teaches; what is withdrawn where one may put it back."""
    reach = user.reach or NOWHERE
    teaching = [programme for programme in reach.programmes if teaches(user, programme)]
    mine = Material.programme_id.in_(teaching)
    found = and_(Material.programme_id.in_(reach.programmes), Material.audience == Audience.EVERYBODY, Material.withdrawn_at.is_(None))
    return select(Material).where(or_(mine, found))
