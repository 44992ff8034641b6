"""Where a picture stands: the same bytes can be shown by records of several rooms, and each room tells of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID


class Bearer(Protocol):
    """A record that shows a picture."""

    def cover(self, digest: str) -> None:
        """A part of the picture was covered; its bytes lie under this digest now."""
        ...

    def take_away(self, by_id: UUID, reason: Any, words: str | None) -> None:
        """It shows the picture no longer, and says why."""
        ...


Find = Callable[[UUID, UUID, str], Iterable[Bearer]]  # programme, enterprise, digest
rooms: list[Find] = []


def register(find: Find) -> None:
    if find not in rooms:
        rooms.append(find)


def bearers(programme_id: UUID, enterprise_id: UUID, digest: str) -> list[Bearer]:
    """All records of this factory that show these bytes."""
    return [bearer for find in rooms for bearer in find(programme_id, enterprise_id, digest)]
