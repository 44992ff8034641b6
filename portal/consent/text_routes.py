"""The door to the texts: the coordinator drafts one, reads it as it will be read, and publishes it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.models import Programme
from portal.accounts.reach import NOWHERE
from portal.consent import policy, queries, words
from portal.consent.forms import TextForm
from portal.consent.models import ConsentText
from portal.consent.routes import bp
from portal.consent.shipped import DRAFT, MONTHS
from portal.database import db
from portal.errors import Clash, NotNow
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import as_id, current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


def programme_of_request() -> UUID:
    """The one that is run here; the address names another where several are."""
    mine = (current_user.reach or NOWHERE).whole_programmes
    wanted = as_id(request.values.get("programme"))
    if (wanted is not None and wanted not in mine) or not mine:
        abort(404)
    return wanted or min(mine)


@bp.get("/consent/texts")
@allow(policy.can_see_all)
def index_texts():
    programme_id = programme_of_request()
    programmes = [(p.id, p) for p in db.session.scalars(db.select(Programme).where(Programme.id.in_(current_user.reach.whole_programmes)))]
    texts = queries.texts_of(programme_id)
    may = policy.can_write(current_user, Place(programme_id))
    return render_template("consent/texts.html", texts=texts, programme_id=programme_id, programmes=programmes, may_write=may)


class Place:
    """A programme, as a rule looks at a record."""

    def __init__(self, programme_id: UUID):
        self.programme_id = programme_id


@bp.post("/consent/texts")
@allow(policy.can_write)
def create_text():
    """A new version begins as what is published now; the first as the draft that ships."""
    programme_id = programme_of_request()
    if not policy.can_write(current_user, Place(programme_id)):
        abort(403)
    known = queries.texts_of(programme_id)
    if known and known[0].published_at is None:
        raise NotNow(_l("There is a draft already. Change that one."), url_for(".show_text", consent_text_id=known[0].id))
    beginning, months = (parts_of(known[0]), known[0].months) if known else (DRAFT, MONTHS)
    text = ConsentText.draft(programme_id, queries.next_number(programme_id), current_user, beginning, months)
    db.session.add(text)
    db.session.flush()
    return commit(see(".show_text", consent_text_id=text.id))


def parts_of(text: ConsentText) -> dict:
    return {**DRAFT, **text.parts}


@bp.get("/consent/texts/<uuid:consent_text_id>")
@allow(policy.can_see_all)
def show_text(consent_text_id):
    text = find_or_404(ConsentText, consent_text_id, policy.visible_texts(current_user))
    return text_page(text, TextForm().show(text))


def text_page(text: ConsentText, form: TextForm, status: int = 200):
    may_write = text.published_at is None and policy.can_write(current_user, text)
    titles = {"": _("Introduction"), **words.SCOPES}
    one_sided = [titles[part] for part in text.one_sided(queries.version_before(text))] if may_write else []
    return render_template("consent/text.html", text=text, form=form, may_write=may_write, words=words, one_sided=one_sided), status


@bp.post("/consent/texts/<uuid:consent_text_id>")
@allow(policy.can_write)
def update_text(consent_text_id):
    text = find_or_404(ConsentText, consent_text_id, policy.visible_texts(current_user), policy.can_write)
    form = TextForm()
    if not form.validate():
        return text_page(text, form, 422)
    if form.version.data != text.version:
        raise Clash(
            {_("Introduction, in English"): text.words},
            {_("Introduction, in English"): form.words.data},
            url_for(".show_text", consent_text_id=text.id),
        )
    text.write(form.written, form.months.data)
    flash(_("The draft is saved. Nobody is asked until it is published."))
    return commit(see(".show_text", consent_text_id=text.id))


@bp.post("/consent/texts/<uuid:consent_text_id>/publication")
@allow(policy.can_write)
def publish_text(consent_text_id):
    text = find_or_404(ConsentText, consent_text_id, policy.visible_texts(current_user), policy.can_write)
    text.publish()
    flash(_("Version %(number)s is published. Factories are asked one by one, and only for what is new to them.", number=text.number))
    return commit(see(".index", anchor="asked"))
