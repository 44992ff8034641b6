"""One's own devices and password, and the password typed once more before anything that keeps the sign-in safe is changed."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_user

from portal import clock
from portal.accounts import changes, devices, links, passwords, queries, sessions, throttle
from portal.accounts.forms import PasswordForm
from portal.accounts.models import UserSession
from portal.accounts.policy import visible_sessions
from portal.accounts.routes import bp
from portal.accounts.step_forms import ConfirmForm
from portal.accounts.words import CHANGED
from portal.database import db
from portal.web import signing
from portal.web.access import signed_in
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import go, see
from portal.web.replay import commit

FRESH = {"GET": timedelta(minutes=10), "POST": timedelta(minutes=30)}  # who was let in to look is let finish


def ask_again(back: str | None = None):
    """The page that asks for the password once more, unless it was typed a moment ago; then nothing."""
    typed = current_user.session.confirmed_at
    if typed and clock.now() - typed < FRESH["POST" if request.method == "POST" else "GET"]:
        return None
    return go(url_for("accounts.new_confirmation", next=signing.path_token(back or request.path)))


def is_own_password(text: str) -> bool:
    """Counted like a sign-in, and compared while nothing is locked."""
    pair = throttle.count(throttle.CONFIRMATION, current_user.id, current_user.session.id)
    db.session.commit()
    right = passwords.matches(current_user.password_hash, text)
    if right:
        throttle.forget(pair)
    return right


@bp.get("/confirm")
@signed_in
def new_confirmation():
    return render_template("accounts/confirm.html", form=ConfirmForm(), next=request.args.get("next"))


@bp.post("/confirm")
@signed_in
def create_confirmation():
    form, next_token = ConfirmForm(), request.form.get("next")
    if form.validate() and not is_own_password(form.password.data or ""):
        form.password.errors = [_("This is not your password.")]
    elif not form.errors:
        sessions.renew(current_user)
        login_user(current_user._get_current_object())
        return commit(redirect(signing.path_of(next_token) or url_for("home.more"), 303))
    return render_template("accounts/confirm.html", form=form, next=next_token), 422


@bp.get("/devices")
@signed_in
def index_sessions():
    living = queries.living_sessions(current_user)
    return render_template("accounts/devices.html", devices=living, changes=changes.recent(current_user), words=CHANGED)


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
    if form.validate() and not is_own_password(form.current.data or ""):
        form.current.errors = [_("This is not your password.")]
    elif not form.errors and form.password.data == form.current.data:  # one that was handed over is known to somebody else
        form.password.errors = [_("This is the password you have now. Choose another: the old one may be known to whoever gave it to you.")]
    elif not form.errors:
        current_user.set_password(form.password.data)
        links.close_all(current_user)
        sessions.end_all(current_user)
        sessions.start(current_user, devices.name_of_device(), devices.network())
        login_user(current_user._get_current_object())
        flash(_("Your password is changed. Your other devices are signed out."))
        return commit(see("home.index"))
    return render_template("accounts/password.html", form=form), 422
