"""All that happened with a prospect, its own and that of a firm that was merged into it."""

from __future__ import annotations

from sqlalchemy import or_, select

from portal.accounts.models import Person
from portal.database import db
from portal.recruitment.models import Move, Prospect


def moves_of(prospect: Prospect) -> list:
    """The newest first, in one statement."""
    merged = select(Prospect.id).where(Prospect.programme_id == prospect.programme_id, Prospect.merged_into_id == prospect.id)
    told = select(Move, Person.name, Person.name_ur).outerjoin(Person, Person.id == Move.by_id)
    told = told.where(Move.programme_id == prospect.programme_id, or_(Move.prospect_id == prospect.id, Move.prospect_id.in_(merged)))
    return list(db.session.execute(told.order_by(Move.at.desc(), Move.id.desc()).limit(200)))


def of(prospect: Prospect) -> dict:
    return {"moves": moves_of(prospect)}
