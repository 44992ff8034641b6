"""The door to initial assessments: handed in by one person, decided by another."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from portal import clock
from portal.database import db
from portal.errors import NotNow, answer_not_now
from portal.files.models import StoredFile
from portal.recruitment import criteria, policy, words
from portal.recruitment.assessment_forms import VERDICTS, DecisionForm, PhotoForm, form_for
from portal.recruitment.assessments import AssessmentPhoto, InitialAssessment, Verdict
from portal.recruitment.forms import WordsForm
from portal.recruitment.models import Prospect
from portal.recruitment.prospect_routes import find_prospect
from portal.recruitment.rhythm import settings_of
from portal.recruitment.routes import bp
from portal.web.access import Rule, allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


@bp.get("/prospects/<uuid:prospect_id>/assessments/new")
@allow(policy.can_assess)
def new_assessment(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_assess)
    items, _number = criteria.in_force(prospect.programme_id)
    return show_new(prospect, form_for(items).fill(visited_on=clock.today()))


def show_new(prospect: Prospect, form, status: int = 200):
    """On a path that is stopped nobody begins a form; what somebody sent meanwhile stands there with its words."""
    call = settings_of(prospect.programme_id).call if prospect.stopped_on else ""
    return render_template("recruitment/assessment_new.html", form=form, prospect=prospect, call=call, was_sent=status != 200), status


@bp.post("/prospects/<uuid:prospect_id>/assessments")
@allow(policy.can_assess)
def create_assessment(prospect_id):
    prospect = find_prospect(prospect_id, policy.can_assess)
    items, _number = criteria.in_force(prospect.programme_id)
    form = form_for(items)
    if not form.validate():
        return show_new(prospect, form, 422)
    version = criteria.to_assess_by(prospect.programme_id, current_user.person)
    names = ("visited_on", "notes", "because")
    facts = {**{name: form[name].data for name in names}, "recommendation": Verdict(form.recommendation.data), "answers": form.answers}
    try:
        made = InitialAssessment.hand_in(prospect, version, current_user.person, **facts)
    except NotNow as refused:
        form.takes(refused, "recommendation")
        db.session.rollback()
        return show_new(find_prospect(prospect_id, policy.can_assess), form, 422)
    db.session.add(made)
    db.session.flush()
    flash(_("The assessment is handed in. Another person decides."))
    return commit(see(".show_assessment", initial_assessment_id=made.id))


def find_assessment(assessment_id: UUID, may: Rule) -> InitialAssessment:
    """With its prospect, its people and its photos."""
    wanted = policy.visible_assessments(current_user).where(InitialAssessment.id == assessment_id)
    wanted = wanted.options(
        joinedload(InitialAssessment.prospect, innerjoin=True).joinedload(Prospect.enterprise, innerjoin=True),
        joinedload(InitialAssessment.photos).joinedload(AssessmentPhoto.file),
    )
    found = db.session.scalars(wanted).unique().one_or_none() or abort(404)
    if not may(current_user, found):
        abort(403)
    return found


@bp.get("/initial-assessments/<uuid:initial_assessment_id>")
@allow(policy.can_see)
def show_assessment(initial_assessment_id):
    return show_one(find_assessment(initial_assessment_id, policy.can_see))


def show_one(made: InitialAssessment, sent=None, status: int = 200):
    decision = sent if isinstance(sent, DecisionForm) else DecisionForm(formdata=None, version=made.version)
    photo = sent if isinstance(sent, PhotoForm) else PhotoForm(formdata=None)
    lift = sent if isinstance(sent, WordsForm) else WordsForm(formdata=None, version=made.prospect.version)
    shown = {"decision": decision, "photo": photo, "lift": lift}
    call = settings_of(made.programme_id).call if made.prospect.stopped_on else ""
    is_mine = made.assessor_id == current_user.person_id
    may = {"may_decide": policy.can_decide(current_user, made), "may_assess": policy.can_assess(current_user, made)}
    facts = {"made": made, "prospect": made.prospect, "call": call, "is_mine": is_mine, "verdicts": VERDICTS, "words": words}
    return render_template("recruitment/assessment.html", forms=shown, **facts, **may), status


@bp.post("/initial-assessments/<uuid:initial_assessment_id>/decision")
@allow(policy.can_decide)
def create_decision(initial_assessment_id):
    made = find_assessment(initial_assessment_id, policy.can_decide)
    form = DecisionForm()
    if not form.validate():
        return show_one(made, form, 422)
    way_out = url_for(".show_assessment", initial_assessment_id=made.id)
    saved = {"decision": made.decision and made.decision.value, "decision_note": made.decision_note}
    refuse_stale(form, made.version, saved, way_out)
    try:
        made.decide(Verdict(form.decision.data), current_user.person, form.decision_note.data)
    except NotNow as error:
        if form.takes(error):
            return show_one(made, form, 422)
        error.way_out = error.way_out or way_out
        return answer_not_now(error)
    flash(_("Decided. It stands at “%(stage)s” now.", stage=words.STAGES[made.prospect.stage]))
    return commit(see(".show", prospect_id=made.prospect_id))


@bp.post("/initial-assessments/<uuid:initial_assessment_id>/lifting")
@allow(policy.can_decide)
def create_lifting(initial_assessment_id):
    """A serious flag was looked into by another person, who says what came out."""
    made = find_assessment(initial_assessment_id, policy.can_decide)
    form = WordsForm()
    if not form.validate():
        return show_one(made, form, 422)
    refuse_stale(form, made.prospect.version, {}, url_for(".show_assessment", initial_assessment_id=made.id))
    made.lift(current_user.person, form.note.data or "")
    flash(_("The path is open again. What you wrote stands in what happened."))
    return commit(see(".show", prospect_id=made.prospect_id))


@bp.post("/initial-assessments/<uuid:initial_assessment_id>/photos")
@allow(policy.can_assess)
def create_assessment_photo(initial_assessment_id):
    made = find_assessment(initial_assessment_id, policy.can_assess)
    db.session.commit()  # nothing is written yet: others may write while the photo is made small
    form = PhotoForm()
    if not form.validate() or form.photo.picture is None:
        return show_one(made, form, 422)
    if not form.photo.fits_into(made):
        return show_one(made, form, 507)
    stored = StoredFile.keep(form.photo.picture, made.programme_id, made.enterprise_id)
    db.session.add(stored)
    db.session.flush()
    facts = {"enterprise_id": made.enterprise_id, "file_id": stored.id, "caption": form.caption.data}
    db.session.add(
        AssessmentPhoto(programme_id=made.programme_id, initial_assessment_id=made.id, taken_by_id=current_user.person_id, **facts)
    )
    flash(_("The photo is saved."))
    return commit(see(".show_assessment", anchor="photos", initial_assessment_id=made.id))
