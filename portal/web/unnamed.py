"""Where somebody’s name stands in what the plumbing keeps, and the same without it: for whoever is erased."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any


def is_distinct(name: str) -> bool:
    """Nobody else is meant by it, wherever it stands: several words, an address, a number. “Ali” is not meant by “quality”."""
    return len(name) > 5 and (" " in name or "@" in name or sum(letter.isdigit() for letter in name) > 5)


def stands_in(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def names_one(text: str, names: Sequence[str]) -> bool:
    """As the whole of it, or, where it is distinct, as whole words within."""
    return any(text == name or (is_distinct(name) and stands_in(name, text)) for name in names)


def without(value: Any, names: Sequence[str], instead: str) -> Any:
    """A text, or all texts of a structure, with each of these names replaced."""
    if isinstance(value, dict):
        return {key: without(one, names, instead) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without(one, names, instead) for one in value]
    if not isinstance(value, str):
        return value
    for name in names:
        if value == name:
            return instead
        if is_distinct(name):
            value = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: instead, value, flags=re.IGNORECASE)
    return value
