"""Batches are planned, enterprises enrolled; each person sees the enterprises within their reach."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import current_app
from sqlalchemy import event, select
from sqlalchemy.orm import selectinload

from portal import clock
from portal.accounts.models import Programme
from portal.batches import grid
from portal.batches.completions import GateFact, State
from portal.batches.models import Batch, BatchDay, BatchTrainer, Enrolment, Readiness, Standing, Status
from portal.batches.planning import DayKind
from portal.consent.models import Scope
from portal.curriculum.models import Module, ProgrammeModule
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from tests.batches.build import COOPERATION, QUALITY, READY, STARTED, enrol, look, make_batch, make_module, meet, person, propose
from tests.cast import assign, make_enterprise
from tests.consent.build import publish, sign, withdraw

FORM = {"name": "Karachi 8", "format": "short", "starts_on": "2026-11-02", "modules": [COOPERATION]}


@pytest.fixture
def batch(database, cast):
    make_module()
    make_module(QUALITY, "Quality", 2)
    planned = make_batch(cast.programme, cast.roshan, cast.dastak)
    database.commit()
    return planned


def counted(visitor, path: str) -> int:
    """How many statements a page makes."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT")):
            seen.append(statement)

    with visitor.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert visitor.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


# planning


def test_before_it_starts_a_batch_says_what_is_missing_and_where_it_is_mended(visit, database, cast):
    make_module()
    batch = make_batch(cast.programme, cast.roshan, codes=[], is_running=False)
    database.commit()
    path, coordinator = f"/batches/{batch.id}", visit("coordinator")
    before = coordinator.get(path).text.split('id="before"')[1].split("</section>")[0]
    assert before.count(">Missing<") == 4 and f'href="{path}/edit"' in before and before.count(f'href="{path}/plan"') == 2
    assert f'href="{path}/enrolments/new"' in before and 'id="before"' not in visit("trainer").get(path).text
    day = clock.today() + timedelta(days=9)
    batch.plan_modules([COOPERATION], STARTED)
    database.add(BatchDay(programme_id=batch.programme_id, batch_id=batch.id, module_code=COOPERATION, kind=DayKind.CLASS, planned_on=day))
    teacher = BatchTrainer(programme_id=batch.programme_id, batch_id=batch.id, user_id=person(cast, "trainer").id, starts_on=STARTED)
    database.add(teacher)
    database.commit()
    page = coordinator.get(path).text
    assert page.split('id="before"')[1].split("</section>")[0].count(">Missing<") == 1 and "Taught by" in page and "The next day is" in page


def test_a_coordinator_plans_a_batch(visit, database, batch):
    answer = visit("coordinator").post("/batches", **FORM)
    assert answer.status_code == 303, answer.text
    made = look(database, select(Batch).where(Batch.name == "Karachi 8").options(selectinload(Batch.plan)))
    assert (made.status, made.module_codes) == (Status.DRAFT, [COOPERATION])
    assert "No enterprise yet" in visit("coordinator").get(answer.location).text


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"name": ""}, "Please fill this in"),
        ({"name": "n" * 81}, "too long"),
        ({"starts_on": "soon"}, "year-month-day"),
        ({"starts_on": "1900-01-01"}, "programme’s years"),
        ({"ends_on": "2026-01-01"}, "lies before the first"),
        ({"format": "secret"}, "alid choice"),
        ({"modules": ["witchcraft"]}, "alid choice"),
    ],
)
def test_a_plan_that_does_not_fit_is_explained(visit, batch, wrong, said):
    answer = visit("coordinator").post("/batches", **FORM | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "2026-11-02" in answer.text or "starts_on" in wrong


@pytest.mark.parametrize("who", ["trainer", "expert", "manager", "donor"])
def test_others_do_not_plan(visit, batch, who):
    assert visit(who).post("/batches", **FORM).status_code == 403
    assert visit(who).get("/batches/new").status_code == 403


def test_a_plan_is_changed_and_what_was_planned_is_kept(visit, database, batch):
    coordinator = visit("coordinator")
    assert "Karachi 7" in coordinator.get(f"/batches/{batch.id}/edit").text
    answer = coordinator.post(f"/batches/{batch.id}", **FORM | {"modules": [QUALITY], "version": batch.version})
    assert answer.status_code == 303, answer.text
    changed = look(database, select(Batch).where(Batch.id == batch.id).options(selectinload(Batch.plan)))
    assert changed.module_codes == [QUALITY]
    assert len(changed.plan) == 2, "a dropped module stays in the table"


def test_a_stale_plan_is_compared(visit, batch):
    answer = visit("coordinator").post(f"/batches/{batch.id}", **FORM | {"version": 99})
    assert answer.status_code == 409
    assert "Karachi 7" in answer.text
    assert "Karachi 8" in answer.text


def test_a_batch_of_another_programme_is_not_there(visit, batch):
    far = visit("far_coordinator")
    assert far.get(f"/batches/{batch.id}").status_code == 404
    assert far.post(f"/batches/{batch.id}", **FORM | {"version": 1}).status_code == 404
    assert far.post(f"/batches/{batch.id}/closure").status_code == 404


def test_a_batch_starts_and_closes(visit, database, cast):
    make_module()
    draft = make_batch(cast.programme, is_running=False)
    database.commit()
    coordinator = visit("coordinator")
    path = f"/batches/{draft.id}"
    assert coordinator.post(f"{path}/closure").status_code == 409
    assert coordinator.post(f"{path}/opening").status_code == 409, "it recruits and is confirmed first"
    for step in ("recruitment", "confirmation", "opening", "ending"):
        assert f"{path}/{step}" in coordinator.get(path).text, step
        assert visit("trainer").post(f"{path}/{step}").status_code == 403
        assert visit("far_coordinator").post(f"{path}/{step}").status_code == 404
        assert coordinator.post(f"{path}/{step}", reason="Three more sign tomorrow.").status_code == 303, step
        assert coordinator.post(f"{path}/{step}").status_code == 409, step
    assert coordinator.post(f"{path}/closure").status_code == 303
    assert look(database, select(Batch).where(Batch.id == draft.id)).status is Status.CLOSED


def test_a_step_with_something_missing_asks_why_and_keeps_it(visit, database, cast):
    make_module()
    draft = make_batch(cast.programme, is_running=False)
    draft.recruit()
    database.commit()
    sana, path = visit("coordinator"), f"/batches/{draft.id}"
    assert 'name="reason"' in sana.get(path).text
    asked = sana.post(f"{path}/confirmation", reason="")
    assert asked.status_code == 422 and "say why the batch goes on without" in asked.text
    assert sana.post(f"{path}/confirmation", reason="x" * 501).status_code == 422
    assert look(database, select(Batch).where(Batch.id == draft.id)).status is Status.RECRUITING
    database.commit()
    assert sana.post(f"{path}/confirmation", reason="Three more sign tomorrow.", _key="sure").status_code == 303
    page = sana.get(path).text
    kept = page.split('id="overrides"')[1].split("</section>")[0]
    for words in ("Confirmed", "No trainer", "No day", "Too few or too many", "Three more sign tomorrow.", "Sana Tariq"):
        assert words in kept, words
    history = sana.get(f"/history/batch/{draft.id}").text
    assert "Three more sign tomorrow." in history and "No trainer, No day, Too few or too many enterprises" in history


def test_a_batch_that_lacks_nothing_goes_on_without_a_reason(visit, database, cast, monkeypatch):
    draft = make_batch(cast.programme, cast.roshan, is_running=False)
    draft.send_trainer(cast.users["trainer"], clock.today(), None)
    draft.plan_day(draft.module_codes[0], DayKind.CLASS, clock.today())
    database.commit()
    sana, path = visit("coordinator"), f"/batches/{draft.id}"
    assert sana.post(f"{path}/confirmation").status_code == 422, "one enterprise is too few"
    monkeypatch.setitem(current_app.config, "BATCH_FEWEST", 1)
    assert 'name="reason"' not in sana.get(path).text
    assert sana.post(f"{path}/confirmation", reason="Not kept", _key="again").status_code == 303
    assert 'id="overrides"' not in sana.get(path).text


def test_a_batch_without_modules_is_not_confirmed(visit, database, cast):
    draft = make_batch(cast.programme, codes=(), is_running=False)
    draft.recruit()
    database.commit()
    answer = visit("coordinator").post(f"/batches/{draft.id}/confirmation")
    assert answer.status_code == 409
    assert "at least one planned module" in answer.text


def test_a_batch_with_open_enrolments_is_closed_with_a_reason_that_stays(visit, database, cast, batch):
    path = f"/batches/{batch.id}/closure"
    coordinator = visit("coordinator")
    page = coordinator.get(path).text
    assert "2 enterprises are still on the way" in page
    assert "Roshan Stitch Works" in page
    answer = coordinator.post(path, reason="")
    assert answer.status_code == 422
    assert "Say why the batch is closed" in answer.text
    assert coordinator.post(path, reason="n" * 501).status_code == 422
    assert coordinator.post(path, reason="The programme ends.").status_code == 303
    closed = look(database, select(Batch).where(Batch.id == batch.id))
    assert (closed.status, closed.closed_reason) == (Status.CLOSED, "The programme ends.")
    assert "The programme ends." in coordinator.get(f"/batches/{batch.id}").text


def test_a_batch_outside_three_to_eight_is_warned_of_and_goes_on(visit, database, cast, batch):
    assert "2 enterprises take part. A batch works best with 3 to 8" in visit("coordinator").get(f"/batches/{batch.id}").text
    batch.enrol(make_enterprise(database.get(Programme, cast.programme), "Third Mill"), date(2026, 3, 2), READY)
    database.commit()
    assert "works best" not in visit("coordinator").get(f"/batches/{batch.id}").text


def test_who_stayed_is_counted_for_each_module(visit, database, cast, batch):
    mine, theirs = sorted(batch.enrolments, key=lambda one: one.enterprise_id != cast.roshan)
    propose(mine, person(cast, "trainer")).confirm(person(cast, "expert"))
    theirs.withdraw(date(2026, 6, 1), "Sold")
    database.commit()
    page = visit("coordinator").get(f"/batches/{batch.id}").text
    assert "Who stayed, module by module" in page
    assert "50 %" in page
    table = page.split('id="retention"')[1].split("</section>")[0]
    assert "50 %" in table and "100 %" not in table, "of a module that nobody began no share is said"
    assert "50 %</bdi><br><small" in table, "the share and its count are two lines: side by side they read as one number"


def test_the_table_counts_who_has_not_begun_as_the_grid_says_it():
    """The grid says “Not begun” of a cell that is not begun; the table counts those who are at it, and those, apart."""
    here, gone = SimpleNamespace(standing=Standing.ACTIVE), SimpleNamespace(standing=Standing.WITHDRAWN)

    def line(row, met: int, state=None):
        stand = SimpleNamespace(met_count=met, check=lambda gate: SimpleNamespace(met=met > 0))
        return grid.Line(row, [grid.Cell(QUALITY, stand, state, None)])

    lines = [line(here, 5, State.CONFIRMED), line(here, 3), line(here, 5, State.PROPOSED), line(here, 0), line(here, 0), line(gone, 1)]
    column = grid.Column(QUALITY, SimpleNamespace(), *grid.counted(lines, QUALITY))
    assert (column.done_count, column.begun_count, column.open_count, column.left_count) == (1, 2, 2, 1)
    assert column.open_count == sum(not cell.is_begun for line in lines for cell in line.cells)
    assert (column.stayed_count, column.retention) == (5, 83)


def test_a_batch_is_called_by_its_urdu_name_on_urdu_pages(visit, database, batch):
    coordinator, path = visit("coordinator", "ur"), f"/batches/{batch.id}"
    sent = {**FORM, "name": "Karachi 8", "name_ur": "کراچی 8", "version": str(batch.version)}
    assert coordinator.post(path, **sent).status_code == 303
    for page in (path, "/batches", f"{path}/plan", f"/enrolments/{batch.enrolments[0].id}"):
        assert "کراچی 8" in coordinator.get(page).text and "Karachi 8" not in coordinator.get(page).text, page
        assert "کراچی 8" not in visit("coordinator").get(page).text, page


def test_a_trainer_reads_how_many_of_the_batch_are_theirs(visit, batch):
    assert (
        "Of the 2 enterprises of this batch one is yours; only that one stands here." in visit("trainer").get(f"/batches/{batch.id}").text
    )
    assert "Of the 2 enterprises" not in visit("coordinator").get(f"/batches/{batch.id}").text


# trainers and days


def test_a_trainer_is_sent_to_a_batch_and_the_load_is_shown(visit, database, cast, batch):
    coordinator, path = visit("coordinator"), f"/batches/{batch.id}"
    form = {"trainer": str(cast.users["trainer"]), "starts_on": "2026-03-02", "ends_on": ""}
    assert "\u2068Farah Siddiqui\u2069 (0 batches, 1 factory)" in coordinator.get(f"{path}/plan").text
    assert coordinator.post(f"{path}/trainers", **form).status_code == 303
    page = coordinator.get(f"{path}/plan").text
    assert "now in 1 batch and 1 factory" in page
    again = coordinator.post(f"{path}/trainers", **form)
    assert again.status_code == 422
    for wrong in ({"trainer": ""}, {"trainer": str(cast.users["manager"])}, {"ends_on": "2026-01-01"}, {"starts_on": "soon"}):
        assert coordinator.post(f"{path}/trainers", **form | wrong).status_code == 422, wrong
    sent = look(database, select(BatchTrainer))
    assert coordinator.post(f"{path}/trainers/{sent.id}/end").status_code == 303
    assert coordinator.post(f"{path}/trainers/{sent.id}/end").status_code == 409
    assert visit("trainer").post(f"{path}/trainers", **form).status_code == 403
    assert visit("far_coordinator").post(f"{path}/trainers/{sent.id}/end").status_code == 404
    assert visit("trainer").get(f"{path}/plan").status_code == 200
    assert visit("former_trainer").get(f"{path}/plan").status_code == 404


def test_days_are_planned_for_modules_of_the_plan(visit, database, cast, batch):
    coordinator, path = visit("coordinator"), f"/batches/{batch.id}"
    form = {"module": QUALITY, "kind": "class", "on": "2026-05-04", "note": "Hotel Mehran"}
    assert coordinator.post(f"{path}/days", **form).status_code == 303
    assert "Hotel Mehran" in coordinator.get(f"{path}/plan").text
    for wrong in ({"module": "witchcraft"}, {"kind": "party"}, {"on": ""}, {"note": "n" * 201}):
        assert coordinator.post(f"{path}/days", **form | wrong).status_code == 422, wrong
    planned = look(database, select(BatchDay))
    assert coordinator.post(f"{path}/days/{planned.id}/end").status_code == 303
    assert "Hotel Mehran" not in coordinator.get(f"{path}/plan").text
    assert visit("expert").post(f"{path}/days", **form).status_code == 403
    assert visit("far_coordinator").post(f"{path}/days", **form).status_code == 404


# enrolling


def test_an_enterprise_is_enrolled_once(visit, database, cast):
    make_module()
    running = make_batch(cast.programme, cast.roshan)
    publish(cast)
    sign(cast, "dastak")
    coordinator = visit("coordinator")
    assert "Dastak Apparel" in coordinator.get(f"/batches/{running.id}/enrolments/new").text
    path = f"/batches/{running.id}/enrolments"
    first = coordinator.post(path, enterprise=str(cast.dastak), on="2026-11-02")
    assert first.status_code == 422
    assert "baseline comes before the first module" in first.text
    without = {"without_decision": "It took part elsewhere."}
    assert coordinator.post(path, enterprise=str(cast.dastak), on="2026-11-02", baseline_on="2026-10-20", **without).status_code == 303
    answer = coordinator.post(path, enterprise=str(cast.dastak), on="2026-11-03")
    assert answer.status_code == 422
    assert "already in the batch" in answer.text
    assert coordinator.post(path, enterprise=str(cast.chenab), on="2026-11-03").status_code == 422
    assert coordinator.post(path, enterprise="", on="").status_code == 422
    assert visit("trainer").post(path, enterprise=str(cast.dastak), on="2026-11-02").status_code == 403
    assert visit("far_coordinator").post(path, enterprise=str(cast.chenab), on="2026-11-02").status_code == 404


def test_an_enterprise_pauses_comes_back_and_leaves(visit, database, cast, batch):
    mine = next(e for e in batch.enrolments if e.enterprise_id == cast.roshan)
    coordinator = visit("coordinator")
    assert coordinator.post(f"/enrolments/{mine.id}/pause", on="2026-11-03", reason="").status_code == 422
    assert coordinator.post(f"/enrolments/{mine.id}/pause", on="2026-11-03", reason="Boiler repair").status_code == 303
    assert "Boiler repair" in coordinator.get(f"/enrolments/{mine.id}").text
    assert "Paused" in coordinator.get(f"/batches/{batch.id}").text
    back = {"on": "2026-11-04", "reason": "The boiler runs"}
    assert coordinator.post(f"/enrolments/{mine.id}/resumption", **back).status_code == 422, "without a consent nobody comes back"
    publish(cast)
    sign(cast)
    assert coordinator.post(f"/enrolments/{mine.id}/resumption", **back | {"reason": ""}).status_code == 422
    assert coordinator.post(f"/enrolments/{mine.id}/resumption", **back | {"on": "2026-11-01"}).status_code == 422, "before it paused"
    assert coordinator.post(f"/enrolments/{mine.id}/resumption", **back).status_code == 303
    assert coordinator.post(f"/enrolments/{mine.id}/resumption", **back).status_code == 409
    assert coordinator.post(f"/enrolments/{mine.id}/withdrawal", on="2026-11-04", reason="Sold").status_code == 303
    page = coordinator.get(f"/enrolments/{mine.id}").text
    for reason in ("Boiler repair", "The boiler runs", "Sold", "Sana Tariq"):
        assert reason in page, reason
    left = look(database, select(Enrolment).where(Enrolment.id == mine.id))
    assert (left.state, left.reason, left.since_on) == (Standing.WITHDRAWN, "Sold", date(2026, 11, 4))


def test_in_a_closed_batch_nobody_pauses_or_leaves(visit, database, cast, batch):
    mine = next(e for e in batch.enrolments if e.enterprise_id == cast.roshan)
    batch.status = Status.CLOSED
    database.commit()
    coordinator = visit("coordinator")
    page = coordinator.get(f"/enrolments/{mine.id}").text
    assert "Took part until it closed" in page and "/pause" not in page and "/withdrawal" not in page
    for deed in ("pause", "withdrawal", "resumption"):
        assert coordinator.post(f"/enrolments/{mine.id}/{deed}", on="2026-11-03", reason="Late").status_code in (409, 422), deed
    assert look(database, select(Enrolment).where(Enrolment.id == mine.id)).state is Standing.ACTIVE


def test_nobody_is_enrolled_without_consent_and_a_missing_baseline_needs_a_reason(visit, database, cast):
    make_module()
    running = make_batch(cast.programme, cast.roshan)
    database.commit()
    coordinator, path = visit("coordinator"), f"/batches/{running.id}/enrolments"
    form = {
        "enterprise": str(cast.dastak),
        "on": "2026-11-02",
        "without_baseline": "The assessor was ill.",
        "without_decision": "Old friends",
    }
    assert "consent not signed" in coordinator.get(f"{path}/new").text
    refused = coordinator.post(path, **form)
    assert refused.status_code == 422
    assert "has not signed its consent" in refused.text
    publish(cast)
    sign(cast, "dastak", but=(Scope.DONOR,))
    assert coordinator.post(path, **form).status_code == 303
    joined = look(database, select(Enrolment).where(Enrolment.enterprise_id == cast.dastak))
    assert joined.without_baseline == "The assessor was ill."
    assert "The assessor was ill." in coordinator.get(f"/enrolments/{joined.id}").text


def test_the_verb_itself_asks_for_consent_and_baseline(database, cast, batch):
    third = make_enterprise(database.get(Programme, cast.programme), "Third Mill")
    for ready in (Readiness(has_consent=False), Readiness(has_consent=True, needs_baseline=True)):
        with pytest.raises(NotNow):
            batch.enrol(third, date(2026, 3, 2), ready)
    assert batch.enrol(third, date(2026, 3, 2), Readiness(True, True, date(2026, 3, 1), "x")).without_baseline is None


def test_who_takes_back_the_consent_leaves_the_batch(visit, database, cast, batch):
    publish(cast)
    sign(cast)
    withdraw(cast, Scope.DATA)
    left = look(database, select(Enrolment).where(Enrolment.enterprise_id == cast.roshan))
    assert (left.state, left.reason) == (Standing.WITHDRAWN, "The enterprise took back its consent.")
    assert "Roshan" not in visit("coordinator").get(f"/batches/{batch.id}").text
    assert "Roshan" not in visit("coordinator").get(f"/batches/{batch.id}/closure").text


@pytest.mark.parametrize("deed", ["pause", "resumption", "withdrawal"])
@pytest.mark.parametrize("who, status", [("trainer", 403), ("manager", 403), ("far_coordinator", 404)])
def test_others_do_not_touch_an_enrolment(visit, batch, deed, who, status):
    assert visit(who).post(f"/enrolments/{batch.enrolments[0].id}/{deed}", on="2026-11-03", reason="No").status_code == status


def test_a_closed_batch_takes_nobody_in(database, cast, batch):
    batch.close(date(2026, 12, 1), 2, "The year ends.")
    with pytest.raises(NotNow):
        batch.enrol(database.get(Enterprise, (cast.programme, cast.dastak)), date(2026, 12, 2), READY)


# seeing


def test_the_grid_shows_each_person_the_enterprises_in_reach(visit, batch):
    both = visit("coordinator").get(f"/batches/{batch.id}").text
    assert "Roshan Stitch Works" in both
    assert "Dastak Apparel" in both
    for who in ("trainer", "expert"):
        page = visit(who).get(f"/batches/{batch.id}").text
        assert "Roshan Stitch Works" in page
        assert "Dastak Apparel" not in page
    assert visit("former_trainer").get(f"/batches/{batch.id}").status_code == 404
    assert visit("manager").get(f"/batches/{batch.id}").status_code == 403
    assert "Karachi 7" not in visit("former_trainer").get("/batches").text
    assert "Karachi 7" in visit("trainer").get("/batches").text


def test_the_grid_counts_what_is_completed(visit, database, cast, batch):
    mine = next(e for e in batch.enrolments if e.enterprise_id == cast.roshan)
    meet(mine, person(cast, "trainer"), QUALITY, but="visits")
    completion = propose(mine, person(cast, "trainer"))
    completion.confirm(person(cast, "expert"))
    database.commit()
    page = visit("coordinator").get(f"/batches/{batch.id}").text
    assert "1 of 2" in page
    assert "next: visit" in page
    assert "3 of 4" in page
    assert "Workplace cooperation" in page


def test_members_see_their_own_training_and_no_other(visit, database, cast, batch):
    completion = propose(next(e for e in batch.enrolments if e.enterprise_id == cast.roshan), person(cast, "trainer"))
    completion.confirm(person(cast, "expert"))
    database.commit()
    page = visit("member").get("/training").text
    assert "1 of 2 modules completed" in page
    assert "0 of 2 modules completed" in visit("stranger").get("/training").text
    theirs = next(e for e in batch.enrolments if e.enterprise_id == cast.dastak)
    assert visit("member").get(f"/enrolments/{theirs.id}").status_code == 404
    assert visit("far_manager").get("/training").text.count("Not in a batch yet") == 1
    assert visit("donor").get("/training").status_code == 403


def test_a_module_says_where_the_factory_stands(visit, batch):
    part = visit("manager").fragment(f"/modules/{COOPERATION}/standing")
    assert "<html" not in part.text
    assert "1 of 4 gates is met" in part.text
    assert "<html" in visit("manager").get(f"/modules/{COOPERATION}/standing").text
    assert "not enrolled" in visit("far_manager").fragment(f"/modules/{COOPERATION}/standing").text


def test_what_waits_is_listed_for_those_who_decide(visit, database, cast, batch):
    mine = next(e for e in batch.enrolments if e.enterprise_id == cast.roshan)
    propose(mine, person(cast, "trainer"))
    database.commit()
    for who in ("expert", "coordinator"):
        assert "Roshan Stitch Works" in visit(who).get("/completions").text
        assert "Farah Siddiqui\u2069 proposed it" in visit(who).get("/").text
    assert "up to date" in visit("far_coordinator").get("/completions").text
    assert visit("trainer").get("/completions").status_code == 403


def test_a_trainer_is_told_what_is_missing_and_what_is_ready(visit, database, cast, batch):
    mine = next(e for e in batch.enrolments if e.enterprise_id == cast.roshan)
    assert "To complete" not in visit("trainer").get("/").text, "nobody has begun"
    meet(mine, person(cast, "trainer"), but="visits")
    database.commit()
    page = visit("trainer").get("/").text
    assert "Next: visit." in page and "Propose it" not in page
    assert "To complete" not in visit("expert").get("/").text
    visits = GateFact.about(mine, COOPERATION, "visits")
    visits.enter(person(cast, "trainer"), True, "Three of three.")
    database.add(visits)
    database.commit()
    assert "Propose it" in visit("trainer").get("/").text


def test_pages_cost_the_same_for_three_and_for_sixty_enterprises(visit, database, cast, batch):
    programme = database.get(Programme, cast.programme)
    make_batch(cast.programme, cast.roshan, name="Small")
    trainer = person(cast, "trainer")

    def costs(batch_id, enrolment_id) -> list[int]:
        pages = (f"/batches/{batch_id}", "/batches", f"/enrolments/{enrolment_id}/modules/{COOPERATION}", "/completions", "/")
        return [counted(visit("coordinator"), page) for page in pages]

    propose(batch.enrolments[0], trainer)
    database.commit()
    few = costs(batch.id, batch.enrolments[0].id)
    for number in range(58):
        enterprise = make_enterprise(programme, f"Factory {number}")
        assign(trainer, enterprise)
        enrolment = batch.enrol(enterprise, date(2026, 3, 2), READY)
        meet(enrolment, trainer)
        propose(enrolment, trainer)
    database.commit()
    many = costs(batch.id, batch.enrolments[0].id)
    assert few == many
    assert max(many) <= 8, many
    assert counted(visit("trainer"), f"/batches/{batch.id}") <= 8


def test_every_page_of_one_module_costs_at_most_eight(visit, database, cast):
    make_module()
    enrolment = enrol(cast)
    meet(enrolment, person(cast, "trainer"))
    database.commit()
    for who in ("trainer", "expert", "manager"):
        assert counted(visit(who), f"/enrolments/{enrolment.id}/modules/{COOPERATION}") <= 8
    for path in (f"/enrolments/{enrolment.id}", "/training", f"/modules/{COOPERATION}/standing"):
        assert counted(visit("manager"), path) <= 8


def test_the_enterprises_home_shows_its_training(visit, cast, batch):
    page = visit("manager").get(f"/enterprises/{cast.roshan}")
    assert page.status_code == 200
    assert "0 of 2 modules completed" in page.text
    assert "Karachi 7" in page.text


def test_a_module_code_that_no_database_keeps_is_not_there(visit, batch):
    assert visit("coordinator").get(f"/enrolments/{batch.enrolments[0].id}/modules/a%00b").status_code == 404


def test_modules_are_called_by_the_programmes_own_numbers(visit, database, cast, batch):
    module = database.scalar(select(Module).where(Module.code == QUALITY))
    database.add(ProgrammeModule(programme_id=cast.programme, module_id=module.id, number=7))
    database.commit()
    assert "7 Quality" in visit("trainer").get(f"/batches/{batch.id}").text
