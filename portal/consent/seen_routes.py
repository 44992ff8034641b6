"""The factory looks at itself with others' eyes: as the donor, alumni factories, or everybody."""

from __future__ import annotations

import csv
import io

from flask import Response, render_template, request

from portal.consent import policy, seen, words
from portal.consent.audiences import PUBLIC, Audience, Who, alumni, donor
from portal.consent.routes import bp
from portal.enterprises.models import Enterprise
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import own

AS = (Who.DONOR, Who.ALUMNI, Who.PUBLIC)


@bp.get("/enterprises/<uuid:enterprise_id>/seen")
@allow(policy.can_see)
def show_seen(enterprise_id):
    enterprise, who = asked(enterprise_id)
    items = seen.of(audience_of(who, enterprise), enterprise)
    return render_template("consent/seen.html", enterprise=enterprise, who=who, items=items, offered=AS, words=words)


@bp.get("/enterprises/<uuid:enterprise_id>/seen.csv")
@allow(policy.can_see)
def save_seen(enterprise_id):
    enterprise, who = asked(enterprise_id)
    sheet = io.StringIO()
    rows = seen.of(audience_of(who, enterprise), enterprise) or []
    csv.writer(sheet).writerow([plain(own(enterprise)), str(words.AUDIENCES[who])])  # whose file it is: no row of what they see
    csv.writer(sheet).writerows([str(item.label), plain(item.value)] for item in rows)
    name = f"seen-as-{who}.csv"
    return Response("\ufeff" + sheet.getvalue(), mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def plain(value: str) -> str:
    """A spreadsheet runs what begins like a formula: it is marked as text."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value


def asked(enterprise_id) -> tuple[Enterprise, Who]:
    wanted = request.args.get("as", "")
    who = next((one for one in AS if one == wanted), Who.DONOR)
    return find_or_404(Enterprise, enterprise_id, policy.visible_places(current_user)), who


def audience_of(who: Who, enterprise: Enterprise) -> Audience:
    return {Who.DONOR: donor(enterprise.programme_id), Who.ALUMNI: alumni(enterprise.programme_id)}.get(who, PUBLIC)
