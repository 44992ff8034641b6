"""The door to a team: its charter, its rhythm, whether it is alive, who was in it; and the list of all teams."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal.enterprises import life
from portal.enterprises import policy as factories
from portal.enterprises.models import Balance, Enterprise
from portal.enterprises.queries import memberships
from portal.errors import NotNow, answer_not_now
from portal.improvement.queries import areas_of, with_this
from portal.teams import membership, policy, queries, words
from portal.teams.forms import CharterForm
from portal.teams.models import Team
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.paging import cut, last_seen
from portal.web.replay import commit
from portal.web.versions import refuse_stale

bp = Blueprint("teams", __name__)
FEW = 6  # meetings on the team's page


@bp.errorhandler(NotNow)
def lead_back(error: NotNow):
    for name, path in (("meeting_id", "/meetings/{}"), ("enterprise_id", "/enterprises/{}/eit")):
        if record_id := (request.view_args or {}).get(name):
            error.way_out = error.way_out or path.format(record_id)
    return answer_not_now(error)


def found(enterprise_id: UUID, may=policy.can_see) -> Enterprise:
    return find_or_404(Enterprise, enterprise_id, within=factories.visible_enterprises(current_user), may=may)


@bp.get("/teams")
@allow(policy.can_see)
def index():
    is_asleep = bool(request.args.get("asleep"))
    rows, after = cut(queries.teams(current_user, last_seen(), is_asleep))
    quiet = [(row.programme_id, row.id) for row in rows if row.is_quiet and not row.sleeps]
    seen = life.last_of_each(quiet) if quiet else {}
    return render_template("teams/index.html", rows=rows, after=after, is_asleep=is_asleep, seen=seen)


@bp.get("/enterprises/<uuid:enterprise_id>/eit")
@allow(policy.can_see)
def show(enterprise_id):
    enterprise = found(enterprise_id)
    team, everybody = Team.of(enterprise), memberships(enterprise)
    meetings, after = queries.meetings_of(enterprise, last_seen(), FEW)
    seen = life.last_of(enterprise)
    held = next((seen_on for sign, seen_on in seen if sign.code == "meeting"), None)
    then = membership.over_time(everybody)
    facts = {"team": team, "then": then, "balance": then[0].balance if then else Balance(0, 0, 0, 0), "seen": seen, "after": after}
    facts |= {"signs": life.signs(), "next_on": team.next_day(held), "is_asleep": is_asleep(team, seen)}
    facts["is_awake"] = bool(seen) and seen[0][1] >= life.awake_since()
    may_meet = policy.can_meet(current_user, enterprise)
    return render_template("teams/show.html", enterprise=enterprise, meetings=meetings, may_meet=may_meet, words=words, **facts)


def is_asleep(team: Team, seen: list) -> bool:
    """The worker noticed it, and nothing has shown since then."""
    return team.dormant_since is not None and not any(on >= team.dormant_since for _sign, on in seen)


@bp.get("/enterprises/<uuid:enterprise_id>/eit/edit")
@allow(policy.can_meet)
def edit(enterprise_id):
    enterprise = found(enterprise_id, policy.can_meet)
    team = Team.of(enterprise)
    form = charter_form(enterprise, team).fill(**shown(team), version=team.version)
    return render_template("teams/edit.html", enterprise=enterprise, team=team, form=form)


def charter_form(enterprise: Enterprise, team: Team) -> CharterForm:
    return CharterForm().offer(with_this(areas_of((enterprise.programme_id, enterprise.id)), team.area))


def shown(team: Team) -> dict:
    """The charter as its form has it."""
    told = {"weekday": team.weekday, "every_weeks": team.every_weeks, "area": team.area_id}
    words_ = {"purpose": team.purpose, "aims": team.aims, "begins_at": team.begins_at}
    return {**words_, **{name: None if value is None else str(value) for name, value in told.items()}}


@bp.post("/enterprises/<uuid:enterprise_id>/eit")
@allow(policy.can_meet)
def update(enterprise_id):
    enterprise = found(enterprise_id, policy.can_meet)
    team = Team.of(enterprise)
    form = charter_form(enterprise, team)
    if not form.validate():
        return render_template("teams/edit.html", enterprise=enterprise, team=team, form=form), 422
    refuse_stale(form, team.version, shown(team), url_for(".edit", enterprise_id=enterprise.id))
    team.agree(**form.words)
    flash(_("The charter is saved. Older words stay in its history."))
    return commit(see(".show", enterprise_id=enterprise.id))
