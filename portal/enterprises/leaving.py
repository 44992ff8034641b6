"""Whoever is erased is in no team from today on; what they did there stays."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from portal import clock
from portal.accounts.erasing import Known
from portal.database import db
from portal.enterprises.models import Membership


def leave_every_team(known: Known) -> Iterator[str]:
    of_them = select(Membership).where(Membership.person_id == known.person.id, Membership.ends_on.is_(None))
    held = db.session.scalars(of_them).all()
    for membership in held:
        membership.leave(max(clock.today(), membership.starts_on))
    yield f"{len(held)} places in a team ended"
