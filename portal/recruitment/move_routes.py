"""The door to a prospect's moves: one by one from a card or its page, or many at once from the list."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager

from portal.database import db
from portal.errors import Clash, NotNow
from portal.recruitment import policy, words
from portal.recruitment.forms import BACK, BulkForm, LossForm, ReturnForm, StepForm
from portal.recruitment.lists import Filters
from portal.recruitment.models import Prospect
from portal.recruitment.prospect_routes import find_prospect, show_prospect
from portal.recruitment.rhythm import settings_of
from portal.recruitment.routes import board_facts, bp, frame, show_list
from portal.recruitment.stages import Loss, Stage
from portal.web import signing
from portal.web.access import allow
from portal.web.asking import as_id, current_user
from portal.web.formats import inside, own
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit


@bp.post("/prospects/<uuid:prospect_id>/stage")
@allow(policy.can_recruit)
def update_stage(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_recruit)
    form = StepForm()
    if not form.validate():
        abort(422)
    refuse_other_state(prospect, form.seen, words.STAGES[Stage(form.stage)] if form.stage != BACK else _("One stage back"))
    if form.stage == BACK:
        prospect.put_back(current_user.person, form.note.data)
    else:
        prospect.move_to(Stage(form.stage), current_user.person, note=form.note.data)
    return moved(prospect)


def refuse_other_state(prospect: Prospect, seen: int | None, wish) -> None:
    """Two coordinators at one prospect: the second sees where it stands now before anything moves."""
    if seen != prospect.version:
        label = _("Stage")
        raise Clash({label: str(words.STAGES[prospect.stage])}, {label: str(wish)}, url_for(".show", prospect_id=prospect.id))


def moved(prospect: Prospect):
    said = _("%(firm)s stands at “%(stage)s” now.", firm=inside(own(prospect.enterprise)), stage=words.STAGES[prospect.stage])
    back = request.form.get("back", "")
    if not signing.is_own_path(back) or not back.startswith("/recruitment"):
        flash(said)
        return commit(see(".show", prospect_id=prospect.id))
    if fragment_wanted():
        db.session.flush()
        asked = Filters.of(dict(parse_qsl(urlsplit(back).query)))
        return commit(fragment("recruitment/_board.html", say=said, **board_facts(asked), **frame(asked)))
    flash(said)
    return commit(redirect(back, 303))


@bp.post("/prospects/<uuid:prospect_id>/loss")
@allow(policy.can_recruit)
def create_loss(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_recruit)
    form = LossForm()
    if not form.validate():
        return show_prospect(prospect, form, 422)
    refuse_other_state(prospect, form.version.data, words.STAGES[Stage.LOST])
    prospect.lose(Loss(form.reason.data), current_user.person, form.note.data)
    return moved(prospect)


@bp.post("/prospects/<uuid:prospect_id>/return")
@allow(policy.can_recruit)
def create_return(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_recruit)
    form = ReturnForm()
    if not form.validate():
        return show_prospect(prospect, form, 422)
    refuse_other_state(prospect, form.version.data, _("Back on its way"))
    prospect.come_back(current_user.person, form.note.data)
    return moved(prospect)


@bp.post("/prospects/moves")
@allow(policy.can_recruit)
def create_moves():
    """Those who may go, go; those who may not are named, each with its reason."""
    asked = Filters.of({**dict(parse_qsl(urlsplit(request.form.get("back", "")).query)), "view": "list"})
    form = BulkForm(words.STAGES)
    ticked = dict(filter(None, map(ticked_one, request.form.getlist("prospect")[:60])))
    if not form.validate() or not ticked:
        if not ticked:
            form.to.errors = [*form.to.errors, _("Tick at least one prospect in the list.")]
        return show_list(asked, form, 422)
    refused = move_all(found_all(list(ticked)), Stage(form.to.data), ticked)
    if len(refused) < len(ticked):
        flash(_("%(count)s moved to “%(stage)s”.", count=len(ticked) - len(refused), stage=words.STAGES[Stage(form.to.data)]))
    for name, reason in refused:
        flash(_("%(firm)s was not moved: %(reason)s", firm=inside(name), reason=inside(reason)), "warning")
    return commit(redirect(asked.url(view="list"), 303))


def ticked_one(text: str) -> tuple[UUID, int] | None:
    record_id, _dot, seen = text.partition(".")
    found = as_id(record_id)
    return (found, int(seen)) if found and seen.isascii() and seen.isdigit() and len(seen) < 10 else None


def found_all(ids: list[UUID]) -> list[Prospect]:
    wanted = policy.visible_prospects(current_user).join(Prospect.enterprise).options(contains_eager(Prospect.enterprise))
    found = list(db.session.scalars(wanted.where(Prospect.id.in_(ids))))
    if len(found) < len(ids):
        abort(404)
    return found


def move_all(prospects: list[Prospect], stage: Stage, seen: dict[UUID, int]) -> list[tuple[str, object]]:
    settings = {programme_id: settings_of(programme_id) for programme_id in {p.programme_id for p in prospects}}
    refused = []
    for prospect in prospects:
        try:
            if seen[prospect.id] != prospect.version:
                raise NotNow(_("somebody else moved it in the meantime. Look at it again."))
            if not policy.can_recruit(current_user, prospect):
                raise NotNow(_("you may not move it."))
            prospect.move_to(stage, current_user.person, settings[prospect.programme_id])
        except NotNow as reason:
            refused.append((own(prospect.enterprise), reason.message))
    return refused
