"""One text as a page shows it: rows of plain columns in the best language there is, their words marked as the clean HTML they are."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from portal.web.language import direction, language

PLAIN = {"title", "slug", "code", "language", "tool_title", "tool_slug", "blocks", "filled"}  # escaped where they are shown


class Row(SimpleNamespace):
    """`tongue` is the lang and dir to say beside a text that is not in the page's language; else it is empty."""

    language: str
    tongue: Markup

    @property
    def is_foreign(self) -> bool:
        return bool(self.tongue)


def best(rows: Iterable, key: str, wanted: str) -> list[Row]:
    """One row of each key: in the wanted language where it is there, else in English."""
    found: dict = {}
    for row in rows:
        mapping = row._mapping
        if mapping[key] not in found or mapping["language"] == wanted:
            found[mapping[key]] = mapping
    here = language()
    return [row_of(mapping, here) for mapping in found.values()]


def row_of(mapping, here: str) -> Row:
    """What the loader has cleaned is marked as HTML; whatever else is a word is escaped where it is shown."""
    shown = {name: value if name in PLAIN else html(value) for name, value in mapping.items()}
    return Row(**shown, tongue=tongue(mapping["language"], here))


def tongue(spoken: str, here: str) -> Markup:
    return Markup(' lang="%s" dir="%s"') % (spoken, direction(spoken)) if spoken != here else Markup("")


def marked(text: str) -> Markup:
    return Markup(text)  # noqa: S704 – rendered by a template, or cleaned by portal.curriculum.rendering


def html(value) -> Any:
    if type(value) is str:
        return marked(value)
    if isinstance(value, list):
        return [html(item) for item in value]
    if isinstance(value, dict):
        return {name: html(item) for name, item in value.items()}
    return value
