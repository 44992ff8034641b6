"""Behind the code on the paper: whether it is genuine. It shows what the paper shows, and nothing else."""

from __future__ import annotations

from flask import render_template, request

from portal import clock
from portal.consent import queries, words
from portal.consent.routes import bp
from portal.web.access import public


@bp.get("/en/consent/<token>")
@bp.get("/ur/consent/<token>")
@public
def verify(token):
    found = queries.by_token(token)
    if found is None:
        return render_template("consent/verify.html", consent=None, others=others(token)), 404
    consent, enterprise, standings = found
    now = {one.scope: one for one in standings}
    facts = {"consent": consent, "enterprise": enterprise, "now": now, "today": clock.today(), "words": words}
    return render_template("consent/verify.html", **facts, others=others(token))


def others(token: str) -> dict[str, str]:
    """The same page in the other languages."""
    here = request.path.split("/", 2)[1]
    return {code: f"/{code}/consent/{token}" for code in ("en", "ur") if code != here}
