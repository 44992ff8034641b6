"""The administrator's pages: where the letters stand, and what the jobs do."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _

from portal.outbox import policy, queries, runs
from portal.outbox.models import Letter
from portal.outbox.words import JOBS, OUTCOMES, STANDS
from portal.web import periodic
from portal.web.access import allow
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.paging import cut, last_seen
from portal.web.replay import commit

bp = Blueprint("outbox", __name__)


@bp.get("/letters")
@allow(policy.can_look_after)
def index():
    stand = request.args.get("stand", "waiting")
    stand = stand if stand in queries.STANDS else "waiting"
    rows, following = cut(queries.page_of(stand, last_seen()))
    facts = {"counts": queries.counts(), "has_server": bool(current_app.config["MAIL_URL"]), "words": STANDS}
    return render_template("outbox/index.html", rows=rows, following=following, stand=stand, **facts)


@bp.post("/letters/<uuid:letter_id>/resending")
@allow(policy.can_look_after)
def create_resending(letter_id):
    letter = find_or_404(Letter, letter_id, within=queries.letters())
    letter.resend()
    flash(_("The letter is sent again within a minute."))
    return commit(see(".index", stand="waiting"))


@bp.get("/jobs")
@allow(policy.can_look_after)
def index_jobs():
    found = runs.last_runs()
    rows = [(job, found.get(name)) for name, job in sorted(periodic.jobs.items())]
    return render_template("outbox/jobs.html", rows=rows, sign=runs.last_sign(), is_silent=runs.is_silent(), words=OUTCOMES, names=JOBS)
