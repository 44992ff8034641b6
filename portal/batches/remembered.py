"""How batches, enrolments and completions read in their history."""

from __future__ import annotations

from itertools import combinations

from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.reach import within_reach
from portal.batches import policy
from portal.batches.completions import Completion, CompletionStep, GateFact, State
from portal.batches.gates import GATES
from portal.batches.models import (
    Batch,
    BatchDay,
    BatchModule,
    BatchOverride,
    BatchTrainer,
    DayKind,
    Enrolment,
    EnrolmentStep,
    Format,
    Standing,
    Status,
)
from portal.batches.modules import titles
from portal.batches.overriding import Missing
from portal.batches.words import DAY_KINDS, FORMATS, MISSING, STANDINGS, STATES, STATUSES
from portal.enterprises.models import Enterprise
from portal.history.records import Kind, keep, tell, words
from portal.say import _l
from portal.web.formats import own
from portal.web.language import language

tell(
    Batch,
    _l("Batch"),
    name=_l("Name"),
    name_ur=_l("Name in Urdu script"),
    format=_l("Kind of course"),
    status=_l("State"),
    starts_on=_l("First day"),
    ends_on=_l("Last day"),
    closed_reason=_l("Why it was closed"),
)
tell(
    BatchOverride,
    _l("Step although something was missing"),
    moved_to=_l("To"),
    missing=_l("What was missing"),
    reason=_l("Why"),
    by_id=_l("By"),
    silent=("batch_id", "at"),
)
tell(
    BatchModule,
    _l("Planned module"),
    module_code=_l("Module"),
    position=_l("Place in the plan"),
    dropped_on=_l("Taken out on"),
    silent=("batch_id",),
)
tell(
    Enrolment,
    _l("Enterprise in the batch"),
    enterprise_id=_l("Enterprise"),
    enrolled_on=_l("Enrolled on"),
    state=_l("State"),
    since_on=_l("Since"),
    reason=_l("Why"),
    baseline_on=_l("Baseline taken on"),
    without_baseline=_l("Why without a baseline"),
    without_decision=_l("Why without a decision"),
    silent=("batch_id",),
)
tell(
    EnrolmentStep,
    _l("Pause, return or leaving"),
    moved_from=_l("From"),
    moved_to=_l("To"),
    since_on=_l("Since"),
    reason=_l("Why"),
    by_id=_l("By"),
    silent=("enrolment_id", "at"),
)
tell(
    BatchTrainer,
    _l("Trainer of the batch"),
    user_id=_l("Trainer"),
    starts_on=_l("First day"),
    ends_on=_l("Last day"),
    silent=("batch_id",),
)
tell(
    BatchDay,
    _l("Planned day"),
    module_code=_l("Module"),
    kind=_l("What is planned"),
    planned_on=_l("Day"),
    note=_l("Note"),
    dropped_on=_l("Taken out on"),
    silent=("batch_id",),
)
tell(
    Completion,
    _l("Completion"),
    module_code=_l("Module"),
    state=_l("State"),
    proposed_by=_l("Proposed by"),
    proposed_at=_l("Proposed"),
    decided_by=_l("Decided by"),
    decided_at=_l("Decided"),
    comment=_l("Why it came back"),
    reason=_l("Why it was withdrawn"),
    override_reason=_l("Why an exception"),
    is_same_device=_l("Confirmed on the device of the entry"),
    silent=("enrolment_id", "enterprise_id"),
)
tell(
    CompletionStep,
    _l("Step"),
    moved_from=_l("From"),
    moved_to=_l("To"),
    by_id=_l("By"),
    comment=_l("Words"),
    silent=("completion_id", "at"),
)
tell(
    GateFact,
    _l("Fact at a gate"),
    gate=_l("Gate"),
    met=_l("This is met"),
    note=_l("What was done"),
    module_code=_l("Module"),
    entered_by=_l("Entered by"),
    entered_at=_l("Entered"),
    silent=("enrolment_id", "enterprise_id"),
)
words.choices.update({Format: FORMATS, Status: STATUSES, Standing: STANDINGS, State: STATES, DayKind: DAY_KINDS})
words.names["batch"] = lambda: select(Batch.id, Batch.name, Batch.name_ur)
words.names["enrolment"] = lambda: select(Enrolment.id, Enterprise.name, Enterprise.name_ur).join(Enrolment.enterprise)
words.codes["module_code"] = lambda: {code: known.title for code, known in titles(language()).items()}
words.codes["missing"] = lambda: {
    " ".join(some): _(", ").join(str(MISSING[code]) for code in some) for number in (1, 2, 3) for some in combinations(Missing, number)
}
words.codes["gate"] = lambda: {gate.code: str(gate.title) for gate in GATES}


def of_a_batch(user: User, batch: Batch):
    """Its plan, and those of its enterprises that the reader sees."""
    for model in (BatchModule, BatchTrainer, BatchDay, BatchOverride):
        yield select(model.id).where(model.programme_id == batch.programme_id, model.batch_id == batch.id)
    yield select(Enrolment.id).where(Enrolment.batch_id == batch.id, within_reach(user, Enrolment))


def of_an_enrolment(user: User, enrolment: Enrolment):
    """What was completed in it, and the facts at its gates."""
    for model in (Completion, GateFact, EnrolmentStep):
        yield select(model.id).where(model.programme_id == enrolment.programme_id, model.enrolment_id == enrolment.id)


def of_a_completion(user: User, completion: Completion):
    yield select(CompletionStep.id).where(
        CompletionStep.programme_id == completion.programme_id, CompletionStep.completion_id == completion.id
    )
    yield select(GateFact.id).where(
        GateFact.programme_id == completion.programme_id,
        GateFact.enrolment_id == completion.enrolment_id,
        GateFact.module_code == completion.module_code,
    )


def name_of_completion(completion: Completion) -> str:
    return words.codes["module_code"]().get(completion.module_code, completion.module_code)


keep(
    Kind(
        "batch",
        Batch,
        policy.visible_batches,
        own,
        lambda batch: f"/batches/{batch.id}",
        policy.can_see_batches,
        of_a_batch,
    )
)
keep(
    Kind(
        "enrolment",
        Enrolment,
        policy.visible_enrolments,
        lambda enrolment: own(enrolment.enterprise),
        lambda enrolment: f"/enrolments/{enrolment.id}",
        policy.can_see_standing,
        of_an_enrolment,
    )
)
keep(
    Kind(
        "completion",
        Completion,
        policy.visible_completions,
        name_of_completion,
        lambda completion: f"/enrolments/{completion.enrolment_id}/modules/{completion.module_code}",
        policy.can_see_standing,
        of_a_completion,
    )
)
