"""Batches, enrolments and completions for tests, made by the verbs that the routes use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal.accounts.models import User
from portal.batches.completions import Completion, GateFact
from portal.batches.gates import GATES, Finding, known_by_a_room
from portal.batches.models import Batch, Enrolment, Format, Readiness
from portal.curriculum.models import Module, ModuleText, Status
from portal.database import db
from portal.enterprises.models import Enterprise

COOPERATION, QUALITY = "workplace-cooperation", "quality"
STARTED = date(2026, 3, 2)
READY = Readiness(has_consent=True)
ALL_MET = {gate.code: Finding(True, "Seen.") for gate in GATES}


def make_module(code: str = COOPERATION, title: str = "Workplace cooperation", number: int = 1) -> Module:
    module = Module(code=code, number=number, is_core=True, minutes=90, status=Status.READY)
    db.session.add(module)
    db.session.flush()
    texts = {"summary": "", "audience": "", "aims": [], "topics": [], "body_html": ""}
    db.session.add(ModuleText(module_id=module.id, language="en", title=title, **texts))
    return module


def make_batch(
    programme_id: UUID, *enterprise_ids: UUID, codes=(COOPERATION, QUALITY), name: str = "Karachi 7", is_running: bool = True
) -> Batch:
    batch = Batch(programme_id=programme_id, name=name, format=Format.BLENDED, starts_on=STARTED)
    batch.plan_modules(list(codes), STARTED)
    db.session.add(batch)
    db.session.flush()
    if enterprise_ids or is_running:
        batch.recruit()
    for enterprise_id in enterprise_ids:
        batch.enrol(db.session.get(Enterprise, (programme_id, enterprise_id)), STARTED, READY)
    if is_running:
        batch.confirm()
        batch.start()
    db.session.flush()
    return batch


def enrol(cast, *names: str, **facts) -> Enrolment:
    """A batch with these enterprises of the cast; the first one's enrolment."""
    batch = make_batch(cast.programme, *(getattr(cast, name) for name in names or ("roshan",)), **facts)
    return batch.enrolments[0]


def meet(enrolment: Enrolment, by: User, code: str = COOPERATION, but: str = "") -> None:
    """Enter every fact that is entered by hand, but perhaps one."""
    for gate in GATES:
        if gate.code != but and not known_by_a_room(gate.code):
            fact = GateFact.about(enrolment, code, gate.code)
            fact.enter(by, True, "2 managers and 2 workers, 4 and 11 March.")
            db.session.add(fact)
    db.session.flush()


def propose(enrolment: Enrolment, by: User, code: str = COOPERATION, why: str | None = None) -> Completion:
    completion = Completion.begin(enrolment, code)
    db.session.add(completion)
    findings = {**ALL_MET, "visits": Finding(False, "")} if why else ALL_MET
    completion.propose(by, findings, why)
    db.session.flush()
    return completion


def person(cast, name: str) -> User:
    return db.session.get(User, cast.users[name])


def look(session, statement):
    """One record as it is now; what is open afterwards would keep everybody else from writing."""
    session.expunge_all()
    found = session.scalar(statement)
    session.expunge_all()
    session.rollback()
    return found
