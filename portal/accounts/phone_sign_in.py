"""Signing in on a phone of the factory: choose yourself from the team, type your PIN."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.accounts import devices, links, team, throttle
from portal.accounts.duties import may_have_pin
from portal.accounts.entering import let_in
from portal.accounts.links import OneTimeLink, Purpose
from portal.accounts.models import User
from portal.accounts.own_sign_in import ask_again
from portal.accounts.phones import Phone, is_right
from portal.accounts.routes import bp
from portal.accounts.step_forms import NewPinForm, OwnPinForm, PhoneCodeForm, PinForm
from portal.database import db
from portal.errors import NotNow
from portal.say import _l
from portal.web.access import public, signed_in
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.log import log
from portal.web.replay import commit


@bp.get("/phone")
@public
def show_phone():
    phone = devices.phone()
    if phone is None:
        return show_code(PhoneCodeForm().fill(code=spelled(devices.get(devices.LINK))))
    return render_template("accounts/phone.html", phone=phone, place=team.place_of(phone), people=team.members(phone))


def show_code(form, status: int = 200):
    return render_template("accounts/phone_code.html", form=form), status


def spelled(code: str | None) -> str | None:
    """In groups of four, as people read it out."""
    return "-".join(code[at : at + 4] for at in range(0, 16, 4)) if code and len(code) == 16 and code.isalnum() else None


@bp.get("/phone/code/<token>")
@public
def open_phone_code(token):
    answer = redirect(url_for(".show_phone"), 303)
    devices.put(answer, devices.LINK, token[:100], devices.LINK_LIVES)
    return answer


@bp.post("/phone/code")
@public
def enrol_phone():
    form = PhoneCodeForm()
    if not form.validate():
        return show_code(form, 422)
    link = links.find("".join(filter(str.isalnum, form.code.data or "")).upper(), Purpose.PHONE)
    if link is None:
        throttle.count(throttle.LINK, devices.whence())
        db.session.commit()
        form.code.errors = [_("This code is wrong, was used already, or is more than an hour old. Ask your manager for a new one.")]
        return show_code(form, 422)
    return commit(enrolled(link))


def enrolled(link: OneTimeLink):
    phone = db.session.get_one(Phone, (link.phone_programme, link.phone_id))
    secret = phone.enrol()
    link.use()
    answer = see(".show_phone")
    devices.put(answer, devices.PHONE, secret, devices.PHONE_LIVES)
    devices.drop(answer, devices.LINK)
    return answer


def person_on(phone: Phone | None, user_id: UUID) -> User | None:
    return team.member(phone, user_id) if phone else None


@bp.get("/phone/<uuid:user_id>")
@public
def new_pin_session(user_id):
    phone = devices.phone()
    user = person_on(phone, user_id)
    return show_keypad(user, PinForm()) if user else redirect(url_for(".show_phone"))


def show_keypad(user: User, form: PinForm, status: int = 200):
    return render_template("accounts/phone_pin.html", user=user, form=form), status


@bp.post("/phone/<uuid:user_id>")
@public
def create_pin_session(user_id):
    phone, form = devices.phone(), PinForm()
    user = person_on(phone, user_id)
    if phone is None or user is None:
        return redirect(url_for(".show_phone"), 303)
    if not form.validate():
        return show_keypad(user, form, 422)
    pair = throttle.count(throttle.PIN, phone.id, user.id)
    pin = team.pin_of(user.id)
    db.session.commit()
    if not is_right(pin, user.id, form.pin.data or "") or pin is None:
        log.warning("sign-in refused", step="PIN", user=str(user.id))
        form.pin.errors = [_("This is not your PIN, or its day is over. Your manager can give you a new one in a minute.")]
        return show_keypad(user, form, 422)
    throttle.forget(pair)
    return commit(let_in(user, None, phone, must_set_pin=pin.must_change))


@bp.get("/pin")
@signed_in
def edit_pin():
    refuse_more_than_member()
    return (ask_again() if not came_by_pin() else None) or render_template("accounts/pin.html", form=pin_form())


@bp.post("/pin")
@signed_in
def update_pin():
    refuse_more_than_member()
    if not came_by_pin() and (asked := ask_again(url_for(".edit_pin"))):
        return asked
    form = pin_form()
    if form.validate() and isinstance(form, OwnPinForm) and not is_own_pin(form.current.data or ""):
        form.current.errors = [_("This is not your PIN.")]
    elif form.validate() and is_right(held := team.pin_of(current_user.id), current_user.id, form.pin.data or "") and held:
        form.pin.errors = [_("This is the PIN that you have already. Choose another one.")]
    elif not form.errors:
        team.put_pin(current_user, form.pin.data or "", current_user.id)
        current_user.session.must_set_pin = False
        flash(_("Your PIN is set. It counts on your factory’s phones."))
        return commit(see("home.index"))
    return render_template("accounts/pin.html", form=form), 422


def came_by_pin() -> bool:
    return current_user.session.phone_id is not None


def pin_form() -> NewPinForm:
    """Who must change it has typed it a moment ago; who came by password has typed that."""
    return OwnPinForm() if came_by_pin() and not current_user.session.must_set_pin else NewPinForm()


def is_own_pin(typed: str) -> bool:
    pair = throttle.count(throttle.PIN, current_user.session.phone_id, current_user.id)
    pin = team.pin_of(current_user.id)
    db.session.commit()
    right = is_right(pin, current_user.id, typed)
    if right:
        throttle.forget(pair)
    return right


def refuse_more_than_member() -> None:
    if not may_have_pin(current_user):
        raise NotNow(_l("A PIN is for team members. Your role signs in with password and second step."), url_for("home.more"))
