"""One's own second step: an authenticator app, passkeys, recovery codes."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _

from portal.accounts import duties, factors, passkeys, totp
from portal.accounts.factors import Passkey, Totp, living
from portal.accounts.own_sign_in import ask_again
from portal.accounts.policy import visible_passkeys
from portal.accounts.routes import bp
from portal.accounts.step_forms import CodeForm, PasskeyForm
from portal.errors import NotNow
from portal.say import _l
from portal.web import qr
from portal.web.access import signed_in
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.replay import commit

SECRET, CODES = "app_secret", "codes_told"


@bp.get("/factors")
@signed_in
def index_factors():
    return render_template(
        "accounts/factors.html",
        app=next(iter(living(Totp, current_user.id)), None),
        keys=living(Passkey, current_user.id),
        codes_left=len(factors.codes_left(current_user.id)),
        is_required=duties.needs_second_step(current_user),
    )


@bp.get("/factors/app/new")
@signed_in
def new_app():
    return ask_again() or show_app(CodeForm())


def show_app(form: CodeForm, status: int = 200):
    secret = session.setdefault(SECRET, totp.new_secret())
    drawing = qr.drawn(totp.address_of(secret, current_user.username))
    return render_template("accounts/app_new.html", form=form, secret=secret, drawing=drawing), status


@bp.post("/factors/app")
@signed_in
def create_app():
    if asked := ask_again(url_for(".new_app")):
        return asked
    form = CodeForm()
    if not form.validate():
        return show_app(form, 422)
    if not totp.set_up(current_user, session.get(SECRET, ""), factors.plain_code(form.code.data or "")):
        form.code.errors = [_("This is not the code of now. Wait for the next one, and look whether the phone’s clock is right.")]
        return show_app(form, 422)
    session.pop(SECRET)
    flash(_("The app is set up. From now on it is asked after your password."))
    return on_to_codes()


def on_to_codes():
    """Whoever has a second step has recovery codes; the first time they are shown at once."""
    if not factors.codes_left(current_user.id):
        session[CODES] = factors.make_codes(current_user)
        return commit(see(".show_codes"))
    return commit(see(".index_factors"))


@bp.post("/factors/app/removal")
@signed_in
def remove_app():
    if asked := ask_again(url_for(".index_factors")):
        return asked
    take_away(living(Totp, current_user.id))
    flash(_("The app is no longer asked for."))
    return commit(see(".index_factors"))


def take_away(ended: list) -> None:
    others = len(living(Totp, current_user.id)) + len(living(Passkey, current_user.id)) - len(ended)
    if not others and duties.must_have_second_step(current_user):
        raise NotNow(_l("Your role needs a second step. Set up another one first, then take this one away."), url_for(".index_factors"))
    for one in ended:
        one.end()
    factors.note_change(current_user)


@bp.get("/factors/codes")
@signed_in
def show_codes():
    codes = session.pop(CODES, None)
    return render_template("accounts/codes.html", codes=codes) if codes else redirect(url_for(".index_factors"))


@bp.post("/factors/codes")
@signed_in
def create_codes():
    if asked := ask_again(url_for(".index_factors")):
        return asked
    if current_user.factor_since is None:
        raise NotNow(_l("Recovery codes stand in for a second step. Set up an app or a passkey first."), url_for(".index_factors"))
    session[CODES] = factors.make_codes(current_user)
    return commit(see(".show_codes"))


@bp.get("/factors/passkeys/new")
@signed_in
def new_passkey():
    return ask_again() or show_passkey(PasskeyForm())


def show_passkey(form: PasskeyForm, status: int = 200):
    options = passkeys.to_register(current_user, own(current_user.person) or current_user.username)
    return render_template("accounts/passkey_new.html", form=form, options=options), status


@bp.post("/factors/passkeys")
@signed_in
def create_passkey():
    if asked := ask_again(url_for(".new_passkey")):
        return asked
    form = PasskeyForm()
    if not form.validate():
        return show_passkey(form, 422)
    if not passkeys.register(current_user, form.credential.data or "", form.name.data or ""):
        form.name.errors = [_("Your device made no passkey. Try again, or set up an app instead.")]
        return show_passkey(form, 422)
    flash(_("The passkey is kept. From now on it can be asked after your password."))
    return on_to_codes()


@bp.post("/factors/passkeys/<uuid:passkey_id>/removal")
@signed_in
def remove_passkey(passkey_id):
    key = find_or_404(Passkey, passkey_id, within=visible_passkeys(current_user))
    if asked := ask_again(url_for(".index_factors")):
        return asked
    take_away([key])
    flash(_("That passkey no longer counts."))
    return commit(see(".index_factors"))
