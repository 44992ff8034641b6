"""The door to all agreements of a programme."""

from __future__ import annotations

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.consent import listing, policy, queries, words
from portal.consent.asking import ask
from portal.consent.models import Scope
from portal.consent.routes import bp
from portal.enterprises import stops
from portal.web.access import allow
from portal.web.asking import as_id, current_user
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.paging import MOST, cut, last_seen
from portal.web.replay import commit


@bp.get("/consents")
@allow(policy.can_see_all)
def index():
    return list_page(request.args.get("show", ""))


def list_page(which: str, wrong: str | None = None, status: int = 200):
    which = which if which in listing.FILTERS else ""
    lines, following = cut(listing.lines(current_user, which, last_seen()))
    facts = {"which": which, "filters": listing.FILTERS, "following": following, "scopes": Scope, "words": words, "wrong": wrong}
    may_ask = which in listing.TO_ASK and policy.can_ask(current_user)
    return render_template("consent/index.html", lines=lines, may_ask=may_ask, **facts), status


@bp.post("/consents/requests")
@allow(policy.can_ask)
def create_requests():
    """Those of whom something is asked are asked; who has answered everything is named."""
    wanted = [found for text in request.form.getlist("enterprises")[:MOST] if (found := as_id(text))]
    if not wanted:
        return list_page(request.form.get("show", ""), _("Tick at least one factory in the list."), 422)
    places = listing.ticked(current_user, wanted)
    if len(places) < len(set(wanted)):
        abort(404)
    if not all(policy.can_ask(current_user, place) for place in places):
        abort(403)
    stopped = {key for programme_id in {p.programme_id for p in places} for key in stops.among(programme_id, [p.id for p in places])}
    free = [place for place in places if place.id not in stopped]
    open_ones = [place for place in free if (agreement := queries.agreement_of(place)).text is None or agreement.asked(clock.today())]
    for place in open_ones:
        ask(place, current_user)
    if open_ones:
        flash(ngettext("%(num)s factory is asked.", "%(num)s factories are asked.", len(open_ones)))
    for place in places:
        if place.id in stopped:
            flash(_("%(enterprise)s is not asked: a serious red flag stops it.", enterprise=inside(own(place))), "warning")
        elif place not in open_ones:
            flash(_("%(enterprise)s has answered everything already.", enterprise=inside(own(place))), "warning")
    return commit(see(".index", show="waiting"))
