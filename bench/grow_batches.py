"""Twenty-one batches: the factories' own, and twenty more with two thousand completions that wait to be confirmed."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7

from bench.grow_people import SINCE, make_users, put
from portal import clock
from portal.accounts.models import Assignment, Role
from portal.batches.completions import Completion, CompletionStep, GateFact, State
from portal.batches.gates import GATES
from portal.batches.models import Batch, BatchModule, Enrolment, Format, Status
from portal.enterprises.models import Enterprise

BATCHES, IN_EACH, COORDINATORS = 20, 10, 44


def grow_batches(programme: UUID, factories: list[UUID], codes: list[str]) -> dict[UUID, list[UUID]]:
    """Who may decide, and the completions that wait for each: every completion is one person's."""
    coordinators, _ = make_users(programme, [Role.COORDINATOR] * COORDINATORS)
    trainers, _ = make_users(programme, [Role.TRAINER])
    mine = grow_batch(programme, factories, codes, trainers[0])
    put(Completion, [completion(programme, *which, trainers[0], State.CONFIRMED) for which in mine[: len(mine) // 2]])
    proposals: dict[UUID, list[UUID]] = {user: [] for user in coordinators}
    for nth in range(BATCHES):
        (expert,), _ = make_users(programme, [Role.EXPERT])
        (trainer,), _ = make_users(programme, [Role.TRAINER], expert=expert)
        found = [uuid7() for _ in range(IN_EACH)]
        names = [f"Dastak Apparel {nth}-{n}" for n in range(IN_EACH)]
        put(
            Enterprise,
            [
                {"programme_id": programme, "id": e, "name": name, "city": "Karachi", "version": 1}
                for e, name in zip(found, names, strict=True)
            ],
        )
        put(Assignment, [{"programme_id": programme, "user_id": trainer, "enterprise_id": e, "starts_on": SINCE} for e in found])
        waiting = [completion(programme, *which, trainer, State.PROPOSED) for which in grow_batch(programme, found, codes, trainer)]
        put(Completion, waiting)
        put(CompletionStep, [first_step(programme, one["id"], trainer) for one in waiting])
        ids = [one["id"] for one in waiting]
        proposals[expert] = ids[::2]
        for n, one in enumerate(ids[1::2]):
            proposals[coordinators[(nth * 7 + n) % COORDINATORS]].append(one)
    return proposals


def grow_batch(programme: UUID, enterprises: list[UUID], codes: list[str], trainer: UUID) -> list[tuple[UUID, UUID, str]]:
    """A running batch with every module planned and every gate met; what could be completed in it."""
    batch, enrolments = uuid7(), {uuid7(): enterprise for enterprise in enterprises}
    facts = {"name": f"Batch {batch.hex[-6:]}", "format": Format.FULL, "status": Status.RUNNING, "starts_on": SINCE, "version": 1}
    put(Batch, [{"programme_id": programme, "id": batch, **facts}])
    put(BatchModule, [{"programme_id": programme, "batch_id": batch, "module_code": code, "position": n} for n, code in enumerate(codes)])
    row = {"programme_id": programme, "batch_id": batch, "enrolled_on": SINCE, "version": 1}
    put(Enrolment, [{**row, "id": one, "enterprise_id": enterprise} for one, enterprise in enrolments.items()])
    which = [(one, enterprise, code) for one, enterprise in enrolments.items() for code in codes]
    fact = {
        "programme_id": programme,
        "met": True,
        "note": "All came, on both days.",
        "entered_by": trainer,
        "entered_at": clock.now(),
        "version": 1,
    }
    put(GateFact, [{**fact, "enrolment_id": o, "enterprise_id": e, "module_code": c, "gate": g.code} for o, e, c in which for g in GATES])
    return which


def completion(programme: UUID, enrolment: UUID, enterprise: UUID, code: str, trainer: UUID, state: State) -> dict:
    where = {"programme_id": programme, "enrolment_id": enrolment, "enterprise_id": enterprise, "module_code": code}
    return {**where, "id": uuid7(), "state": state, "proposed_by": trainer, "proposed_at": clock.now(), "version": 1}


def first_step(programme: UUID, completion_id: UUID, trainer: UUID) -> dict:
    return {
        "programme_id": programme,
        "completion_id": completion_id,
        "by_id": trainer,
        "moved_from": State.OPEN,
        "moved_to": State.PROPOSED,
    }
