"""How long a text may be, said where it is too long."""

from __future__ import annotations

from wtforms.validators import Length

from portal.say import _l


class Longest(Length):
    """A browser is not told: it would cut a pasted text where it ends, and say nothing."""

    def __init__(self, characters: int):
        super().__init__(max=characters, message=_l("This is too long: at most %(max)d characters."))  # pyright: ignore[reportArgumentType]
        self.field_flags = {}


def longest(characters: int) -> Length:
    return Longest(characters)
