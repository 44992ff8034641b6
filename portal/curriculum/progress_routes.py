"""The door to what one has read: one's own results, the switch that shows them to the team, and the team's."""

from __future__ import annotations

from itertools import groupby

from flask import render_template, request

from portal.accounts.reach import NOWHERE
from portal.curriculum import policy, progress
from portal.curriculum.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.language import language
from portal.web.replay import commit


@bp.get("/learning")
@allow(policy.can_read)
def show_learning():
    team = progress.of_the_team(current_user, language())
    consent = progress.consent_of(current_user)
    return render_template(
        "curriculum/learning.html",
        mine=progress.mine(current_user, language()),
        team=[(rows[0], rows) for rows in (list(group) for _, group in groupby(team, key=lambda row: row.lesson_id))],
        shares=bool(consent and consent.shares),
        has_team=bool((current_user.reach or NOWHERE).own_enterprises()),
    )


@bp.post("/learning/consent")
@allow(policy.can_learn)
def update_consent():
    """`shares=1` agrees, whatever else is sent withdraws: the safe side when in doubt."""
    progress.decide(current_user, request.form.get("shares") == "1")
    return commit(see(".show_learning"))
