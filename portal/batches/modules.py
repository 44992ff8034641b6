"""What the modules of a plan are called and numbered: the curriculum's own titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import String, Uuid, and_, bindparam, func, or_, select

from portal.curriculum.models import Module, ModuleText, ProgrammeModule
from portal.curriculum.policy import display_number
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.database import db


@dataclass(frozen=True)
class Title:
    number: int | None
    title: str
    is_taught: bool = True  # whether a new plan may hold it


WANTED = bindparam("language", type_=String())
ITS_OWN = and_(ProgrammeModule.module_id == Module.id, ProgrammeModule.programme_id == bindparam("programme_id", type_=Uuid()))
TITLES = (
    select(Module.code, display_number.label("number"), ModuleText.title, Module.withdrawn_at)
    .add_columns(func.coalesce(ProgrammeModule.is_enabled, True).label("is_enabled"))
    .join(ModuleText, ModuleText.module_id == Module.id)
    .outerjoin(ProgrammeModule, ITS_OWN)
    .where(or_(ModuleText.language == WANTED, ModuleText.language == SOURCE_LANGUAGE))
    .order_by(display_number, Module.code, ModuleText.language == WANTED)  # the wanted language comes last and stays
)


def named(code, programme_id) -> tuple:
    """Columns `number` and `title` for a statement that has the module's code and its programme: asked along, not again."""
    said = select(ModuleText.title).join(Module, Module.id == ModuleText.module_id).where(Module.code == code)
    spoken = [said.where(ModuleText.language == wanted).scalar_subquery() for wanted in (WANTED, SOURCE_LANGUAGE)]
    own = and_(ProgrammeModule.module_id == Module.id, ProgrammeModule.programme_id == programme_id)
    number = select(display_number).select_from(Module).outerjoin(ProgrammeModule, own).where(Module.code == code)
    return number.scalar_subquery().label("number"), func.coalesce(*spoken, code).label("title")


def titles(language: str, programme_id: UUID | None = None) -> dict[str, Title]:
    """Every module by its code, in the order of the programme's numbers; in English where the language has no text."""
    rows = db.session.execute(TITLES, {"language": language, "programme_id": programme_id})
    return {row.code: Title(row.number, row.title, row.is_enabled and row.withdrawn_at is None) for row in rows}


def title_of(known: Mapping[str, Title], code: str) -> Title:
    """A module that the curriculum does not list is called by its code."""
    return known.get(code) or Title(None, code)
