"""Areas of a factory: opened, renamed, marked as the pilot, closed and opened again."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from portal import clock
from portal.enterprises import policy, words
from portal.enterprises.forms import AreaForm, EditAreaForm
from portal.enterprises.models import Area
from portal.enterprises.routes import bp, find_own
from portal.errors import NotNow
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


def show_form(form, enterprise, area=None, status: int = 200):
    return render_template("enterprises/area_form.html", form=form, enterprise=enterprise, area=area, words=words), status


def find_area(area_id: UUID) -> Area:
    return find_or_404(Area, area_id, within=policy.visible_areas(current_user), may=policy.can_edit)


@bp.get("/enterprises/<uuid:enterprise_id>/areas/new")
@allow(policy.can_edit)
def new_area(enterprise_id):
    return show_form(AreaForm(), find_own(enterprise_id))


@bp.post("/enterprises/<uuid:enterprise_id>/areas")
@allow(policy.can_edit)
def create_area(enterprise_id):
    enterprise = find_own(enterprise_id)
    form = AreaForm()
    if not form.validate() or not accepted(form, enterprise.open_area):
        return show_form(form, enterprise, status=422)
    flash(_("The area is added."))
    return commit(see(".show", enterprise_id=enterprise.id, anchor="areas"))


def accepted(form: AreaForm, verb) -> bool:
    """Whether the enterprise takes the area so; if not, why stands beside the name."""
    try:
        verb(form.name.data, form.name_ur.data, form.is_pilot.data)
    except NotNow as twin:
        form.takes(twin, "name")
        return False
    return True


@bp.get("/areas/<uuid:area_id>/edit")
@allow(policy.can_edit)
def edit_area(area_id):
    area = find_area(area_id)
    return show_form(EditAreaForm().fill(**facts(area), version=area.version), area.enterprise, area)


@bp.post("/areas/<uuid:area_id>")
@allow(policy.can_edit)
def update_area(area_id):
    area = find_area(area_id)
    form = EditAreaForm()
    if not form.validate():
        return show_form(form, area.enterprise, area, 422)
    refuse_stale(form, area.version, facts(area), url_for(".edit_area", area_id=area.id))
    if not accepted(form, area.describe):
        return show_form(form, area.enterprise, area, 422)
    flash(_("Saved."))
    return commit(see(".show", enterprise_id=area.enterprise_id, anchor="areas"))


def facts(area: Area) -> dict:
    return {"name": area.name, "name_ur": area.name_ur, "is_pilot": area.is_pilot}


@bp.post("/areas/<uuid:area_id>/closure")
@allow(policy.can_edit)
def close_area(area_id):
    area = find_area(area_id)
    area.close(clock.today())
    flash(_("The area is closed. What was done there stays in the log."))
    return commit(see(".show", enterprise_id=area.enterprise_id, anchor="areas"))


@bp.post("/areas/<uuid:area_id>/opening")
@allow(policy.can_edit)
def reopen_area(area_id):
    area = find_area(area_id)
    area.reopen()
    flash(_("The area is open again."))
    return commit(see(".show", enterprise_id=area.enterprise_id, anchor="areas"))
