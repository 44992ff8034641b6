"""Signing in and out, one's own devices, password and language."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import login_user

from portal.accounts import passwords, queries, sessions
from portal.accounts.forms import PasswordForm, SignInForm
from portal.accounts.models import UserSession
from portal.accounts.policy import visible_sessions
from portal.web import signing
from portal.web.access import public, signed_in
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.language import say_in
from portal.web.replay import commit

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@public
def new_session():
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    return render_template("accounts/sign_in.html", form=SignInForm(), kept=request.args.get("kept"), next=request.args.get("next"))


@bp.post("/sign-in")
@public
def create_session():
    form = SignInForm()
    next_token = request.form.get("next")
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, kept=None, next=next_token), 422
    user = queries.user_by_name(form.name.data or "")
    if not passwords.matches(user.password_hash if user and user.is_active else None, form.password.data or "") or user is None:
        form.password.errors = [
            _("Name and password do not belong together. Check both; your manager or coordinator can set a new password.")
        ]
        return render_template("accounts/sign_in.html", form=form, kept=None, next=next_token), 422
    sessions.start(user, device_of_request())
    login_user(user)
    return commit(redirect(signing.path_of(next_token) or url_for("home.index"), 303))


def device_of_request() -> str:
    agent = request.user_agent.string
    kind = next((name for name in ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux") if name in agent), "")
    browser = next((name for name in ("Edg", "Firefox", "Chrome", "Safari") if name in agent), "")
    return " · ".join(filter(None, (kind, browser)))


@bp.post("/sign-out")
@signed_in
def end_session():
    current_user.session.end()
    session.clear()
    answer = redirect(url_for(".new_session"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return commit(answer)


@bp.get("/devices")
@signed_in
def index_sessions():
    return render_template("accounts/devices.html", devices=queries.living_sessions(current_user))


@bp.post("/devices/<uuid:session_id>/end")
@signed_in
def end_device(session_id):
    device = find_or_404(UserSession, session_id, within=visible_sessions(current_user))
    device.end()
    flash(_("That device is signed out."))
    return commit(see(".index_sessions"))


@bp.post("/devices/end")
@signed_in
def end_other_devices():
    ended = sessions.end_all(current_user, but=current_user.session)
    flash(_("%(count)s other devices are signed out.", count=ended))
    return commit(see(".index_sessions"))


@bp.get("/password")
@signed_in
def edit_password():
    return render_template("accounts/password.html", form=PasswordForm())


@bp.post("/password")
@signed_in
def update_password():
    form = PasswordForm(about=(current_user.username, current_user.person.name, current_user.phone))
    if form.validate() and not passwords.matches(current_user.password_hash, form.current.data or ""):
        form.current.errors = [_("This is not your password.")]
    elif not form.errors:
        current_user.set_password(form.password.data)
        sessions.end_all(current_user)
        sessions.start(current_user, device_of_request())
        login_user(current_user._get_current_object())
        flash(_("Your password is changed. Your other devices are signed out."))
        return commit(see("home.index"))
    return render_template("accounts/password.html", form=form), 422


@bp.post("/language")
@public
def update_language():
    chosen = say_in(request.form.get("language", "")) or abort(400)
    if current_user.is_authenticated:
        current_user.language = chosen
    refresh()
    back = request.form.get("back", "")
    return commit(redirect(back if signing.is_own_path(back) else url_for("home.index"), 303))
