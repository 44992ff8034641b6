"""The door to how a programme recruits: follow-up days, whom to call, criteria."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts.models import Programme
from portal.database import db
from portal.errors import Clash, NotNow
from portal.recruitment import criteria, policy, words
from portal.recruitment.rhythm import settings_of
from portal.recruitment.routes import bp
from portal.recruitment.setting_forms import KINDS, CriteriaForm, SettingsForm
from portal.recruitment.stages import OPEN
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.replay import commit


def find_programme(programme_id: UUID) -> Programme:
    wide = current_user.reach.whole_programmes
    return db.session.scalar(select(Programme).where(Programme.id == programme_id, Programme.id.in_(wide))) or abort(404)


def show_form(template: str, programme: Programme, form, status: int = 200, **facts):
    return render_template(f"recruitment/{template}.html", programme=programme, form=form, words=words, **facts), status


@bp.get("/recruitment/settings/<uuid:programme_id>")
@allow(policy.can_set)
def edit_settings(programme_id):
    programme = find_programme(programme_id)
    return show_form("settings", programme, SettingsForm().show(settings_of(programme_id)), stages=OPEN)


@bp.post("/recruitment/settings/<uuid:programme_id>")
@allow(policy.can_set)
def update_settings(programme_id):
    programme = find_programme(programme_id)
    form = SettingsForm()
    if not form.validate():
        return show_form("settings", programme, form, 422, stages=OPEN)
    settings = settings_of(programme_id)
    if form.version.data != settings.version:
        raise Clash(way_out=url_for(".edit_settings", programme_id=programme_id))
    settings.version = settings.version or 1
    settings.describe(form.days, form.is_open.data, **form.call)
    db.session.add(settings)
    flash(_("Saved. New days count from the next move of each prospect."))
    return commit(see(".edit_settings", programme_id=programme_id))


@bp.get("/recruitment/criteria/<uuid:programme_id>")
@allow(policy.can_set)
def edit_criteria(programme_id):
    programme = find_programme(programme_id)
    items, number = criteria.in_force(programme_id)
    return show_criteria(programme, CriteriaForm().show(items, number), len(items), number)


def show_criteria(programme: Programme, form: CriteriaForm, used: int, number: int, status: int = 200):
    rows = min(criteria.MOST, used + 3)
    return show_form("criteria", programme, form, status, rows=rows, number=number, kinds=KINDS)


@bp.post("/recruitment/criteria/<uuid:programme_id>")
@allow(policy.can_set)
def update_criteria(programme_id):
    programme = find_programme(programme_id)
    form = CriteriaForm()
    known, number = criteria.in_force(programme_id)
    if not form.validate():
        return show_criteria(programme, form, max(len(known), form.used), number, 422)
    if form.version.data != number:
        raise Clash(way_out=url_for(".edit_criteria", programme_id=programme_id))
    try:
        made = criteria.write(programme_id, form.items, current_user.person)
    except NotNow as missing:
        form.takes(missing, "weight_0")
        return show_criteria(programme, form, max(len(known), form.used), number, 422)
    flash(_("Version %(number)s is in force. Assessments that were made before keep theirs.", number=made.number))
    return commit(see(".edit_criteria", programme_id=programme_id))
