"""The coordinator's door to what was told in confidence, and to whom workers can speak."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Programme
from portal.database import db
from portal.errors import Clash
from portal.suggestions import policy, queries, words
from portal.suggestions.forms import CloseForm, ContactForm
from portal.suggestions.models import Concern, contact_of
from portal.suggestions.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.paging import last_seen
from portal.web.replay import commit
from portal.web.versions import refuse_stale

CONTACT = ("contact", "contact_ur", "about", "about_ur", "phone")


@bp.get("/concerns")
@allow(policy.can_hear)
def index_concerns():
    rows, after = queries.concerns(current_user, last_seen())
    programmes = db.session.scalars(select(Programme).where(Programme.id.in_(policy.programmes_of(current_user))).order_by(Programme.name))
    return render_template("suggestions/concerns.html", rows=rows, after=after, programmes=programmes.all(), words=words)


def found_concern(concern_id: UUID) -> Concern:
    within = policy.visible_concerns(current_user).options(joinedload(Concern.enterprise), joinedload(Concern.closed_by))
    return find_or_404(Concern, concern_id, within=within, may=policy.can_hear)


@bp.get("/concerns/<uuid:concern_id>")
@allow(policy.can_hear)
def show_concern_told(concern_id):
    concern = found_concern(concern_id)
    return show_one(concern, CloseForm().fill(version=concern.version, answer=concern.answer))


def show_one(concern: Concern, form: CloseForm, status: int = 200):
    return render_template("suggestions/concern.html", one=concern, form=form, words=words), status


@bp.post("/concerns/<uuid:concern_id>/closure")
@allow(policy.can_hear)
def create_closure(concern_id):
    concern, form = found_concern(concern_id), CloseForm()
    if not form.validate():
        return show_one(concern, form, 422)
    refuse_stale(form, concern.version, {}, url_for(".show_concern_told", concern_id=concern.id))
    concern.close(current_user.person, form.answer.data or "")
    flash(_("Closed. Whoever wrote it reads your answer with the code on their slip."))
    return commit(see(".show_concern_told", concern_id=concern.id))


@bp.post("/concerns/<uuid:concern_id>/reopening")
@allow(policy.can_hear)
def create_reopening(concern_id):
    concern = found_concern(concern_id)
    concern.reopen()
    return commit(see(".show_concern_told", concern_id=concern.id))


def own_programme(programme_id: UUID) -> Programme:
    mine = policy.programmes_of(current_user)
    return db.session.scalar(select(Programme).where(Programme.id == programme_id, Programme.id.in_(mine))) or abort(404)


@bp.get("/concerns/contact/<uuid:programme_id>")
@allow(policy.can_hear)
def edit_contact(programme_id):
    programme, contact = own_programme(programme_id), contact_of(programme_id)
    form = ContactForm().fill(version=contact.version, **{name: getattr(contact, name) for name in CONTACT})
    return render_template("suggestions/contact.html", programme=programme, form=form)


@bp.post("/concerns/contact/<uuid:programme_id>")
@allow(policy.can_hear)
def update_contact(programme_id):
    programme, form = own_programme(programme_id), ContactForm()
    if not form.validate():
        return render_template("suggestions/contact.html", programme=programme, form=form), 422
    contact = contact_of(programme_id)
    if form.version.data != contact.version:
        raise Clash(way_out=url_for(".edit_contact", programme_id=programme_id))
    contact.version = contact.version or 1
    contact.describe(**form.facts)
    db.session.add(contact)
    flash(_("Saved. It stands on every suggestion box of the programme from now on."))
    return commit(see(".index_concerns"))
