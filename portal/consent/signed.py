"""What upper rooms do when a factory signs, or when it ends its part: each adds itself in its `init_app`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

Listener = Callable[[UUID, UUID, date], object]  # programme, enterprise, day; within the transaction of the signature

_on_signature: list[Listener] = []
_on_ending: list[Listener] = []


def add(listener: Listener) -> None:
    """After each signature, whatever was agreed to in it."""
    if listener not in _on_signature:
        _on_signature.append(listener)


def add_ending(listener: Listener) -> None:
    """Before "data to the programme" is withdrawn: the last moment in which something of the factory can still be written."""
    if listener not in _on_ending:
        _on_ending.append(listener)


def tell(programme_id: UUID, enterprise_id: UUID, on: date) -> None:
    for listener in _on_signature:
        listener(programme_id, enterprise_id, on)


def tell_ending(programme_id: UUID, enterprise_id: UUID, on: date) -> None:
    for listener in _on_ending:
        listener(programme_id, enterprise_id, on)
