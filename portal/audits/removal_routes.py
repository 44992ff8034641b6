"""The door by which the photo of a finding goes: why, and what stays to be read."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, url_for
from sqlalchemy.orm import joinedload

from portal.audits import policy
from portal.audits.models import Finding
from portal.audits.routes import bp
from portal.files import removals
from portal.files.removal_forms import RemovalForm
from portal.improvement.policy import can_take_away
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


def found_finding(finding_id: UUID) -> Finding:
    """One that has a photo."""
    within = policy.visible_findings(current_user).options(joinedload(Finding.file))
    finding = find_or_404(Finding, finding_id, within=within, may=can_take_away)
    return finding if finding.file else abort(404)


@bp.get("/findings/<uuid:finding_id>/removal")
@allow(can_take_away)
def new_removal(finding_id):
    finding = found_finding(finding_id)
    return removal_page(finding, RemovalForm().fill(version=finding.version))


def removal_page(finding: Finding, form: RemovalForm, status: int = 200):
    return render_template("audits/removal.html", finding=finding, form=form), status


@bp.post("/findings/<uuid:finding_id>/removal")
@allow(can_take_away)
def create_removal(finding_id):
    finding, form = found_finding(finding_id), RemovalForm()
    if not form.validate():
        return removal_page(finding, form, 422)
    old = form.take(finding, finding.file.digest if finding.file else "", url_for(".new_removal", finding_id=finding.id))
    answer = commit(see(".show", anchor="findings", audit_id=finding.audit_id))
    removals.forget(old)
    return answer
