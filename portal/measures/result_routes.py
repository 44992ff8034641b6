"""The door to a programme's results."""

from __future__ import annotations

from flask import render_template

from portal.measures import policy, results
from portal.measures.picture_forest import forest
from portal.measures.picture_mix import verdict_mix
from portal.measures.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.language import language


@bp.get("/results")
@allow(policy.can_see_results)
def show_results():
    rows = results.primaries(current_user)
    counts = results.counts(current_user, rows)
    found = results.families(rows, language())
    pictures = [(one, forest(one.rows, one.pooled_better, one.pool)) for one in found]
    return render_template("measures/results.html", counts=counts, mix=verdict_mix(counts.by_verdict), pictures=pictures)
