"""How audits and what was found read in their history."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import User
from portal.audits import policy
from portal.audits.models import Audit, Finding
from portal.files.removals import GONE
from portal.history.records import Kind, keep, tell
from portal.say import _l

tell(
    Audit,
    _l("5S audit"),
    on=_l("Day of the audit"),
    total=_l("Sum of the scores"),
    note=_l("What else was seen"),
    by_id=_l("By"),
    withdrawn_on=_l("Withdrawn on"),
    withdrawn_because=_l("Why it was withdrawn"),
    withdrawn_by_id=_l("Withdrawn by"),
    silent=("enterprise_id", "area_id", "edition_number", "scores"),
)
tell(
    Finding,
    _l("Finding"),
    words=_l("What was seen"),
    action_id=_l("Action"),
    **GONE,
    silent=("enterprise_id", "audit_id", "question", "file_id"),
)


def of_an_audit(user: User, audit: Audit):
    yield select(Finding.id).where(Finding.programme_id == audit.programme_id, Finding.audit_id == audit.id)


keep(
    Kind(
        "audit", Audit, policy.visible_audits, lambda one: one.on.isoformat(), lambda one: f"/audits/{one.id}", policy.can_see, of_an_audit
    )
)
