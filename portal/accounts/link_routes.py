"""One-time links: opened they leave the address at once; and the page for who forgot the password."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts import devices, letters, links, sessions, throttle
from portal.accounts.changes import PasswordWish
from portal.accounts.links import OneTimeLink, Purpose
from portal.accounts.routes import bp
from portal.accounts.step_forms import ForgottenForm, NewPasswordForm
from portal.database import db
from portal.errors import NotNow
from portal.say import _l
from portal.web.access import public
from portal.web.fragments import see
from portal.web.language import language
from portal.web.replay import commit


@bp.get("/link/<token>")
@public
def open_link(token):
    """The token moves from the address, which is remembered and passed on, into a cookie that is not."""
    answer = redirect(url_for(".new_password"), 303)
    devices.put(answer, devices.LINK, token[:100], devices.LINK_LIVES)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def link_in_hand() -> OneTimeLink:
    """The link that this browser opened. Only what is no link is counted: nobody is shut out by a neighbour's guesses."""
    link = links.find(devices.get(devices.LINK), Purpose.PASSWORD)
    if link is not None:
        return link
    if request.method == "POST":
        throttle.count(throttle.LINK, devices.whence())
        db.session.commit()
    throttle.refuse(throttle.LINK, devices.whence())
    raise NotNow(
        _l("This link was used already, or its day is over. Ask the person who gave it to you for a new one."), url_for(".new_session")
    )


@bp.get("/link")
@public
def new_password():
    return render_template("accounts/link_password.html", form=NewPasswordForm(), user=link_in_hand().user)


@bp.post("/link")
@public
def create_password():
    link = link_in_hand()
    user = link.user
    if user is None:
        raise NotNow(_l("This link is for a phone. Open it on the phone that is to be enrolled."))
    form = NewPasswordForm(about=(user.username, user.person.name, user.phone))
    if not form.validate():
        return render_template("accounts/link_password.html", form=form, user=user), 422
    user.set_password(form.password.data or "")
    links.close_all(user)
    sessions.end_all(user)
    flash(_("Your password is set. Sign in with it now."))
    answer = see(".new_session")
    devices.drop(answer, devices.LINK)
    return commit(answer)


@bp.get("/forgotten")
@public
def new_wish():
    return show_wish(ForgottenForm())


def show_wish(form: ForgottenForm, status: int = 200, is_taken: bool = False):
    return render_template("accounts/forgotten.html", form=form, has_mail=letters.are_sent(), is_taken=is_taken), status


@bp.post("/forgotten")
@public
def create_wish():
    """Nobody is looked up here: the worker does, so that the answer cannot tell who has an account."""
    form = ForgottenForm()
    if not letters.are_sent():
        raise NotNow(_l("This portal sends no mail. Ask your manager or coordinator for a link."), url_for(".new_wish"))
    if not form.validate():
        return show_wish(form, 422)
    name = (form.name.data or "").casefold()
    throttle.count(throttle.WISH, name, devices.whence())
    db.session.add(PasswordWish(name=name, root=current_app.config["PUBLIC_URL"], language=language()))
    return commit(show_wish(form, is_taken=True))
