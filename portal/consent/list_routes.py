"""The door to all agreements of a programme."""

from __future__ import annotations

from flask import render_template, request

from portal.consent import listing, policy, words
from portal.consent.models import Scope
from portal.consent.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.paging import cut, last_seen


@bp.get("/consents")
@allow(policy.can_see_all)
def index():
    which = request.args.get("show", "")
    which = which if which in listing.FILTERS else ""
    lines, following = cut(listing.lines(current_user, which, last_seen()))
    facts = {"which": which, "filters": listing.FILTERS, "following": following, "scopes": Scope, "words": words}
    return render_template("consent/index.html", lines=lines, **facts)
