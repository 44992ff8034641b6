"""The guides of `docs/guides` as the portal shows them: one text for the repository and for the page.

`<name>.<language>.md`: a title, what it is about in one paragraph, then sections. A picture stands on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from portal.accounts.grants import Role
from portal.config import ROOT
from portal.curriculum.rendering import markdown
from portal.curriculum.rows import marked

FOLDER = ROOT / "docs" / "guides"
GUEST = "guest"
NAMES = (*(role.value for role in Role), GUEST)
SOURCE_LANGUAGE = "en"
PICTURE = re.compile(r"^!\[(?P<alt>[^\]]+)\]\(pictures/(?P<file>[a-z0-9.-]+)\)$", re.M)
DENSITY = 2  # pixels of a picture for each one of the page: phones are that fine


@dataclass(frozen=True)
class Picture:
    file: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Part:
    """Some sections, and the picture after them."""

    told: Markup
    picture: Picture | None = None


@dataclass(frozen=True)
class Guide:
    name: str
    language: str
    title: str
    about: str
    parts: tuple[Part, ...]


def of_roles(roles: frozenset[Role], language: str) -> tuple[list[Guide], list[Guide]]:
    """One's own, and all the others."""
    own = [name for name in NAMES if name in roles]
    return [guide(name, language) for name in own], [guide(name, language) for name in NAMES if name not in own]


@cache
def guide(name: str, language: str) -> Guide:
    """In this language, else in English, and then it says so."""
    file = FOLDER / f"{name}.{language}.md"
    if not file.exists():
        return guide(name, SOURCE_LANGUAGE)
    title, about, body = file.read_text().split("\n\n", 2)
    return Guide(name, language, title.removeprefix("# "), about, tuple(parts_of(body, language)))


def parts_of(body: str, language: str) -> Iterator[Part]:
    at = 0
    for found in PICTURE.finditer(body):
        picture = Picture(found["file"], found["alt"], *size_of((FOLDER / "pictures" / found["file"]).read_bytes()))
        yield Part(marked(markdown(body[at : found.start()], language)), picture)
        at = found.end()
    yield Part(marked(markdown(body[at:], language)))


def size_of(webp: bytes) -> tuple[int, int]:
    """Width and height on the page, from the head of a lossless WebP."""
    bits = int.from_bytes(webp[21:25], "little")
    return ((bits & 0x3FFF) + 1) // DENSITY, ((bits >> 14 & 0x3FFF) + 1) // DENSITY
