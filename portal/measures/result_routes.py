"""The door to a programme's results, and to the improvements behind each of its numbers."""

from __future__ import annotations

from flask import abort, render_template, request

from portal.measures import policy, results
from portal.measures.counted import PARTS, REGISTERED, rows_of
from portal.measures.picture_forest import forest
from portal.measures.picture_mix import verdict_mix
from portal.measures.routes import bp
from portal.measures.subjects import titles
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.language import language
from portal.web.paging import cut, last_seen


@bp.get("/results")
@allow(policy.can_see_results)
def show_results():
    rows = results.primaries(current_user)
    counts = results.counts(current_user, rows)
    found = results.families(rows, language())
    pictures = [(one, forest(one.rows, one.pooled_better, one.pool)) for one in found]
    return render_template("measures/results.html", counts=counts, mix=verdict_mix(counts.by_verdict), pictures=pictures)


@bp.get("/results/improvements")
@allow(policy.can_see_results)
def index_results():
    """Of one number; an improvement whose factory took back its consent is counted and not named, as on the results' page."""
    part = request.args.get("part", REGISTERED)
    if part not in PARTS:
        abort(404)
    counted = rows_of(part, results.primaries(current_user))
    shown = [row for row in counted if row.is_shown]
    begins = next((at for at, row in enumerate(shown, 1) if row.id == last_seen()), 0)
    rows, following = cut(shown[begins:])
    named = titles([(row.programme_id, row.project_id) for row in rows])
    facts = {"part": part, "parts": PARTS, "count": len(counted), "withdrawn": len(counted) - len(shown), "following": following}
    return render_template("measures/results_rows.html", rows=rows, titles=named, **facts)
