"""The door to one prospect: its story, whom to speak to, what comes next."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, joinedload

from portal.database import db
from portal.recruitment import lists, policy, story, words
from portal.recruitment.assessment_forms import VERDICTS
from portal.recruitment.forms import EditProspectForm, LossForm, ReturnForm
from portal.recruitment.models import Prospect
from portal.recruitment.routes import bp
from portal.recruitment.stages import Stage, back_of, onward_of
from portal.web.access import Rule, allow
from portal.web.asking import current_user
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


def find_prospect(prospect_id: UUID, may: Rule) -> Prospect:
    """With its enterprise and who looks after it, in one statement."""
    wanted = policy.visible_prospects(current_user).join(Prospect.enterprise)
    wanted = wanted.options(contains_eager(Prospect.enterprise), joinedload(Prospect.owner))
    prospect = db.session.scalar(wanted.where(Prospect.id == prospect_id)) or abort(404)
    if not may(current_user, prospect):
        abort(403)
    return prospect


@bp.get("/prospects/<uuid:prospect_id>")
@allow(policy.can_see)
def show(prospect_id):
    return show_prospect(find_prospect(prospect_id, policy.can_see))


def show_prospect(prospect: Prospect, sent=None, status: int = 200):
    closed = prospect.stage in (Stage.LOST, Stage.NOT_SELECTED)
    forms = {"loss": LossForm().fill(version=prospect.version), "back": ReturnForm().fill(version=prospect.version)}
    for name, form in forms.items():
        if isinstance(sent, type(form)):
            forms[name] = sent
        elif sent is not None:
            forms[name] = type(form)(formdata=None, version=prospect.version)
    facts = {
        "prospect": prospect,
        "words": words,
        "verdicts": VERDICTS,
        "is_closed": closed,
        "onward": onward_of(prospect.stage),
        "backward": back_of(prospect.stage),
    }
    may = {f"may_{name}": getattr(policy, f"can_{name}")(current_user, prospect) for name in ("recruit", "assess", "decide")}
    return render_template("recruitment/show.html", **facts, **may, **forms, **story.of(prospect)), status


@bp.get("/prospects/<uuid:prospect_id>/edit")
@allow(policy.can_recruit)
def edit(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_recruit)
    form = edit_form(prospect).fill(**facts(prospect), version=prospect.version)
    return render_template("recruitment/edit.html", form=form, prospect=prospect, words=words)


def edit_form(prospect: Prospect) -> EditProspectForm:
    people = [(str(row.id), own(row)) for row in lists.recruiters([prospect.programme_id])]
    if prospect.owner and str(prospect.owner_id) not in dict(people):
        people.append((str(prospect.owner_id), own(prospect.owner)))
    if str(current_user.person_id) not in dict(people):
        people.append((str(current_user.person_id), own(current_user.person)))
    return EditProspectForm(people)


def facts(prospect: Prospect) -> dict:
    names = ("source_note", "contact_name", "contact_phone", "next_step", "due_on")
    return {name: getattr(prospect, name) for name in names} | {
        "source": prospect.source.value,
        "owner": str(prospect.owner_id) if prospect.owner_id else None,
    }


@bp.post("/prospects/<uuid:prospect_id>")
@allow(policy.can_recruit)
def update(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_recruit)
    form = edit_form(prospect)
    if not form.validate():
        return render_template("recruitment/edit.html", form=form, prospect=prospect, words=words), 422
    refuse_stale(form, prospect.version, facts(prospect), url_for(".edit", prospect_id=prospect.id))
    prospect.refuse_merged()
    if form.next_step.data and not prospect.stage.is_open:
        form.next_step.errors = [_("This prospect’s way has ended: there is no next step. Bring it back first.")]
        return render_template("recruitment/edit.html", form=form, prospect=prospect, words=words), 422
    prospect.describe(**form.contact)
    if prospect.stage.is_open:
        prospect.plan(**form.plan)
    flash(_("Saved."))
    return commit(see(".show", prospect_id=prospect.id))
