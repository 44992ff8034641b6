"""What other rooms do when an enterprise joins a batch: told within the same transaction by the room that enrols."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

Listener = Callable[[UUID, UUID, date], object]  # programme, enterprise, day

_listeners: list[Listener] = []


def add(listener: Listener) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def tell(programme_id: UUID, enterprise_id: UUID, on: date) -> None:
    for listener in _listeners:
        listener(programme_id, enterprise_id, on)
