"""The phones of a factory, as its manager keeps them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts import devices, links, policy, sessions
from portal.accounts.phones import Phone
from portal.accounts.places import enterprises
from portal.accounts.reach import within_reach
from portal.accounts.routes import bp
from portal.accounts.step_forms import THIS, PhoneForm
from portal.database import db
from portal.web import qr
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit

CODE = "phone_code"


def find_enterprise(enterprise_id: UUID):
    there = enterprises()
    return find_or_404(there, enterprise_id, select(there).where(within_reach(current_user, there)), may=policy.can_keep_phones)


@bp.get("/enterprises/<uuid:enterprise_id>/phones")
@allow(policy.can_keep_phones)
def index_phones(enterprise_id):
    return show_phones(find_enterprise(enterprise_id), PhoneForm())


def show_phones(enterprise, form: PhoneForm, status: int = 200):
    of_here = policy.visible_phones(current_user).where(Phone.enterprise_id == enterprise.id)
    phones = db.session.scalars(of_here.order_by(Phone.ended_at.is_not(None), Phone.id.desc()).limit(60)).all()
    told = code_told(enterprise.id)
    drawing = qr.drawn(request.host_url.rstrip("/") + url_for(".open_phone_code", token=told)) if told else None
    facts = {"enterprise": enterprise, "phones": phones, "form": form, "code": told, "drawing": drawing}
    return render_template("accounts/phones.html", **facts), status


def code_told(enterprise_id: UUID) -> str | None:
    """The code that was just made, shown once."""
    where, code = session.pop(CODE, None) or ("", None)
    return code if where == str(enterprise_id) else None


@bp.post("/enterprises/<uuid:enterprise_id>/phones")
@allow(policy.can_keep_phones)
def create_phone(enterprise_id):
    enterprise, form = find_enterprise(enterprise_id), PhoneForm()
    if not form.validate():
        return show_phones(enterprise, form, 422)
    phone = Phone(programme_id=enterprise.programme_id, enterprise_id=enterprise.id, name=form.name.data, made_by=current_user.id)
    db.session.add(phone)
    db.session.flush()
    answer = see(".index_phones", enterprise_id=enterprise.id)
    if form.which.data == THIS:
        devices.put(answer, devices.PHONE, phone.enrol(), devices.PHONE_LIVES)
        flash(_("This device is enrolled. Sign out, and your team can sign in on it by PIN."))
    else:
        session[CODE] = [str(enterprise.id), links.for_phone(phone.programme_id, phone.id, current_user.id)]
    return commit(answer)


@bp.post("/phones/<uuid:phone_id>/end")
@allow(policy.can_keep_phones)
def end_phone(phone_id):
    phone = find_or_404(Phone, phone_id, within=policy.visible_phones(current_user), may=policy.can_keep_phones)
    phone.end()
    sessions.end_of_phone(phone.id)
    flash(_("That phone is ended, and everybody on it is signed out."))
    return commit(see(".index_phones", enterprise_id=phone.enterprise_id))
