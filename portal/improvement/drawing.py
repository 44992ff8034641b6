"""The board, its cards, and a row of the list as they are shown: drawn once for all who see the same in the same language on the same day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy import Row

from portal import clock
from portal.improvement.lists import Filters
from portal.improvement.stages import Stage
from portal.measures.verdicts import Judged
from portal.web.language import language

MOST, BOARDS = 2048, 16  # rows of some thirty lists, two megabytes; and one of boards


def drawn(row: Row, many: bool, may_choose: bool = False) -> Markup:
    return _drawn(row, many, may_choose, clock.today(), language())


@lru_cache(MOST)
def _drawn(row: Row, many: bool, may_choose: bool, now: date, _language: str) -> Markup:
    return get_template_attribute("improvement/_list_row.html", "drawn")(row, many, may_choose, now)


def board(columns: dict[Stage, list[Row]], counts: dict[Stage, int], asked: Filters, judged: Mapping[UUID, Judged], **people) -> Markup:
    """`people`: the factories in which this person acts, verifies, and whose names are told, as of a card."""
    seen = tuple((stage, tuple(rows)) for stage, rows in columns.items())
    says = frozenset((key, one.verdict, one.is_final) for key, one in judged.items() if one.verdict)
    return _board(seen, tuple(counts.items()), asked, says, tuple(people.items()), clock.today(), language())


@lru_cache(BOARDS)
def _board(columns: tuple, counts: tuple, asked: Filters, says: frozenset, people: tuple, _now: date, _language: str) -> Markup:
    judged = {key: (verdict, is_final) for key, verdict, is_final in says}

    def draw(row: Row) -> Markup:
        return card(row, says=judged.get(row.id), **dict(people))

    return get_template_attribute("improvement/_columns.html", "drawn")(dict(columns), dict(counts), asked, draw)


def card(row: Row, acts_in, verifies_in, named_in, says: tuple | None) -> Markup:
    """`…_in`: the factories in which this person acts, verifies, and whose names are told."""
    acts, verifies, stage = row.enterprise_id in acts_in, row.enterprise_id in verifies_in, row.stage
    goes_on = bool(stage.onward) and (verifies if stage.onward is Stage.VERIFIED else acts)
    goes_back = bool(stage.back) and (verifies if stage is Stage.VERIFIED else acts)
    return _card(row, says, goes_on, goes_back, acts, row.enterprise_id in named_in, clock.today(), language())


@lru_cache(MOST)
def _card(row: Row, says: tuple | None, goes_on: bool, goes_back: bool, acts: bool, named: bool, now: date, _language: str) -> Markup:
    return get_template_attribute("improvement/_card.html", "drawn")(row, says, goes_on, goes_back, acts, named, now)
