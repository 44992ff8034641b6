"""One record by its id, within what a person may see."""

from __future__ import annotations

from uuid import UUID
from weakref import WeakKeyDictionary

from flask import abort
from sqlalchemy import Select, bindparam

from portal.database import db
from portal.web.access import Rule
from portal.web.asking import current_user
from portal.web.log import log

by_id: WeakKeyDictionary[Select, Select] = WeakKeyDictionary()  # what a room keeps for all who reach the same is put together once


def find_or_404(model, record_id: UUID, within: Select, may: Rule | None = None):
    """404 for what is out of reach, 403 for what one sees but may not do."""
    asked = by_id.get(within)
    if asked is None:
        asked = by_id[within] = within.where(model.id == bindparam("record_id"))
    record = db.session.scalars(asked, {"record_id": record_id}).unique().first()
    if record is None:
        log.warning("out of reach", kind=model.__name__, user=str(getattr(current_user, "id", None)))
        abort(404)
    if may is not None and not may(current_user, record):
        log.warning("not theirs to do", kind=model.__name__, user=str(getattr(current_user, "id", None)))
        abort(403)
    return record
