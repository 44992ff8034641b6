"""What happened to somebody's sign-in or role, told to the rooms above that want to know: in the same transaction, before it lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

_hearers: list[Callable[..., object]] = []


def hear(hearer: Callable[..., object]) -> None:
    """`hearer(code, user_id, record, **facts)` is called for each of them."""
    if hearer not in _hearers:
        _hearers.append(hearer)


def happened(code: str, user_id: UUID, record: Any, **facts: Any) -> None:
    """One of: role-given, role-ended, password-reset."""
    for hearer in _hearers:
        hearer(code, user_id, record, **facts)
