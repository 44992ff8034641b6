"""Long lists by the page: sixty rows in the order of their names, and where the next sixty begin."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import request
from sqlalchemy import Select, and_, or_

from portal.web.asking import as_id

MOST = 60


def last_seen() -> UUID | None:
    """The last row of the page before this one, as the link says."""
    return as_id(request.args.get("after"))


def page_after(rows: Select, name, key, last: UUID | None, found_in: Select | None = None) -> Select:
    """Sixty rows, and one more that tells whether there are others; page 500 costs what page 1 does. `found_in`: the same rows, for one."""
    ordered = rows.order_by(name, key).limit(MOST + 1)
    if last is None:
        return ordered
    there = (
        (rows if found_in is None else found_in).with_only_columns(name).where(key == last).order_by(None).correlate(None).scalar_subquery()
    )
    return ordered.where(name >= there, or_(name > there, and_(name == there, key > last)))


def cut(found: Sequence) -> tuple[Sequence, UUID | None]:
    """The page, and the id after which the next one begins."""
    return found[:MOST], found[MOST - 1].id if len(found) > MOST else None
