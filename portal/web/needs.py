"""What waits for a person: every room adds a source in its `init_app`, the first page puts all in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Need:
    """One thing to do now: a sentence, why, the page that does it, and the day by which."""

    title: str
    why: str
    url: str
    deed: str
    due_on: date | None = None
    tag: str = ""
    tone: str = ""  # "", act, alarm, yet
    weight: int = 5  # smaller comes first among equals


@dataclass
class Registry:
    sources: list[Callable[[Any], Iterable[Need]]] = field(default_factory=list)

    def add(self, source: Callable[[Any], Iterable[Need]]) -> None:
        if source not in self.sources:
            self.sources.append(source)

    def of(self, user, most: int = 8) -> list[Need]:
        found = [need for source in self.sources for need in source(user)]
        tones = {"alarm": 0, "act": 1, "": 2, "yet": 3}
        return sorted(found, key=lambda n: (tones[n.tone], n.weight, n.due_on or date.max))[:most]


needs = Registry()
