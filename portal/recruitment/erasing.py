"""Whoever is erased is nobody's contact any more, and has not written on the public page by name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select

from portal.accounts.erasing import Known
from portal.database import db
from portal.recruitment.interests import Interest
from portal.recruitment.models import Prospect
from portal.web.unnamed import is_distinct


def forget(known: Known) -> Iterator[str]:
    names = [name for name in known.names if is_distinct(name)]
    is_theirs = or_(Prospect.contact_name.in_(names), Prospect.contact_phone.in_(names))
    prospects = list(db.session.scalars(select(Prospect).where(Prospect.programme_id == known.person.programme_id, is_theirs)))
    for prospect in prospects:
        prospect.contact_name = prospect.contact_phone = None
    yield f"{len(prospects)} prospects without their contact"
    wrote = or_(Interest.name.in_(names), Interest.phone.in_(names))
    interests = list(db.session.scalars(select(Interest).where(Interest.programme_id == known.person.programme_id, wrote)))
    for interest in interests:
        interest.name = interest.phone = ""
    known.records |= {interest.id for interest in interests}
    yield f"{len(interests)} interests without name and phone"
