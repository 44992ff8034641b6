"""Reads across the tables of factories."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import Programme
from portal.accounts.reach import NOWHERE
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.web.formats import own


def place_name(user) -> str:
    """Where a person stands, for the top of the page: their factory, else their programme."""
    reach = user.reach or NOWHERE
    if mine := reach.own_enterprises():
        row = db.session.execute(select(Enterprise.name, Enterprise.name_ur).where(Enterprise.programme_id.in_(reach.programmes), Enterprise.id == mine[0])).first()
    else:
        row = db.session.execute(select(Programme.name, Programme.name_ur).where(Programme.id.in_(reach.programmes)).order_by(Programme.name).limit(1)).first()
    return own(row) if row else ""
