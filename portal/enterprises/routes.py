"""The door to the factories: the list, and the one home of each."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts.policy import can_assign, can_see_people
from portal.accounts.queries import plain_phone
from portal.database import db
from portal.enterprises import panels, policy, queries, words
from portal.enterprises.forms import EditEnterpriseForm, NewEnterpriseForm
from portal.enterprises.models import PROFILE, Balance, Enterprise
from portal.web.access import allow
from portal.web.asking import current_user, sought
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.paging import cut, last_seen
from portal.web.replay import commit
from portal.web.versions import refuse_stale

bp = Blueprint("enterprises", __name__)


@bp.get("/enterprises")
@allow(policy.can_see)
def index():
    text = sought(request.args)
    kind = next((one for one in queries.KINDS if one == request.args.get("kind")), queries.ENROLLED)
    found, following = cut(queries.enterprises(current_user, text, last_seen(), kind))
    balances = queries.balances([(row.programme_id, row.id) for row in found]) if found else {}
    return render_template(
        "enterprises/index.html",
        enterprises=found,
        balances=balances,
        following=following,
        text=text,
        kind=kind,
        may_found=policy.can_found(current_user),
        words=words,
    )


@bp.get("/enterprises/new")
@allow(policy.can_found)
def new():
    return render_template("enterprises/new.html", form=new_form())


def new_form() -> NewEnterpriseForm:
    return NewEnterpriseForm([(str(row.id), own(row)) for row in queries.programmes_of(current_user)])


@bp.post("/enterprises")
@allow(policy.can_found)
def create():
    form = new_form()
    if not form.validate() or is_twin(form, UUID(form.programme.data)):
        return render_template("enterprises/new.html", form=form), 422
    enterprise = Enterprise(programme_id=UUID(form.programme.data))
    enterprise.describe(**profile(form))
    db.session.add(enterprise)
    db.session.flush()
    flash(_("The enterprise is added. Next: its areas, its team, its trainer."))
    return commit(see(".show", enterprise_id=enterprise.id))


def is_twin(form, programme_id: UUID, but: UUID | None = None) -> bool:
    """The same name in the same city of the same programme is the same enterprise."""
    twin = queries.is_taken(programme_id, form.name.data, form.city.data, but)
    if twin:
        form.name.errors = [_("This programme already has an enterprise of this name in this city. Look for it in the list.")]
    return twin


def profile(form) -> dict:
    values = {name: form[name].data for name in PROFILE}
    return {**values, "phone": values["phone"] and plain_phone(values["phone"])}


@bp.get("/enterprises/<uuid:enterprise_id>")
@allow(policy.can_see)
def show(enterprise_id):
    enterprise = queries.home_or_404(current_user, enterprise_id)
    return render_template(
        "enterprises/show.html",
        trainers=queries.trainers_of(enterprise),
        panels=panels.shown_to(current_user, enterprise),
        may_edit=policy.can_edit(current_user, enterprise),
        may_assign=can_assign(current_user, enterprise),
        may_see_people=can_see_people(current_user, enterprise),
        **team_of(enterprise),
    )


def team_of(enterprise: Enterprise) -> dict:
    """What the fragment `_team.html` is given."""
    everybody = queries.memberships(enterprise)
    team = [one for one in everybody if one.is_current(clock.today())]
    there = {one.person_id for one in team}
    past = sorted((one for one in everybody if one.ends_on and one.person_id not in there), key=lambda one: one.starts_on)
    left = {one.person_id: one for one in past}
    shown = {"enterprise": enterprise, "team": team, "left": left.values(), "balance": Balance.of(team), "words": words}
    return {**shown, "may_keep_team": policy.can_keep_team(current_user, enterprise), "form": None, "member": None}


@bp.get("/enterprises/<uuid:enterprise_id>/edit")
@allow(policy.can_edit)
def edit(enterprise_id):
    enterprise = find_own(enterprise_id)
    form = EditEnterpriseForm().fill(**facts(enterprise), version=enterprise.version)
    return render_template("enterprises/edit.html", form=form, enterprise=enterprise)


@bp.post("/enterprises/<uuid:enterprise_id>")
@allow(policy.can_edit)
def update(enterprise_id):
    enterprise = find_own(enterprise_id)
    form = EditEnterpriseForm()
    if not form.validate() or is_twin(form, enterprise.programme_id, but=enterprise.id):
        return render_template("enterprises/edit.html", form=form, enterprise=enterprise), 422
    refuse_stale(form, enterprise.version, facts(enterprise), url_for(".edit", enterprise_id=enterprise.id))
    enterprise.describe(**profile(form))
    flash(_("Saved."))
    return commit(see(".show", enterprise_id=enterprise.id, anchor="profile"))


def find_own(enterprise_id: UUID, may=policy.can_edit) -> Enterprise:
    return find_or_404(Enterprise, enterprise_id, within=policy.visible_enterprises(current_user), may=may)


def facts(enterprise: Enterprise) -> dict:
    return {name: getattr(enterprise, name) for name in PROFILE}
