"""All that happened with a prospect, its own and that of a firm that was merged into it."""

from __future__ import annotations

from sqlalchemy import and_, or_, select

from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.recruitment.assessments import InitialAssessment
from portal.recruitment.interests import Interest, State
from portal.recruitment.merging import ProspectMerge
from portal.recruitment.models import Move, Prospect
from portal.recruitment.rhythm import settings_of


def of(prospect: Prospect) -> dict:
    """Four statements; a fifth where the path is stopped."""
    here = {"moves": moves_of(prospect), "assessments": assessments_of(prospect), "merges": merges_of(prospect)}
    call = settings_of(prospect.programme_id).call if prospect.stopped_on else ""
    return {**here, "interest": interest_of(prospect), "call": call}


def merged_into(prospect: Prospect):
    return select(Prospect.id).where(Prospect.programme_id == prospect.programme_id, Prospect.merged_into_id == prospect.id)


def either(column, prospect: Prospect):
    return or_(column == prospect.id, column.in_(merged_into(prospect)))


def moves_of(prospect: Prospect) -> list:
    """The newest first."""
    told = select(Move, Person.name, Person.name_ur).outerjoin(Person, Person.id == Move.by_id)
    told = told.where(Move.programme_id == prospect.programme_id, either(Move.prospect_id, prospect))
    return list(db.session.execute(told.order_by(Move.at.desc(), Move.id.desc()).limit(200)))


def assessments_of(prospect: Prospect) -> list[InitialAssessment]:
    made = select(InitialAssessment).where(InitialAssessment.programme_id == prospect.programme_id)
    made = made.where(either(InitialAssessment.prospect_id, prospect)).order_by(InitialAssessment.at.desc())
    return list(db.session.scalars(made).unique())


def merges_of(prospect: Prospect) -> list:
    """Mergings that stand, of this one into another or of others into it: (merging, the name of the one, of the other)."""
    one, other, firm, other_firm = (
        Prospect.__table__.alias(),
        Prospect.__table__.alias(),
        Enterprise.__table__.alias(),
        Enterprise.__table__.alias(),
    )
    asked = select(ProspectMerge, firm.c.name, other_firm.c.name.label("into_name"))
    asked = asked.join(one, and_(one.c.programme_id == ProspectMerge.programme_id, one.c.id == ProspectMerge.prospect_id))
    asked = asked.join(other, and_(other.c.programme_id == ProspectMerge.programme_id, other.c.id == ProspectMerge.into_id))
    asked = asked.join(firm, and_(firm.c.programme_id == one.c.programme_id, firm.c.id == one.c.enterprise_id))
    asked = asked.join(other_firm, and_(other_firm.c.programme_id == other.c.programme_id, other_firm.c.id == other.c.enterprise_id))
    asked = asked.where(ProspectMerge.programme_id == prospect.programme_id, ProspectMerge.undone_at.is_(None))
    return list(db.session.execute(asked.where(or_(ProspectMerge.prospect_id == prospect.id, ProspectMerge.into_id == prospect.id))))


def interest_of(prospect: Prospect) -> Interest | None:
    said = select(Interest).where(Interest.programme_id == prospect.programme_id, Interest.prospect_id == prospect.id)
    return db.session.scalar(said.where(Interest.state == State.APPROVED).order_by(Interest.at.desc()).limit(1))
