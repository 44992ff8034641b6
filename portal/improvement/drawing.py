"""A row of the list as it is shown: drawn once for all who see the same row in the same language on the same day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy import Row

from portal import clock
from portal.web.language import language

MOST = 2048  # rows of some thirty lists, two megabytes


def drawn(row: Row, many: bool, may_choose: bool = False) -> Markup:
    return _drawn(row, many, may_choose, clock.today(), language())


@lru_cache(MOST)
def _drawn(row: Row, many: bool, may_choose: bool, now: date, _language: str) -> Markup:
    return get_template_attribute("improvement/_list_row.html", "drawn")(row, many, may_choose, now)
