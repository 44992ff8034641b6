"""The door to the posters: one for each area, printed on a sheet, made anew where one went astray."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, render_template, url_for
from flask_babel import gettext as _

from portal.enterprises.models import Area
from portal.enterprises.policy import visible_areas
from portal.errors import NotNow
from portal.say import _l
from portal.suggestions import policy, posters, queries
from portal.suggestions.models import SuggestionPoster, contact_of
from portal.suggestions.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.language import language
from portal.web.qr import drawn
from portal.web.replay import commit


def found_area(area_id: UUID) -> Area:
    return find_or_404(Area, area_id, within=visible_areas(current_user), may=policy.can_triage)


@bp.get("/suggestions/posters")
@allow(policy.can_triage)
def index_posters():
    return render_template("suggestions/posters.html", rows=queries.posters(current_user))


@bp.get("/areas/<uuid:area_id>/poster")
@allow(policy.can_triage)
def show_poster(area_id):
    area = found_area(area_id)
    poster = next(iter(posters.living(area.programme_id, [area.id])), None)
    address = poster and str(current_app.config["PUBLIC_URL"]).rstrip("/") + url_for(
        ".new_suggestion", language=language(), token=poster.token
    )
    facts = {"address": address, "drawing": drawn(address) if address else None, "contact": contact_of(area.programme_id)}
    return render_template("suggestions/poster.html", area=area, poster=poster, **facts)


@bp.post("/areas/<uuid:area_id>/poster")
@allow(policy.can_triage)
def create_poster(area_id):
    area = found_area(area_id)
    if area.closed_on:
        raise NotNow(_l("This area is closed. Choose one where people work."), url_for(".index_posters"))
    SuggestionPoster.hang(area)
    flash(_("There is a new poster. The code of an older one opens nothing any more."))
    return commit(see(".show_poster", area_id=area.id))
