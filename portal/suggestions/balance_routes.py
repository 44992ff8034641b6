"""The door to voice balance: a page, and the part of a factory's home that comes after it."""

from __future__ import annotations

from flask import render_template

from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.suggestions import balance, policy
from portal.suggestions.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import fragment, fragment_wanted


@bp.get("/enterprises/<uuid:enterprise_id>/voice")
@allow(policy.can_see_balance)
def show_balance(enterprise_id):
    enterprise = find_or_404(Enterprise, enterprise_id, within=visible_enterprises(current_user), may=policy.can_see_balance)
    facts = {"enterprise": enterprise, "quarters": balance.of(enterprise)}
    if fragment_wanted():
        return fragment("suggestions/_balance.html", **facts)
    return render_template("suggestions/balance.html", **facts)
