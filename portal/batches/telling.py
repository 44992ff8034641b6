"""Who is told what of completions and enrolments. The routes call it beside the verb."""

from __future__ import annotations

from portal.accounts.models import User
from portal.batches.completions import Completion
from portal.batches.models import Enrolment
from portal.batches.modules import title_of, titles
from portal.database import db
from portal.notices import sentences, whom
from portal.notices.models import Kind
from portal.notices.telling import settle, tell
from portal.say import _l

sentences.register(
    completion_proposed=_l("%(by)s proposed %(module)s at %(enterprise)s as complete. Confirm it, or return it."),
    completion_returned=_l("%(by)s returned %(module)s at %(enterprise)s: %(comment)s"),
    completion_confirmed=_l("%(module)s at %(enterprise)s is confirmed as complete by %(by)s."),
    completion_withdrawn=_l("%(by)s withdrew %(module)s at %(enterprise)s: %(comment)s"),
    enrolment_paused=_l("%(enterprise)s pauses in the batch %(batch)s, from %(day)s on: %(reason)s"),
)


def facts_of(completion: Completion, by: User) -> dict:
    """Which module where, in both languages; and by whom."""
    code, programme_id = completion.module_code, completion.programme_id
    module = {key: title_of(titles(language, programme_id), code).title for key, language in (("name", "en"), ("name_ur", "ur"))}
    return {"by": by.person, "module": module, "enterprise": completion.enrolment.enterprise}


def path_of(completion: Completion) -> str:
    return f"/enrolments/{completion.enrolment_id}/modules/{completion.module_code}"


def proposed(completion: Completion, by: User) -> None:
    """The experts who oversee this factory's trainers decide; an exception, or where there are none, the coordinators."""
    db.session.flush()
    experts = [] if completion.is_exception else list(db.session.scalars(whom.overseers(completion)))
    deciders = experts or list(db.session.scalars(whom.coordinators(completion)))
    settle(completion, "completion_returned")
    tell(Kind.MUST_ACT, "completion_proposed", completion, path_of(completion), users=deciders, **facts_of(completion, by))


def returned(completion: Completion, by: User) -> None:
    settle(completion, "completion_proposed")
    facts = {**facts_of(completion, by), "comment": completion.comment}
    tell(Kind.MUST_ACT, "completion_returned", completion, path_of(completion), users=[completion.proposed_by], **facts)


def confirmed(completion: Completion, by: User) -> None:
    settle(completion, "completion_proposed")
    told = [completion.proposed_by, *db.session.scalars(whom.managers(completion))]
    tell(Kind.ASKED_TO_KNOW, "completion_confirmed", completion, path_of(completion), users=told, **facts_of(completion, by))


def withdrawn(completion: Completion, by: User) -> None:
    settle(completion, "completion_proposed", "completion_returned")
    told = [completion.proposed_by, *db.session.scalars(whom.managers(completion))]
    facts = {**facts_of(completion, by), "comment": completion.reason}
    tell(Kind.ASKED_TO_KNOW, "completion_withdrawn", completion, path_of(completion), users=told, **facts)


def paused(enrolment: Enrolment) -> None:
    told = [*db.session.scalars(whom.managers(enrolment)), *db.session.scalars(whom.trainers(enrolment))]
    facts = {"enterprise": enrolment.enterprise, "batch": enrolment.batch, "day": enrolment.since_on, "reason": enrolment.reason}
    tell(Kind.ASKED_TO_KNOW, "enrolment_paused", enrolment, f"/enrolments/{enrolment.id}", users=told, **facts)
