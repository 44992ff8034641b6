"""Where a project came from, when it did not begin with somebody of the team: upper rooms say so, its page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.improvement.projects import Project
from portal.web.access import Rule


@dataclass(frozen=True)
class Origin:
    """`is_unnamed`: whoever had the idea did not say who they are. `url` is for those whom the rule lets in."""

    label: Any
    url: str
    rule: Rule
    is_unnamed: bool = False


finders: list[Callable[[Project], Origin | None]] = []


def register(finder: Callable[[Project], Origin | None]) -> None:
    if finder not in finders:
        finders.append(finder)


def of(project: Project) -> Origin | None:
    return next((found for finder in finders if (found := finder(project))), None)
