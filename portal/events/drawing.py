"""Lines of the list, rows of the invited, and firms at the door as they are shown: drawn once for all who see the same in the same language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from uuid import uuid4

from flask import get_template_attribute
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape
from sqlalchemy import Row

from portal.events import words
from portal.events.models import Event
from portal.web.language import language
from portal.web.replay import new_key

MOST = 2048  # two megabytes of each
TOKEN, KEY = f"token-{uuid4()}", f"key-{uuid4()}"  # stand in a drawing for what each form gets anew; nobody can write them


def lines(events: Iterable[Row], is_past: bool, may_run: bool) -> list[Markup]:
    spoken = language()
    return [_line(event, is_past, may_run, spoken) for event in events]


@lru_cache(MOST)
def _line(event: Row, is_past: bool, may_run: bool, _language: str) -> Markup:
    return get_template_attribute("events/_line.html", "drawn")(event, is_past, may_run, words)


def parts(rows: Iterable[Row], may_run: bool) -> list[Markup]:
    spoken = language()
    return [_part(row, may_run, spoken) for row in rows]


@lru_cache(MOST)
def _part(row: Row, may_run: bool, _language: str) -> Markup:
    return get_template_attribute("events/_part.html", "drawn")(row, may_run, words)


def firms(guests: Sequence[Row], event: Event) -> Markup:
    """Each firm with its guests; their forms get token and keys of this page."""
    is_open, spoken = event.door.is_open(), language()
    drawn = (_firm(tuple(theirs), is_open, event.zone, spoken) for _id, theirs in groupby(guests, key=lambda row: row.enterprise_id))
    first, *others = escape("").join(drawn).replace(TOKEN, generate_csrf()).split(KEY)
    return escape("").join((first, *(new_key() + part for part in others)))


@lru_cache(MOST)
def _firm(guests: tuple[Row, ...], is_open: bool, zone: str, _language: str) -> Markup:
    return get_template_attribute("events/_firm.html", "drawn")(guests, is_open, zone, words, TOKEN, lambda: KEY)
