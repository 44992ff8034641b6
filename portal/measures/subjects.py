"""What a measure may be about. The room of projects stands above this one, so it says here how a project is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import null


@dataclass(frozen=True)
class Subject:
    """A project as this room needs to know it; `enterprise_id` and `programme_id` are what reach is asked by."""

    programme_id: UUID
    enterprise_id: UUID
    project_id: UUID
    area_id: UUID | None
    title: str
    is_open: bool = True

    @property
    def url(self) -> str:
        return f"/projects/{self.project_id}"


Finder = Callable[[object, UUID], Subject | None]
Namer = Callable[[list[tuple[UUID, UUID]]], dict[UUID, str]]  # (programme, project) → titles, in one statement
Moduler = Callable[[object], object]  # the cards → an expression: the module of each card's project, or null
Counter = Callable[[int, str], list[UUID]]  # a number and the name of its enterprise → the projects that bear it there
Rester = Callable[[object], int]  # a user → how many of the projects in their reach are worked on and have no card
_known: dict[str, Callable] = {}


def register(find: Finder, name: Namer, module: Moduler, count: Counter, rest: Rester) -> None:
    """`find(user, project_id)` answers within what that user may see, or not at all."""
    _known.update(find=find, name=name, module=module, count=count, rest=rest)


def find(user, project_id: UUID) -> Subject | None:
    return _known["find"](user, project_id) if _known else None


def titles(keys: list[tuple[UUID, UUID]]) -> dict[UUID, str]:
    return _known["name"](keys) if _known and keys else {}


def numbered(number: int, enterprise: str) -> list[UUID]:
    return _known["count"](number, enterprise) if _known else []


def without_card(user) -> int:
    return _known["rest"](user) if _known else 0


def module_of(cards):
    """For a select over cards: the code of the module that each card's project bears."""
    return _known["module"](cards) if _known else null()
