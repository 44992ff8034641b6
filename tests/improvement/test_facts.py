"""What a project tells: why, with what, for how much, by whom; and how it goes on without what a stage needs."""

import pytest

from portal.accounts.models import Sex
from portal.enterprises.models import Level
from portal.improvement.models import Stage
from tests.improvement.build import again, bring_to, make_action, make_project, person


@pytest.fixture
def project(database, cast):
    return make_project(cast)


FACTS = {
    "root_cause": "The snipper hangs out of reach",
    "expected_on": "2026-12-31",
    "theme": "quality",
    "tools": "Five whys, tally",
    "cost": "۱۲۵۰",
}


def test_cause_tools_cost_and_day_are_written_and_shown(visit, project):
    member = visit("member")
    sent = member.post(f"/projects/{project.id}", title="Trim at the machine", problem="Loose threads", version="1", **FACTS)
    assert sent.status_code == 303
    now = again(project)
    assert (now.root_cause, str(now.expected_on), now.theme, now.cost) == (FACTS["root_cause"], "2026-12-31", "quality", 1250)
    page = visit("trainer").get(f"/projects/{project.id}").text
    for words in ("The snipper hangs out of reach", "31 December 2026", "Five whys, tally", "1,250</bdi> PKR"):
        assert words in page
    assert "snipper" in visit("member").get("/search", q="snipper").text
    assert 'value="1250"' in member.get(f"/projects/{project.id}/edit").text


@pytest.mark.parametrize(
    ("field", "value", "said"), [("cost", "-5", "zero or more"), ("cost", "much", "whole number"), ("theme", "x", "Choose one of those")]
)
def test_what_does_not_fit_is_said(visit, project, field, value, said):
    answer = visit("member").post(f"/projects/{project.id}", title="x", problem="Loose threads", version="1", **{field: value})
    assert answer.status_code == 422 and said in answer.text and "Loose threads" in answer.text


def test_a_cost_that_is_not_known_is_not_zero(visit, project):
    visit("member").post(f"/projects/{project.id}", title="x", problem="y", version="1", cost="")
    assert again(project).cost is None and "Cost so far" not in visit("member").get(f"/projects/{project.id}").text


def test_who_raised_decided_and_carries_out(visit, project, cast):
    make_action(project, cast, owner="member")
    project.move_to(Stage.PLANNED, person(cast, "manager"))
    again(project)
    page = visit("trainer").get(f"/projects/{project.id}").text
    about = page.split('id="about"')[1]
    assert "Whose idea</dt><dd><bdi>Rukhsana Bibi</bdi>" in about and "(Worker, Woman)" in about
    assert "Decided by</dt><dd><bdi>Imran Qureshi</bdi>" in about and "(Manager, Man)" in about
    assert "Carried out by</dt><dd><bdi>Rukhsana Bibi</bdi>" in about
    assert (project.raised_level, project.raised_sex) == (Level.WORKER, Sex.FEMALE)


def test_every_stage_says_what_it_needs(visit, project):
    page = visit("member").get(f"/projects/{project.id}").text
    assert "What each stage needs" in page and page.count("means:") >= 6


def test_the_coordinator_lets_it_go_on_with_a_reason_that_is_kept(visit, project):
    coordinator, path = visit("coordinator"), f"/projects/{project.id}/stage"
    assert "Let it go on without" in coordinator.get(f"/projects/{project.id}").text
    assert coordinator.post(path, to="planned").status_code == 403  # without a reason it is the team's to move
    assert coordinator.post(path, to="planned", because="They lead it together this month").status_code == 303
    assert again(project).stage is Stage.PLANNED
    page = visit("member").get(f"/projects/{project.id}").text
    assert "Went on without what it needs" in page and "They lead it together this month" in page
    assert "Let it go on without" not in page


def test_nobody_else_gets_past_with_a_reason(visit, project, cast):
    path = f"/projects/{project.id}/stage"
    assert visit("member").post(path, to="planned", because="I want it").status_code == 409
    assert visit("trainer").post(path, to="planned", because="I want it").status_code == 403
    assert again(project).stage is Stage.IDEA


def test_not_even_a_reason_verifies_ones_own(visit, database, cast):
    project = bring_to(make_project(cast), Stage.IMPLEMENTED, cast)
    project.owner_id = cast.people["coordinator"]
    database.commit()
    answer = visit("coordinator").post(f"/projects/{project.id}/stage", to="verified", because="I saw it")
    assert answer.status_code == 409 and "Nobody verifies their own" in answer.text


def test_a_failed_try_closes_with_its_lesson_and_counts_as_learning(visit, project, cast):
    make_project(cast, "Another one that goes on")
    member = visit("member")
    assert member.post(f"/projects/{project.id}/closure", lesson="").status_code == 422
    assert (
        member.post(f"/projects/{project.id}/closure", lesson="Hooks alone do not help: people need them at both hands").status_code == 303
    )
    assert "1 try did not help and taught something" in visit("trainer").get(f"/enterprises/{cast.roshan}").text
    assert "Loose threads" in member.get("/projects?view=list&stage=dropped").text
