"""What happened at an event, told to the rooms above within the same transaction: an enterprise was invited, its first guest came, or nobody after all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portal.accounts.models import User
from portal.enterprises.models import Enterprise

if TYPE_CHECKING:
    from portal.events.models import Event

Listener = Callable[..., object]


@dataclass
class Registry:
    """`invited.add(fn)`: `fn(event, enterprise)` is called once for each enterprise of each event; with who invited it, if somebody did, and of a mistake with who put it right."""

    listeners: list[Listener] = field(default_factory=list)

    def add(self, listener: Listener) -> None:
        if listener not in self.listeners:
            self.listeners.append(listener)

    def tell(self, event: Event, enterprise: Enterprise, *by: User) -> None:
        for listener in self.listeners:
            listener(event, enterprise, *by)


invited, arrived, mistaken = Registry(), Registry(), Registry()
