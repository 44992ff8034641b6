"""Where a role may be held: in programmes, and in the enterprises that the room above tells of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

enterprise_model: list[Any] = []  # the table of enterprises, set by the room that has it


@dataclass(frozen=True)
class Somewhere:
    """A place as a form offers it: a programme, or one enterprise of it."""

    programme_id: UUID | None
    enterprise_id: UUID | None
    name: str

    @property
    def code(self) -> str:
        return str(self.enterprise_id or self.programme_id)


def enterprises() -> Any:
    return enterprise_model[0]
