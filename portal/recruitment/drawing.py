"""The board with its cards, and a row of the list, as they are shown: drawn once for all who see the same in the same language on the same day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy import Row

from portal import clock
from portal.recruitment import words
from portal.recruitment.lists import Filters
from portal.recruitment.stages import CLOSED, Stage, back_of, onward_of
from portal.web.language import language

MOST, FEW = 2048, 16  # two megabytes of cards and rows, two of boards


def board(columns: dict[Stage, list[Row]], counts: dict[Stage, int], asked: Filters, may_recruit: bool) -> Markup:
    seen = tuple((stage, tuple(rows)) for stage, rows in columns.items())
    return _board(seen, tuple(counts.items()), asked, may_recruit, clock.today(), language())


@lru_cache(FEW)
def _board(columns: tuple, counts: tuple, asked: Filters, may_recruit: bool, _now: date, _language: str) -> Markup:
    draw = get_template_attribute("recruitment/_columns.html", "drawn")
    return draw(dict(columns), dict(counts), asked, may_recruit, words, CLOSED, cards)


def cards(rows: Sequence[Row], may_recruit: bool) -> list[Markup]:
    now, spoken = clock.today(), language()
    return [_card(row, may_recruit, now, spoken) for row in rows]


@lru_cache(MOST)
def _card(row: Row, may_recruit: bool, now: date, _language: str) -> Markup:
    onward = () if row.stopped_on else onward_of(row.stage)
    return get_template_attribute("recruitment/_card.html", "drawn")(row, onward, back_of(row.stage), may_recruit, words.STAGES, now)


def lines(rows: Sequence[Row], may_recruit: bool) -> list[Markup]:
    now, spoken = clock.today(), language()
    return [_line(row, may_recruit, now, spoken) for row in rows]


@lru_cache(MOST)
def _line(row: Row, may_recruit: bool, now: date, _language: str) -> Markup:
    return get_template_attribute("recruitment/_line.html", "drawn")(row, may_recruit, words, now)
