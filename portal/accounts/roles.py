"""Roles given and ended: nobody gives more than they hold, nobody locks themselves out."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts import directory, lasting, policy
from portal.accounts.forms import GrantForm
from portal.accounts.happenings import happened
from portal.accounts.models import Grant, User
from portal.accounts.people import find_person
from portal.accounts.routes import bp
from portal.accounts.words import MEANS, ROLES
from portal.database import db
from portal.errors import NotNow
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


def grant_form() -> GrantForm:
    return GrantForm(policy.givable_roles(current_user), directory.giving_places(current_user), directory.experts(current_user))


def show_new(user: User, form: GrantForm, status: int = 200):
    return render_template("accounts/grant_new.html", user=user, form=form, means=MEANS, words=ROLES), status


@bp.get("/people/<uuid:user_id>/grants/new")
@allow(policy.can_manage_people)
def new_grant(user_id):
    return show_new(find_person(user_id), grant_form())


@bp.post("/people/<uuid:user_id>/grants")
@allow(policy.can_manage_people)
def create_grant(user_id):
    user = find_person(user_id)
    form = grant_form()
    if not form.validate():
        return show_new(user, form, 422)
    if not policy.may_give(current_user, form.given["role"], form.given["programme_id"], form.given["enterprise_id"]):
        abort(403)
    try:
        given = user.give(**form.given, given_by=current_user.id)
    except NotNow as already:
        form.takes(already, "starts_on")
        return show_new(user, form, 422)
    db.session.flush()
    happened("role_given", user.id, given, role=given.role, day=given.starts_on)
    flash(_("The role is given."))
    return commit(see(".show_person", user_id=user.id, anchor="roles"))


@bp.post("/grants/<uuid:grant_id>/end")
@allow(policy.can_manage_people)
def end_grant(grant_id):
    grant = find_or_404(Grant, grant_id, within=policy.visible_grants(current_user))
    if not policy.may_give(current_user, grant.role, grant.programme_id, grant.enterprise_id):
        abort(403)
    person_page = url_for(".show_person", user_id=grant.user_id)
    if grant.user_id == current_user.id and not others_standing(grant):
        raise NotNow(
            _l("This is your only role: without it you would be shut out. Ask another person who may give it to end it."), person_page
        )
    lasting.tell_of_last_grants([grant], request.form.get("sure"), url_for(".end_grant", grant_id=grant.id), person_page)
    grant.end(clock.today() - timedelta(days=1))
    happened("role_ended", grant.user_id, grant, role=grant.role)
    flash(_("The role has ended. What they did stays under their name."))
    return commit(see(".show_person", user_id=grant.user_id, anchor="roles"))


def others_standing(grant: Grant) -> bool:
    return any(other.stands(clock.today()) for other in grant.user.grants if other.id != grant.id)
