"""Signing in: the password, then the second step where there is one.

Known and unknown names are answered alike: one statement to look, one argon2 to compare, the same words. A try is counted
and committed before it is judged, so that argon2 holds no lock and many tries at once are as many tries.
"""

from __future__ import annotations

import hashlib
import time
from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import login_user

from portal.accounts import changes, devices, factors, passkeys, passwords, queries, sessions, throttle, totp
from portal.accounts.forms import SignInForm
from portal.accounts.models import User
from portal.accounts.phones import Phone
from portal.accounts.routes import bp
from portal.accounts.step_forms import CodeForm
from portal.accounts.words import CHANGED_BY
from portal.clock import local, now
from portal.database import db
from portal.web import signing
from portal.web.access import public
from portal.web.asking import current_user
from portal.web.formats import inside, own
from portal.web.fragments import see
from portal.web.log import log
from portal.web.replay import commit

HALF, HALF_LIVES = "half", 600  # seconds between password and second step


@bp.get("/sign-in")
@public
def new_session():
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    return show_sign_in(SignInForm(), request.args.get("next"), kept=request.args.get("kept"))


def show_sign_in(form: SignInForm, next_token: str | None, kept: str | None = None, status: int = 200):
    return render_template("accounts/sign_in.html", form=form, kept=kept, next=next_token, phone=devices.phone()), status


@bp.post("/sign-in")
@public
def create_session():
    form = SignInForm()
    next_token = request.form.get("next")
    if not form.validate():
        return show_sign_in(form, next_token, status=422)
    name = form.name.data or ""
    way = queries.way_in(name)
    pair = throttle.count(throttle.PASSWORD, way.id if way else name.casefold(), *devices.pair_with(way.id if way else None))
    db.session.commit()
    if not passwords.matches(way.hash if way else None, form.password.data or "") or way is None:
        log.warning("sign-in refused", step="password", user=str(way and way.id))
        form.password.errors = [
            _("Name and password do not belong together. Check both; your manager or coordinator can set a new password.")
        ]
        return show_sign_in(form, next_token, status=422)
    throttle.forget(pair)
    user = db.session.get_one(User, way.id)
    if passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash_of(form.password.data or "")
    return ask_second(user, next_token) if user.factor_since else commit(let_in(user, next_token))


def let_in(user: User, next_token: str | None, phone: Phone | None = None, must_set_pin: bool = False):
    """A session begins; what others changed meanwhile is told. The caller commits."""
    sessions.start(user, devices.name_of_device(phone), devices.network(), phone and phone.id, must_set_pin)
    login_user(user)
    log.info("signed in", user=str(user.id), on="phone of the factory" if phone else "device")
    for change in changes.untold(user):
        who = own(change.by.person) if change.by else _("Whoever keeps the server")
        flash(CHANGED_BY[change.what] % {"who": inside(who), "day": format_date(local(change.at).date(), "d MMMM y")})
        change.told_at = now()
    answer = redirect(signing.path_of(next_token) or url_for("home.index"), 303)
    if phone is None:
        devices.remember(answer, user.id)
    return answer


def ask_second(user: User, next_token: str | None):
    """The password was right: who that was is kept for ten minutes, and opens nothing yet."""
    session[HALF] = [str(user.id), mark_of(user), next_token, int(time.time())]
    return commit(see(".new_second_step"))


def mark_of(user: User) -> str:
    """Another after each change of password: a half sign-in ends with the password that began it."""
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]


def half_signed_in() -> tuple[User, str | None] | None:
    whose, mark, next_token, began = session.get(HALF) or ("", "", None, 0)
    if not whose or time.time() - began > HALF_LIVES:
        return None
    user = db.session.get(User, UUID(whose))
    fits = user and user.is_active and mark_of(user) == mark
    return (user, next_token) if user and fits else None


@bp.get("/sign-in/second")
@public
def new_second_step():
    half = half_signed_in()
    return show_second(half[0], CodeForm()) if half else redirect(url_for(".new_session"))


def show_second(user: User, form: CodeForm, status: int = 200):
    keys = factors.living(factors.Passkey, user.id)
    options = passkeys.to_sign_in(keys) if keys else None
    return render_template(
        "accounts/second_step.html", form=form, options=options, has_app=bool(factors.living(factors.Totp, user.id))
    ), status


@bp.post("/sign-in/second")
@public
def create_second_step():
    half, form = half_signed_in(), CodeForm()
    if half is None:
        return redirect(url_for(".new_session"), 303)
    user, next_token = half
    credential = request.form.get("credential")
    if not credential and not form.validate():
        return show_second(user, form, 422)
    pair = throttle.count(throttle.SECOND_STEP, user.id, *devices.pair_with(user.id))
    db.session.commit()
    if not (passkeys.sign_in(user, credential) if credential else is_right(user, form.code.data or "")):
        log.warning("sign-in refused", step="second", user=str(user.id))
        form.code.errors = [_("This is not right, or it was used already. Wait for the next code of your app, or take a recovery code.")]
        return show_second(user, form, 422)
    throttle.forget(pair)
    return commit(let_in(user, next_token))


def is_right(user: User, text: str) -> bool:
    """A code of the app has six digits; a recovery code has twelve letters and digits."""
    plain = factors.plain_code(text)
    return totp.take(user, plain) if len(plain) == 6 else factors.take_recovery_code(user.id, plain)
