"""Who is meant by an @ in a comment: somebody of the team, its trainer or the coordinator, by their whole name in either script, or by a first name that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

FIRST_WORD = re.compile(r"\w+")


def mentioned(text: str, people: Iterable) -> set[UUID]:
    """Ids of those among them (rows with id, name, name_ur) whose names follow an @. Nobody else can be meant."""
    names: dict[str, set[UUID]] = {}
    firsts: dict[str, set[UUID]] = {}
    for person in people:
        for name in filter(None, (person.name, person.name_ur)):
            names.setdefault(name.casefold(), set()).add(person.id)
            firsts.setdefault(name.casefold().split()[0], set()).add(person.id)
    found: set[UUID] = set()
    for said in text.casefold().split("@")[1:]:
        found |= meant_by(said, names, firsts)
    return found


def meant_by(said: str, names: dict[str, set[UUID]], firsts: dict[str, set[UUID]]) -> set[UUID]:
    """The longest whole name that it begins with; else a first name, where it leaves no doubt."""
    whole = [name for name in names if said.startswith(name) and not said[len(name) : len(name) + 1].isalnum()]
    if whole:
        return names[max(whole, key=len)]
    word = FIRST_WORD.match(said)
    alone = firsts.get(word[0], set()) if word else set()
    return alone if len(alone) == 1 else set()
