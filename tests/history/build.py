"""Histories to try things on."""

from __future__ import annotations

from portal.accounts.models import Programme
from portal.database import db
from portal.enterprises.models import Area
from portal.history.verifying import Verdict, verify


def make_past(cast, length: int = 40) -> str:
    """Some changes of one area, each a row of its programme's chain; the chain."""
    area = db.session.get(Area, (cast.programme, cast.line_3))
    for turn in range(length):
        area.name = f"Line {turn + 4}"
        db.session.commit()
    return cast.programme.hex


def verified(anchor=None) -> Verdict:
    db.session.rollback()
    with db.engine.connect() as connection:
        return verify(connection, anchor)


def programmes() -> list[str]:
    return [programme.id.hex for programme in db.session.query(Programme)]
