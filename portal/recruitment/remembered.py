"""How prospects, their moves and assessments read in their history."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import User
from portal.files.removals import GONE
from portal.history.records import Kind, keep, tell, words
from portal.recruitment import policy
from portal.recruitment.assessment_forms import VERDICTS
from portal.recruitment.assessments import AssessmentPhoto, InitialAssessment, Verdict
from portal.recruitment.criteria import CriteriaVersion
from portal.recruitment.interests import Interest, State
from portal.recruitment.merging import ProspectMerge
from portal.recruitment.models import Move, Prospect
from portal.recruitment.rhythm import RecruitmentSettings
from portal.recruitment.stages import Loss, Source, Stage
from portal.recruitment.words import LOSSES, SOURCES, STAGES
from portal.say import _l

tell(
    Prospect,
    _l("Prospect"),
    stage=_l("Stage"),
    entered_on=_l("In this stage since"),
    source=_l("How it came to us"),
    source_note=_l("Which event, or who told it"),
    contact_name=_l("Whom to speak to"),
    contact_phone=_l("Phone"),
    owner_id=_l("Looked after by"),
    next_step=_l("Next step"),
    due_on=_l("By when"),
    lost_reason=_l("Why it does not come in"),
    stopped_on=_l("Stopped since"),
    silent=("enterprise_id", "furthest", "late_on", "lost_from", "merged_into_id"),
)
tell(
    Move,
    _l("Move"),
    from_stage=_l("From"),
    to_stage=_l("To"),
    note=_l("Words"),
    by_id=_l("By"),
    silent=("prospect_id", "is_onward", "days", "at"),
)
tell(
    InitialAssessment,
    _l("Initial assessment"),
    visited_on=_l("Day of the visit"),
    assessor_id=_l("Assessed by"),
    notes=_l("What was seen and heard"),
    recommendation=_l("Recommendation"),
    because=_l("Why"),
    decision=_l("Decision"),
    decided_by_id=_l("Decided by"),
    decision_note=_l("Why it was decided so"),
    lifted_by_id=_l("Opened again by"),
    lifted_because=_l("What came out"),
    silent=("prospect_id", "enterprise_id", "criteria_version_id", "answers", "at", "decided_at", "lifted_at"),
)
tell(
    AssessmentPhoto,
    _l("Photo"),
    caption=_l("In a few words"),
    taken_by_id=_l("Taken by"),
    **GONE,
    silent=("initial_assessment_id", "enterprise_id", "file_id", "at"),
)
tell(
    Interest,
    _l("Interest"),
    firm=_l("Firm"),
    name=_l("Name"),
    phone=_l("Phone"),
    state=_l("State"),
    reason=_l("Why"),
    women_count=_l("Women who work here"),
    men_count=_l("Men who work here"),
    products=_l("What it makes"),
    export=_l("Sells to"),
    why=_l("Why it would like to take part"),
    silent=("language", "event_id", "at", "decided_by_id", "decided_at", "prospect_id", "digest", "expires_at", "answered_at"),
)
tell(
    ProspectMerge,
    _l("Merging"),
    by_id=_l("By"),
    undone_by_id=_l("Taken back by"),
    silent=("prospect_id", "into_id", "carried", "filled", "taken", "at", "undone_at"),
)
tell(CriteriaVersion, _l("Criteria"), number=_l("Number"), made_by_id=_l("By"), silent=("criteria", "at"))
tell(
    RecruitmentSettings,
    _l("Settings of recruitment"),
    call_name=_l("Whom to call"),
    call_role=_l("Their office"),
    call_phone=_l("Phone"),
    is_open=_l("The public page is open"),
    silent=("days",),
)
STATES = {State.WAITING: _l("Waiting"), State.APPROVED: _l("Approved"), State.REFUSED: _l("Not followed up")}
words.choices.update({Stage: STAGES, Source: SOURCES, Loss: LOSSES, Verdict: VERDICTS, State: STATES})


def of_a_prospect(user: User, prospect: Prospect):
    """Its moves, assessments with their photos, and what it said by itself."""
    for model in (Move, InitialAssessment, Interest):
        yield select(model.id).where(model.programme_id == prospect.programme_id, model.prospect_id == prospect.id)
    mine = InitialAssessment.programme_id == prospect.programme_id, InitialAssessment.prospect_id == prospect.id
    yield select(AssessmentPhoto.id).join(AssessmentPhoto.assessment).where(*mine)


keep(
    Kind(
        "prospect",
        Prospect,
        policy.visible_prospects,
        lambda prospect: prospect.enterprise.name,
        lambda prospect: f"/prospects/{prospect.id}",
        policy.can_see,
        of_a_prospect,
    )
)
