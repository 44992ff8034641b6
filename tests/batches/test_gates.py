"""Facts at the gates: by hand where no room knows, asked of the room where one does."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.batches import gates
from portal.batches.completions import GateFact
from portal.batches.gates import Finding
from tests.batches.build import COOPERATION, enrol, look, meet, person, propose


@pytest.fixture
def enrolled(database, cast):
    enrolment = enrol(cast, "roshan", "dastak")
    database.commit()
    return enrolment


def facts_of(enrolment, gate="class") -> str:
    return f"/enrolments/{enrolment.id}/modules/{COOPERATION}/facts/{gate}"


def test_a_trainer_enters_a_fact_and_the_page_counts_it(visit, database, enrolled):
    trainer = visit("trainer")
    answer = trainer.post(facts_of(enrolled), met="y", note="2 managers, 2 workers, 92 %", version=0)
    assert answer.status_code == 303
    page = trainer.get(answer.location).text
    assert "2 of 4 gates are met" in page
    assert "2 managers, 2 workers, 92 %" in page
    assert "Farah Siddiqui" in page


def test_a_fact_is_swapped_in_place(visit, enrolled):
    answer = visit("trainer").post_fragment(facts_of(enrolled), met="y", note="All four came", version=0)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<li")
    assert 'id="finding" hx-swap-oob="true"' in answer.text
    assert "Two things are missing" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("ask", ["post", "post_fragment"])
def test_a_met_gate_says_what_it_rests_on(visit, enrolled, ask):
    answer = getattr(visit("trainer"), ask)(facts_of(enrolled), met="y", note="", version=0)
    assert answer.status_code == 422
    assert "Say what it rests on" in answer.text


def test_two_trainers_do_not_overwrite_each_other(visit, database, enrolled):
    trainer = visit("trainer")
    trainer.post(facts_of(enrolled), note="Planned for 4 March", version=0)
    assert trainer.post(facts_of(enrolled), met="y", note="Done on 4 March", version=1).status_code == 303
    answer = trainer.post(facts_of(enrolled), note="Not done at all", version=1)
    assert answer.status_code == 409
    assert "Done on 4 March" in answer.text
    assert "Not done at all" in answer.text


def test_a_gate_that_a_room_knows_is_not_entered_by_hand(visit, database, enrolled):
    trainer = visit("trainer")
    page = trainer.get(f"/enrolments/{enrolled.id}/modules/{COOPERATION}").text
    assert "Shadow board, Line 3" in page
    assert 'href="/projects/1"' in page
    assert "/facts/project" not in page
    assert trainer.post(facts_of(enrolled, "project"), met="y", note="Trust me", version=0).status_code == 409
    assert look(database, select(GateFact)) is None


def test_facts_rest_while_a_proposal_waits(visit, database, cast, enrolled):
    meet(database.merge(enrolled), person(cast, "trainer"))
    propose(database.merge(enrolled), person(cast, "trainer"))
    database.commit()
    answer = visit("trainer").post(facts_of(enrolled), note="Later thought", version=1)
    assert answer.status_code == 409
    assert "returned or withdrawn" in answer.text


def test_an_unknown_gate_is_not_there(visit, enrolled):
    assert visit("trainer").post(facts_of(enrolled, "audit"), note="x", version=0).status_code == 404


@pytest.mark.parametrize(
    "who, status", [("former_trainer", 404), ("stranger", 403), ("manager", 403), ("expert", 403), ("far_coordinator", 403), ("donor", 403)]
)
def test_others_enter_nothing(visit, enrolled, who, status):
    assert visit(who).post(facts_of(enrolled), note="x", version=0).status_code == status


def test_a_strange_enterprise_is_out_of_a_trainers_reach(visit, enrolled):
    strange = next(e for e in enrolled.batch.enrolments if e.id != enrolled.id)
    assert visit("trainer").post(facts_of(strange), note="x", version=0).status_code == 404


def test_a_source_for_one_is_asked_for_many():
    gates.register("series", lambda programme, enterprise, code: Finding(code == "quality", "Counted"))
    one, two = uuid4(), uuid4()
    found = gates.ask_many("series", uuid4(), [one, two], ["quality", "people"])
    assert [found[one, "quality"].met, found[two, "people"].met] == [True, False]
    assert gates.ask("series", uuid4(), one, "quality").met


def test_what_a_room_leaves_out_is_not_met_and_leads_to_where_one_begins():
    gates.register("series", many=lambda programme, enterprises, codes: {})
    one = uuid4()
    found = gates.ask("series", uuid4(), one, "quality")
    assert not found.met and found.url == f"/projects?enterprise={one}"


def test_only_known_gates_are_registered():
    with pytest.raises(KeyError):
        gates.register("audit", many=lambda *_: {})
