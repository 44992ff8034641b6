"""What other rooms tell: an enterprise was invited, came, signed, is enrolled. Nothing here ever stands in their way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.database import db
from portal.enterprises import alumni
from portal.enterprises.models import Enterprise
from portal.recruitment.models import Prospect
from portal.recruitment.stages import EARLY, Source, Stage
from portal.say import _l


def on_invited(event, enterprise: Enterprise) -> Prospect | None:
    """An invitation went to a firm that is not in the programme."""
    return reach(event, enterprise, Stage.INVITED)


def on_arrived(event, enterprise: Enterprise) -> Prospect | None:
    """A new firm that comes is a prospect; one that is enrolled, or has been through the programme, is none."""
    return reach(event, enterprise, Stage.ATTENDED)


def reach(event, enterprise: Enterprise, stage: Stage) -> Prospect | None:
    prospect = of_firm(enterprise.programme_id, enterprise.id)
    if prospect is None:
        if not is_new(enterprise):
            return None
        facts = {"source": Source.EVENT, "source_note": event.name, "contact_phone": enterprise.phone}
        prospect = Prospect.found(enterprise, None, stage=stage, **facts)
        db.session.add(prospect)
    elif prospect.stage in EARLY and prospect.stage.rank < stage.rank and not prospect.stopped_on:
        prospect.settle(stage, None, event.name, None, None)
    elif prospect.stage is not Stage.ENROLLED:
        prospect.note(None, event.name)
    return prospect


def is_new(enterprise: Enterprise) -> bool:
    return enterprise.is_prospect and enterprise.id not in alumni.among(enterprise.programme_id, [enterprise.id])


def of_firm(programme_id: UUID, enterprise_id: UUID) -> Prospect | None:
    """The prospect of this enterprise, or of the one that it was merged with."""
    found = db.session.scalar(select(Prospect).where(Prospect.programme_id == programme_id, Prospect.enterprise_id == enterprise_id))
    while found is not None and found.merged_into_id:
        found = db.session.get(Prospect, (programme_id, found.merged_into_id))
    return found


def signed(programme_id: UUID, enterprise_id: UUID, on: date) -> None:
    """A consent is signed; where nobody had sent it from here (on paper, at an event), it is noted."""
    prospect = of_firm(programme_id, enterprise_id)
    if prospect is None:
        return
    if prospect.stage in (Stage.SELECTED, Stage.CONSENT_SENT) and not prospect.stopped_on:
        prospect.sign(on)
    else:
        prospect.note(None, str(_l("A consent was signed on %(day)s.", day=on.isoformat())))


def enrolled(programme_id: UUID, enterprise_id: UUID, on: date) -> None:
    """In a batch: no longer a prospect."""
    prospect = of_firm(programme_id, enterprise_id)
    if prospect is None:
        db.session.get_one(Enterprise, (programme_id, enterprise_id)).is_prospect = False
    elif prospect.stage is not Stage.ENROLLED:
        prospect.enrol(on)
