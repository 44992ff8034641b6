"""The door by which the photo of a finding goes."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from sqlalchemy.orm import joinedload

from portal.audits import policy
from portal.audits.models import Finding
from portal.audits.routes import bp
from portal.files.removal_routes import hang_on
from portal.improvement.policy import can_take_away
from portal.web.asking import current_user
from portal.web.finding import find_or_404


def found(finding_id: UUID) -> Finding:
    within = policy.visible_findings(current_user).options(joinedload(Finding.file))
    return find_or_404(Finding, finding_id, within=within, may=can_take_away)


def back(finding: Finding) -> str:
    return url_for(".show", audit_id=finding.audit_id, _anchor="findings")


hang_on(bp, "/findings/<uuid:finding_id>/removal", can_take_away, found, back)
