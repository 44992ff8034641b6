"""A row of the list and a card of the board as they are shown: drawn once for all who see the same in the same language on the same day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy import Row

from portal import clock
from portal.improvement.stages import Stage
from portal.measures.verdicts import Judged
from portal.web.language import language

MOST = 2048  # rows of some thirty lists, two megabytes


def drawn(row: Row, many: bool, may_choose: bool = False) -> Markup:
    return _drawn(row, many, may_choose, clock.today(), language())


@lru_cache(MOST)
def _drawn(row: Row, many: bool, may_choose: bool, now: date, _language: str) -> Markup:
    return get_template_attribute("improvement/_list_row.html", "drawn")(row, many, may_choose, now)


def card(row: Row, acts_in, verifies_in, named_in, judged: Judged | None) -> Markup:
    """`…_in`: the factories in which this person acts, verifies, and whose names are told."""
    acts, verifies, stage = row.enterprise_id in acts_in, row.enterprise_id in verifies_in, row.stage
    goes_on = bool(stage.onward) and (verifies if stage.onward is Stage.VERIFIED else acts)
    goes_back = bool(stage.back) and (verifies if stage is Stage.VERIFIED else acts)
    says = (judged.verdict, judged.is_final) if judged and judged.verdict else None
    return _card(row, says, goes_on, goes_back, acts, row.enterprise_id in named_in, clock.today(), language())


@lru_cache(MOST)
def _card(row: Row, says: tuple | None, goes_on: bool, goes_back: bool, acts: bool, named: bool, now: date, _language: str) -> Markup:
    return get_template_attribute("improvement/_card.html", "drawn")(row, says, goes_on, goes_back, acts, named, now)
