"""The door to recruitment: board, list, funnel, and a firm that is new."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import is_taken, programmes_of
from portal.errors import NotNow, answer_not_now
from portal.events.queries import seen_event
from portal.recruitment import drawing, funnel, lists, policy, twins, words
from portal.recruitment.forms import BulkForm, NewProspectForm
from portal.recruitment.lists import Filters
from portal.recruitment.models import Prospect
from portal.recruitment.stages import CLOSED
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.paging import last_seen
from portal.web.replay import commit

bp = Blueprint("recruitment", __name__)


@bp.errorhandler(NotNow)
def lead_back(error: NotNow):
    """Out of a "not now" to the prospect that it is about."""
    if prospect_id := (request.view_args or {}).get("prospect_id"):
        error.way_out = error.way_out or f"/prospects/{prospect_id}"
    return answer_not_now(error)


@bp.get("/recruitment")
@allow(policy.can_see)
def index():
    asked = Filters.of(request.args)
    if asked.view == "funnel":
        return render_template("recruitment/funnel.html", funnel=funnel.read(current_user, asked), **frame(asked))
    if asked.view == "list":
        return show_list(asked, BulkForm(words.STAGES))
    return render_template("recruitment/board.html", **board_facts(asked), **frame(asked))


def frame(asked: Filters) -> dict:
    """What stands around every view."""
    reach = current_user.reach
    wide = {place.programme_id: place for place in reach.places if place.programme_id in reach.whole_programmes and not place.enterprise_id}
    event = seen_event(current_user, asked.event) if asked.event else None
    return {
        "asked": asked,
        "event": event,
        "words": words,
        "programmes": wide,
        "may_recruit": policy.can_recruit(current_user),
        "closed": CLOSED,
    }


def board_facts(asked: Filters) -> dict:
    columns, counts = lists.columns(current_user, asked), lists.counts(current_user, asked)
    return {"counts": counts, "drawn": drawing.board(columns, counts, asked, policy.can_recruit(current_user))}


def show_list(asked: Filters, form: BulkForm, status: int = 200, refused=()):
    rows, after = lists.page(current_user, asked, last_seen())
    facts = {
        "rows": rows,
        "after": after,
        "counts": lists.counts(current_user, asked),
        "form": form,
        "refused": refused,
        "lines": drawing.lines,
    }
    return render_template("recruitment/list.html", **facts, **frame(asked)), status


@bp.get("/prospects/new")
@allow(policy.can_recruit)
def new():
    return render_template("recruitment/new.html", form=new_form(), twins=[], words=words)


def new_form() -> NewProspectForm:
    return NewProspectForm([(str(row.id), own(row)) for row in programmes_of(current_user)])


@bp.post("/prospects")
@allow(policy.can_recruit)
def create():
    form = new_form()
    found = likely_twins(form) if form.validate() else []
    if form.errors or (found and not form.is_other.data):
        return render_template("recruitment/new.html", form=form, twins=found, words=words), 422
    enterprise = Enterprise(programme_id=UUID(form.programme.data), is_prospect=True)
    enterprise.name, enterprise.name_ur, enterprise.city = form.name.data or "", form.name_ur.data, form.city.data or ""
    db.session.add(enterprise)
    prospect = Prospect.found(enterprise, current_user.person, **form.contact)
    prospect.owner_id = current_user.person_id
    db.session.add(prospect)
    db.session.flush()
    flash(_("The firm is added. Next: invite it."))
    return commit(see(".show", prospect_id=prospect.id))


def likely_twins(form: NewProspectForm) -> list[twins.Twin]:
    programme_id = UUID(form.programme.data)
    found = twins.twins_of(programme_id, (form.name.data, form.name_ur.data), form.city.data or "", (form.contact_phone.data,))
    if is_taken(programme_id, form.name.data or "", form.city.data or ""):
        form.name.errors = [_("This programme already has a firm of this name in this city. Go on with that one.")]
    return found
