"""What other rooms tell: an enterprise was invited, came or did not after all, signed, is enrolled. Nothing here ever stands in their way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.accounts.models import Person, User
from portal.database import db
from portal.enterprises import alumni
from portal.enterprises.models import Enterprise
from portal.recruitment.models import Move, Prospect
from portal.recruitment.stages import EARLY, Loss, Source, Stage
from portal.say import _l
from portal.web.formats import inside


def on_invited(event, enterprise: Enterprise, by: User | None = None) -> Prospect | None:
    """An invitation went to a firm that is not in the programme; whoever invited one that nobody knew looks after it."""
    return reach(event, enterprise, Stage.INVITED, by and by.person)


def on_arrived(event, enterprise: Enterprise) -> Prospect | None:
    """A new firm that comes is a prospect; one that is enrolled, or has been through the programme, is none."""
    return reach(event, enterprise, Stage.ATTENDED)


def reach(event, enterprise: Enterprise, stage: Stage, by: Person | None = None) -> Prospect | None:
    prospect = of_firm(enterprise.programme_id, enterprise.id)
    if prospect is None:
        if not is_new(enterprise):
            return None
        facts = {"source": Source.EVENT, "source_note": event.name, "contact_phone": enterprise.phone}
        prospect = Prospect.found(enterprise, by, stage=stage, owner_id=by and by.id, **facts)
        db.session.add(prospect)
    elif may_reach(prospect, stage):
        prospect.settle(stage, by, event.name, None, None)
        prospect.lost_reason = prospect.lost_from = None
    elif prospect.stage is not Stage.ENROLLED:
        prospect.note(by, event.name)
    return prospect


def may_reach(prospect: Prospect, stage: Stage) -> bool:
    """Onward by itself; whoever was entered by mistake, and comes after all, begins anew."""
    is_before = prospect.stage in EARLY and prospect.stage.rank < stage.rank
    return (is_before or prospect.lost_reason is Loss.MISTAKE) and not prospect.stopped_on


def on_mistaken(event, enterprise: Enterprise, by: User) -> None:
    """A check-in was put right, and nobody of this firm came. What that alone had moved goes back; what people did since stays, with a note."""
    prospect = of_firm(enterprise.programme_id, enterprise.id)
    if prospect is None:
        return
    words = str(_l("Nobody of this firm came to “%(event)s”: the check-in was a mistake and was put right.", event=inside(event.name)))
    last = prospect.moves[-1]
    if not is_by_arrival(last, event) or prospect.next_step or prospect.stopped_on or prospect.merged_into_id:
        prospect.note(by.person, words)
    elif last.from_stage:
        prospect.put_back(by.person, words, before=last.from_stage)
    elif prospect.owner_id or prospect.contact_name:
        prospect.note(by.person, words)
    else:
        prospect.lose(Loss.MISTAKE, by.person, words)


def is_by_arrival(move: Move, event) -> bool:
    """Whether a coming to this event made the move, or the prospect itself."""
    name = move.note if move.from_stage else move.prospect.source_note
    return move.by_id is None and move.to_stage is Stage.ATTENDED is not move.from_stage and name == event.name


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
