"""The door to two rows of one firm: looked at side by side, made one, taken back."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from portal.database import db
from portal.enterprises import merging
from portal.enterprises.models import Enterprise
from portal.enterprises.policy import visible_enterprises
from portal.errors import NotNow
from portal.recruitment import furthest, policy, twins, words
from portal.recruitment.merging import ProspectMerge, merge
from portal.recruitment.models import Prospect
from portal.recruitment.prospect_routes import find_prospect
from portal.recruitment.routes import bp
from portal.recruitment.stages import Source, Stage
from portal.web.access import allow
from portal.web.asking import as_id, current_user, sought
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit


def firm_within(programme_id: UUID, enterprise_id: UUID | None) -> Enterprise:
    within = visible_enterprises(current_user).where(Enterprise.programme_id == programme_id, Enterprise.merged_into_id.is_(None))
    return db.session.scalar(within.where(Enterprise.id == enterprise_id)) or abort(404)


def prospect_of(programme_id: UUID, enterprise_id: UUID) -> Prospect:
    """Recruitment's row of this firm; one that came in without it gets it now."""
    firm = firm_within(programme_id, enterprise_id)
    known = policy.visible_prospects(current_user).where(Prospect.programme_id == programme_id, Prospect.enterprise_id == firm.id)
    if (found := db.session.scalar(known)) is not None:
        return found
    stage = Stage.IDENTIFIED if firm.is_prospect else Stage.ENROLLED
    made = Prospect.found(firm, current_user.person, Source.OTHER, stage, contact_phone=firm.phone)
    db.session.add(made)
    db.session.flush()
    return made


@bp.get("/prospects/<uuid:prospect_id>/merge")
@allow(policy.can_recruit)
def new_merge(prospect_id):
    return merge_page(find_prospect(prospect_id, policy.can_recruit), as_id(request.args.get("into")))


def merge_page(prospect: Prospect, into_id: UUID | None, refused: NotNow | None = None, status: int = 200):
    firm, text = prospect.enterprise, sought(request.args)
    asked = ([text], "") if text else ([firm.name, firm.name_ur], firm.city)
    alike = twins.twins_of(prospect.programme_id, *asked, [] if text else [prospect.contact_phone, firm.phone], but=firm.id)
    into = firm_within(prospect.programme_id, into_id) if into_id and into_id != firm.id else None
    stage, stays_at = stages_of(prospect, into) if into else (None, None)
    facts = {"into": into, "told": merging.told(firm, into) if into else [], "words": words, "text": text}
    facts |= {"stage": stage, "stays_at": stays_at, "refused": refused}
    return render_template("recruitment/merge.html", prospect=prospect, twins=alike, **facts), status


def stages_of(prospect: Prospect, into: Enterprise) -> tuple[Stage, Stage]:
    """Where the other one stands, and where the two stand as one."""
    mine = policy.visible_prospects(current_user).where(Prospect.programme_id == into.programme_id, Prospect.enterprise_id == into.id)
    known = db.session.scalar(mine)
    if known is None:
        known = Prospect(stage=Stage.IDENTIFIED if into.is_prospect else Stage.ENROLLED)
    return known.stage, furthest.stays_at(prospect, known)


@bp.post("/prospects/<uuid:prospect_id>/merges")
@allow(policy.can_recruit)
def create_merge(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_recruit)
    into_id = as_id(request.form.get("into")) or abort(422)
    into = prospect_of(prospect.programme_id, firm_within(prospect.programme_id, into_id).id)
    try:
        merge(prospect, into, current_user.person)
    except NotNow as refused:
        db.session.rollback()
        return merge_page(find_prospect(prospect_id, policy.can_recruit), into_id, refused, 422)
    flash(_("The two are one firm now. For 30 days you can take this back, on its page."))
    return commit(see(".show", prospect_id=into.id))


@bp.post("/prospect-merges/<uuid:prospect_merge_id>/undoing")
@allow(policy.can_recruit)
def create_merge_undoing(prospect_merge_id):
    made = find_or_404(ProspectMerge, prospect_merge_id, within=policy.visible_merges(current_user), may=policy.can_recruit)
    made.undo(current_user.person)
    flash(_("Each of the two stands by itself again."))
    return commit(see(".show", prospect_id=made.prospect_id))
