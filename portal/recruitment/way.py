"""What recruitment says of firms that others would take further: which are stopped, and on which nobody decided to take them in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, cast, false, null, select, true, union_all

from portal.accounts.models import Person
from portal.database import db
from portal.recruitment.assessments import InitialAssessment
from portal.recruitment.missing import STOPPED_UNNAMED, stopped
from portal.recruitment.models import Prospect
from portal.recruitment.rhythm import settings_of
from portal.recruitment.stages import Stage
from portal.say import _l

TAKEN = (Stage.SELECTED, Stage.CONSENT_SENT, Stage.SIGNED, Stage.ENROLLED)  # one comes there by a decision to take the firm in
NOBODY_DECIDED = _l("Nobody has decided on an initial assessment of this firm.")
AGAINST = {
    Stage.NOT_SELECTED: _l("It was decided not to take this firm in."),
    Stage.WAITLISTED: _l("It was decided that this firm waits."),
    Stage.LOST: _l("This firm was lost on its way. Bring it back first."),
}


def of_firms(programme_id: UUID, enterprise_ids: Collection[UUID]) -> Select:
    return select(Prospect).where(Prospect.programme_id == programme_id, Prospect.enterprise_id.in_(enterprise_ids))


def stopped_among(programme_id: UUID, enterprise_ids: Collection[UUID]) -> dict[UUID, Any]:
    found = of_firms(programme_id, enterprise_ids).with_only_columns(Prospect.enterprise_id)
    return said(programme_id, db.session.scalars(found.where(Prospect.stopped_on.is_not(None))).all())


def said(programme_id: UUID, stopped_ids: Collection[UUID]) -> dict[UUID, Any]:
    if not stopped_ids:
        return {}
    call = settings_of(programme_id).call
    return dict.fromkeys(stopped_ids, stopped(call) if call else STOPPED_UNNAMED)


def undecided(programme_id: UUID, enterprise_id: UUID) -> Any | None:
    """Why it is not decided that this firm comes in; nothing where it is."""
    stage = db.session.scalar(of_firms(programme_id, [enterprise_id]).with_only_columns(Prospect.stage))
    return None if stage in TAKEN else AGAINST.get(stage, NOBODY_DECIDED) if stage else NOBODY_DECIDED


def flags_of(programme_id: UUID, enterprise_ids: Collection[UUID]) -> tuple[dict[UUID, Any], list[Row]]:
    """Which of these firms a serious flag stops, with the words; and flags that were looked into: by whom, when, and what came out. One statement."""
    if not enterprise_ids:
        return {}, []
    mine = InitialAssessment.programme_id == programme_id, InitialAssessment.enterprise_id.in_(enterprise_ids)
    facts = InitialAssessment.lifted_at, InitialAssessment.lifted_because, Person.name, Person.name_ur
    lifted = (
        select(InitialAssessment.enterprise_id, false().label("stops"), *facts)
        .join(Person, Person.id == InitialAssessment.lifted_by_id)
        .where(*mine)
    )
    nothing = [cast(null(), fact.type).label(fact.key) for fact in facts]
    stops = of_firms(programme_id, enterprise_ids).with_only_columns(Prospect.enterprise_id, true().label("stops"), *nothing)
    both = union_all(lifted, stops.where(Prospect.stopped_on.is_not(None))).order_by("lifted_at")
    rows = db.session.execute(both).all()
    return said(programme_id, [row.enterprise_id for row in rows if row.stops]), [row for row in rows if not row.stops]
