"""Which module of the curriculum a project counts towards: what there is to choose, and what the chosen one is called."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ScalarSelect, String, and_, select

from portal.batches.modules import titles
from portal.curriculum.models import Module, ModuleText, ProgrammeModule
from portal.curriculum.policy import display_number
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.improvement.models import Project
from portal.web.language import language


def offered(*programmes: UUID, kept: str | None = None) -> list[tuple[str, str]]:
    """What the one programme teaches, by its own numbers (of several, by the common ones); what stands there stays to choose."""
    known = titles(language(), programmes[0] if len(set(programmes)) == 1 else None)
    found = [(code, f"{module.number} {module.title}") for code, module in known.items() if module.is_taught or code == kept]
    return found if kept is None or kept in known else [*found, (kept, kept)]


def called(wanted: str) -> ScalarSelect[str]:
    """Number and title of a project's module, inside the statement that reads the project."""
    its_own = and_(ProgrammeModule.module_id == Module.id, ProgrammeModule.programme_id == Project.programme_id)
    return (
        select(display_number.cast(String).concat(" ").concat(ModuleText.title))
        .select_from(Module)
        .join(ModuleText, ModuleText.module_id == Module.id)
        .outerjoin(ProgrammeModule, its_own)
        .where(Module.code == Project.module_code, ModuleText.language.in_((wanted, SOURCE_LANGUAGE)))
        .order_by(ModuleText.language != wanted)
        .limit(1)
        .correlate(Project)
        .scalar_subquery()
    )
