"""A module is proposed with its gates met, decided on by somebody else, and the trail keeps every word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from portal.accounts.models import Grant, Programme, Role
from portal.accounts.reach import reach_of
from portal.accounts.traces import FRESH, KEPT, Trace, sweep
from portal.batches.completions import Completion, CompletionStep, State
from portal.batches.gates import Finding
from portal.clock import now, today
from portal.errors import NotNow
from tests.batches.build import ALL_MET, COOPERATION, enrol, look, meet, person, propose
from tests.cast import PASSWORD, assign, give


@pytest.fixture
def ready(database, cast):
    """Roshan with every gate of workplace cooperation met, and nothing proposed."""
    enrolment = enrol(cast, "roshan", "dastak")
    meet(enrolment, person(cast, "trainer"))
    database.commit()
    return enrolment


@pytest.fixture
def proposed(database, cast, ready):
    completion = propose(ready, person(cast, "trainer"))
    database.commit()
    return completion


def page_of(enrolment, code=COOPERATION) -> str:
    return f"/enrolments/{enrolment.id}/modules/{code}"


def state_of(database, enrolment) -> Completion | None:
    return look(database, select(Completion).where(Completion.enrolment_id == enrolment.id))


def other_enrolment(enrolment):
    return next(e for e in enrolment.batch.enrolments if e.id != enrolment.id)


# proposing


def test_a_trainer_proposes_when_every_gate_is_met(visit, database, ready):
    trainer = visit("trainer")
    assert "Everything is there" in trainer.get(page_of(ready)).text
    answer = trainer.post(f"{page_of(ready)}/proposal", version=0)
    assert answer.status_code == 303
    assert state_of(database, ready).state is State.PROPOSED
    assert "Waiting to be confirmed" in trainer.get(page_of(ready)).text


def test_the_form_on_the_page_is_enough_without_scripts(visit, database, ready):
    trainer = visit("trainer")
    assert trainer.post(f"{page_of(ready)}/proposal", **trainer.hidden(page_of(ready)) | {"version": "0"}).status_code == 303
    assert state_of(database, ready).state is State.PROPOSED


def test_a_proposal_with_something_missing_needs_a_reason(visit, database, cast):
    enrolment = enrol(cast)
    meet(enrolment, person(cast, "trainer"), but="visits")
    database.commit()
    trainer = visit("trainer")
    page = trainer.get(page_of(enrolment)).text
    assert "One thing is missing" in page
    assert page.index("Visits done") < page.index("Class attended")
    answer = trainer.post(f"{page_of(enrolment)}/proposal", version=0, reason="")
    assert answer.status_code == 422
    assert "Say why it should count" in answer.text
    answer = trainer.post(f"{page_of(enrolment)}/proposal", version=0, reason="The road was flooded")
    assert answer.status_code == 303
    assert state_of(database, enrolment).override_reason == "The road was flooded"


def test_a_reason_too_long_is_explained_and_kept(visit, ready):
    answer = visit("trainer").post(f"{page_of(ready)}/proposal", version=0, reason="word " * 300)
    assert answer.status_code == 422
    assert "too long" in answer.text


def test_a_proposal_from_a_stale_page_is_compared(visit, ready):
    answer = visit("trainer").post(f"{page_of(ready)}/proposal", version=7)
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.text


@pytest.mark.parametrize(
    "who, status",
    [("former_trainer", 404), ("far_coordinator", 403), ("manager", 403), ("expert", 403), ("coordinator", 403), ("donor", 403)],
)
def test_others_do_not_propose(visit, ready, who, status):
    assert visit(who).post(f"{page_of(ready)}/proposal", version=0).status_code == status


def test_a_trainer_does_not_propose_for_a_strange_enterprise(visit, database, ready):
    strange = other_enrolment(ready)
    trainer = visit("trainer")
    assert trainer.get(page_of(strange)).status_code == 404
    assert trainer.post(f"{page_of(strange)}/proposal", version=0).status_code == 404


def test_a_module_outside_the_plan_is_not_there(visit, ready):
    assert visit("trainer").get(page_of(ready, "climate")).status_code == 404


def test_nothing_is_proposed_while_the_enterprise_pauses(visit, database, ready):
    database.merge(ready).pause(today(), "Boiler repair")
    database.commit()
    answer = visit("trainer").post(f"{page_of(ready)}/proposal", version=0)
    assert answer.status_code == 409
    assert "paused or left" in answer.text


# confirming


@pytest.mark.parametrize("who", ["expert", "coordinator"])
def test_an_expert_or_the_coordinator_confirms(visit, database, ready, proposed, who):
    decider = visit(who)
    assert "Confirm as complete" in decider.get(page_of(ready)).text
    answer = decider.post(f"/completions/{proposed.id}/confirmation", version=proposed.version)
    assert answer.status_code == 303
    assert state_of(database, ready).state is State.CONFIRMED
    assert "Completed and confirmed" in visit("manager").get(page_of(ready)).text


@pytest.mark.parametrize("who, status", [("trainer", 403), ("manager", 403), ("admin", 403), ("donor", 403), ("far_coordinator", 404)])
def test_others_do_not_confirm(visit, proposed, who, status):
    assert visit(who).post(f"/completions/{proposed.id}/confirmation", version=proposed.version).status_code == status


def test_nobody_confirms_their_own_proposal(visit, database, cast, ready):
    expert = person(cast, "expert")
    give(expert, Role.TRAINER, database.get(Programme, cast.programme))
    assign(expert, ready.enterprise)
    completion = propose(ready, expert)
    database.commit()
    both = visit("expert")
    assert "Confirm as complete" not in both.get(page_of(ready)).text
    answer = both.post(f"/completions/{completion.id}/confirmation", version=completion.version)
    assert answer.status_code == 409
    assert "You proposed this yourself" in answer.text
    answer = both.post(f"/completions/{completion.id}/return", version=completion.version, comment="Not yet")
    assert answer.status_code == 409


def test_a_confirmation_sent_twice_counts_once(visit, database, proposed):
    expert = visit("expert")
    form = {"version": proposed.version, "_key": "one-key-of-a-form"}
    first, second = (expert.post(f"/completions/{proposed.id}/confirmation", **form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert second.headers["Idempotent-Replay"] == "true"
    assert look(database, select(func.count()).select_from(CompletionStep).where(CompletionStep.moved_to == State.CONFIRMED)) == 1


def test_the_later_of_two_who_decide_reads_what_stands_now(visit, proposed):
    visit("expert").post(f"/completions/{proposed.id}/confirmation", version=proposed.version)
    late = visit("coordinator").post(f"/completions/{proposed.id}/confirmation", version=proposed.version)
    assert late.status_code == 409 and "Somebody decided before you" in late.text and "compare" not in late.text


def test_a_second_confirmation_is_not_now(visit, proposed):
    expert = visit("expert")
    expert.post(f"/completions/{proposed.id}/confirmation", version=proposed.version)
    assert expert.post(f"/completions/{proposed.id}/confirmation", version=proposed.version + 1).status_code == 409


def test_a_decision_on_a_stale_page_is_compared_and_its_words_stay(visit, database, proposed):
    answer = visit("expert").post(f"/completions/{proposed.id}/return", version=proposed.version - 1, comment="The second visit is missing")
    assert answer.status_code == 409
    assert "The second visit is missing" in answer.text


def test_an_exception_is_the_coordinators(visit, database, cast):
    enrolment = enrol(cast)
    completion = propose(enrolment, person(cast, "trainer"), why="The road was flooded")
    database.commit()
    page = visit("expert").get(page_of(enrolment)).text
    assert "The road was flooded" in page
    assert "Confirm as complete" not in page
    assert page_of(enrolment) not in visit("expert").get("/completions").text, "it would wait there for nobody"
    assert page_of(enrolment) in visit("coordinator").get("/completions").text
    assert visit("expert").post(f"/completions/{completion.id}/confirmation", version=1).status_code == 403
    assert visit("coordinator").post(f"/completions/{completion.id}/confirmation", version=1).status_code == 303
    assert state_of(database, enrolment).override_reason == "The road was flooded"


# one device, two people


def change_person(visitor, name):
    """On the same device: one signs out, another in."""
    visitor.post("/sign-out")
    assert visitor.post("/sign-in", name=name, password=PASSWORD).status_code == 303


def confirm_there(visitor, database, ready) -> None:
    completion = state_of(database, ready)
    assert visitor.post(f"/completions/{completion.id}/confirmation", version=completion.version).status_code == 303


def test_a_confirmation_from_the_device_of_the_proposal_is_flagged_and_counts(visit, database, ready):
    device = visit("trainer")
    assert device.post(f"{page_of(ready)}/proposal", version=0).status_code == 303
    change_person(device, "expert")
    confirm_there(device, database, ready)
    completion = state_of(database, ready)
    assert completion.state is State.CONFIRMED and completion.is_same_device
    assert "on the device on which it was proposed" in visit("coordinator").get(page_of(ready)).text
    assert "same device" in visit("expert").get(f"/batches/{ready.batch_id}").text
    assert "Confirmed on the device of the entry" in visit("coordinator").get(f"/history/completion/{completion.id}").text
    for other in ("trainer", "manager"):
        assert "on the device on which" not in visit(other).get(page_of(ready)).text, f"{other} cannot do anything about it"
    assert "same device" not in visit("trainer").get(f"/batches/{ready.batch_id}").text


def test_another_device_or_a_later_hour_is_not_flagged(visit, database, ready):
    trainer = visit("trainer")
    assert trainer.post(f"{page_of(ready)}/proposal", version=0).status_code == 303
    confirm_there(visit("expert"), database, ready)
    assert not state_of(database, ready).is_same_device
    coordinator = visit("coordinator")
    taken_back = state_of(database, ready)
    coordinator.post(f"/completions/{taken_back.id}/withdrawal", version=taken_back.version, reason="Once more")
    assert trainer.post(f"{page_of(ready)}/proposal", version=state_of(database, ready).version).status_code == 303
    database.execute(update(Trace).values(at=now() - FRESH - timedelta(seconds=1)))
    database.commit()
    change_person(trainer, "expert")
    confirm_there(trainer, database, ready)
    assert not state_of(database, ready).is_same_device


def test_which_device_it_was_is_forgotten_within_the_hour_and_names_nobody(visit, database, ready):
    visit("trainer").post(f"{page_of(ready)}/proposal", version=0)
    trace = database.scalars(select(Trace)).one()
    assert set(Trace.__table__.columns.keys()) == {"digest", "at"} and len(trace.digest) == 64
    assert sweep(now() - KEPT) == 0
    trace.at = now() - KEPT - timedelta(seconds=1)
    database.flush()
    assert sweep(now() - KEPT) == 1


# returning, withdrawing


def test_what_came_back_is_proposed_again(visit, database, ready, proposed):
    expert, trainer = visit("expert"), visit("trainer")
    answer = expert.post(f"/completions/{proposed.id}/return", version=proposed.version, comment="Who came on 11 March?")
    assert answer.status_code == 303
    page = trainer.get(page_of(ready)).text
    assert "Returned, with a comment" in page
    assert "Who came on 11 March?" in page
    assert "Who came on 11 March?" in trainer.get("/").text
    version = state_of(database, ready).version
    assert trainer.post(f"{page_of(ready)}/proposal", version=version).status_code == 303
    assert state_of(database, ready).comment is None
    assert "Who came on 11 March?" in trainer.get(page_of(ready)).text, "the trail keeps it"


def test_a_return_without_a_comment_is_explained(visit, proposed):
    answer = visit("expert").post(f"/completions/{proposed.id}/return", version=proposed.version, comment=" ")
    assert answer.status_code == 422
    assert "Please fill this in" in answer.text


@pytest.mark.parametrize("who, status", [("trainer", 403), ("member", 403), ("far_coordinator", 404)])
def test_others_do_not_return(visit, proposed, who, status):
    assert visit(who).post(f"/completions/{proposed.id}/return", version=proposed.version, comment="No").status_code == status


def test_a_confirmation_is_withdrawn_with_a_reason_that_stays(visit, database, ready, proposed):
    expert = visit("expert")
    expert.post(f"/completions/{proposed.id}/confirmation", version=proposed.version)
    version = state_of(database, ready).version
    assert visit("trainer").post(f"/completions/{proposed.id}/withdrawal", version=version, reason="x").status_code == 403
    assert expert.post(f"/completions/{proposed.id}/withdrawal", version=version, reason="").status_code == 422
    assert expert.post(f"/completions/{proposed.id}/withdrawal", version=version, reason="Wrong factory").status_code == 303
    assert state_of(database, ready).reason == "Wrong factory"
    assert "Wrong factory" in visit("manager").get(page_of(ready)).text


def test_a_trainer_takes_back_a_proposal(visit, database, ready, proposed):
    answer = visit("trainer").post(f"/completions/{proposed.id}/withdrawal", version=proposed.version, reason="Too early")
    assert answer.status_code == 303
    assert state_of(database, ready).state is State.WITHDRAWN


@pytest.mark.parametrize("who, status", [("former_trainer", 404), ("manager", 403), ("far_coordinator", 404)])
def test_others_do_not_withdraw(visit, proposed, who, status):
    assert visit(who).post(f"/completions/{proposed.id}/withdrawal", version=proposed.version, reason="No").status_code == status


def test_the_model_names_what_is_missing(database, cast):
    enrolment, trainer = enrol(cast), person(cast, "trainer")
    trainer.reach = reach_of(trainer.id, today())
    completion = Completion.begin(enrolment, COOPERATION)
    with pytest.raises(NotNow, match="Visits done"):
        completion.propose(trainer, {**ALL_MET, "visits": Finding(False, "")})


def test_who_decides_exceptions_elsewhere_is_not_shown_them_here(visit, database, cast):
    enrolment = enrol(cast)
    propose(enrolment, person(cast, "trainer"), why="The road was flooded")
    database.add(Grant(user_id=cast.users["expert"], role=Role.COORDINATOR, programme_id=cast.beyond, starts_on=date(2020, 1, 1)))
    database.commit()
    assert page_of(enrolment) not in visit("expert").get("/completions").text
