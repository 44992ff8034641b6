"""The team answers, makes a project of it, hides what is none; the coordinator alone hears what is about a person."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Programme, Sex
from portal.enterprises.models import Enterprise, Level
from portal.history.models import HistoryRow
from portal.improvement.models import Project, Stage
from portal.suggestions import balance
from portal.suggestions.models import Concern, State, SuggestionDay, VoiceSettings
from tests.cast import make_person
from tests.suggestions.build import code_on, drop_in, hang, kept, person, words


def answer(**facts) -> dict:
    return {"decision": "accepted", "answer": "We move the rack on Monday.", "version": "1", "_key": "a", **facts}


def test_the_answer_reaches_its_author_and_stands_in_the_history(visit, database, cast):
    code = drop_in(visit, hang(cast))
    (one,) = kept()
    manager = visit("manager")
    assert "1 suggestion waits" in manager.get("/").text
    assert manager.post(f"/suggestions/{one.id}/answer", **answer()).status_code == 303
    page = visit(None).post("/en/slip", slip=code).text
    assert "We move the rack on Monday." in page and "We do it" in page
    told = manager.get(f"/history/suggestion/{one.id}").text
    assert "Imran Qureshi" in told and "We move the rack on Monday." in told
    assert "waits for an answer" not in manager.get("/").text


@pytest.mark.parametrize(
    ("facts", "status", "why"),
    [
        ({"answer": " "}, 422, "Write the answer"),
        ({"decision": "no such"}, 422, "Choose one of those offered"),
        ({"version": "7"}, 409, "Somebody else"),
        ({"answer": "x" * 50_000}, 422, "at most 4000"),
    ],
)
def test_a_wrong_answer_is_explained_and_kept_on_the_page(visit, database, cast, facts, status, why):
    drop_in(visit, hang(cast))
    sent = visit("member").post(f"/suggestions/{kept()[0].id}/answer", **answer(**facts))
    assert sent.status_code == status and why in sent.text and kept()[0].state is State.WAITING


def test_unanswered_after_seven_days_shows_on_the_teams_home(visit, database, cast):
    drop_in(visit, hang(cast))
    one = kept()[0]
    one.received_on = clock.today() - timedelta(days=8)
    database.add(one)
    database.commit()
    home = visit("member").get("/").text
    assert "1 suggestion waits" in home and "Late" in home
    assert "Late" in visit("member").get("/suggestions").text


def test_it_becomes_a_project_that_keeps_where_it_came_from(visit, database, cast):
    code = drop_in(visit, hang(cast))
    (one,) = kept()
    member = visit("member")
    sent = member.post(f"/suggestions/{one.id}/project", raised_by="", version="1", _key="p")
    project = database.scalars(select(Project)).one()
    assert sent.location == f"/projects/{project.id}" and (project.raised_level, project.raised_sex) == (None, None)
    assert project.problem == "Put the thread where we sit." and project.area_id == cast.line_3
    database.commit()
    page = member.get(f"/projects/{project.id}").text
    assert f"/suggestions/{one.id}" in page and "somebody who gave no name" in page and "idea by Rukhsana" not in page
    assert f"/suggestions/{one.id}" not in visit("trainer").get(f"/projects/{project.id}").text, "the box is the factory's own"
    assert "Idea" in visit(None).post("/en/slip", slip=code).text
    assert member.post(f"/suggestions/{one.id}/project", raised_by="", version="2", _key="q").status_code == 409


def test_an_insult_is_hidden_and_that_it_was_stays(visit, database, cast):
    drop_in(visit, hang(cast), text="The fool of line 3")
    (one,) = kept()
    member = visit("member")
    assert member.post(f"/suggestions/{one.id}/hiding", reason="Insults somebody", version="1", _key="h").status_code == 303
    for path in ("/suggestions", "/suggestions?state=hidden", f"/suggestions/{one.id}", f"/history/suggestion/{one.id}"):
        assert "The fool of line 3" not in member.get(path).text, path
    told = database.scalars(select(HistoryRow).where(HistoryRow.record_id == one.id)).one()
    assert told.after["hidden_for"] == "Insults somebody" and told.actor_id == cast.users["member"]
    database.commit()
    assert member.post(f"/suggestions/{one.id}/answer", **answer(version="2")).status_code == 409
    assert member.post(f"/suggestions/{one.id}/release", _key="r").status_code == 303 and kept()[0].state is State.WAITING


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("trainer", 403), ("coordinator", 403), ("donor", 403), ("far_manager", 404)]
)
def test_the_box_is_the_factorys_own(visit, database, cast, who, status):
    drop_in(visit, hang(cast))
    (one,) = kept()
    visitor = visit(who)
    assert visitor.get(f"/suggestions/{one.id}").status_code == status
    assert visitor.post(f"/suggestions/{one.id}/hiding", reason="x", version="1").status_code == status
    assert kept()[0].state is State.WAITING


def test_what_is_about_a_person_goes_to_the_coordinator_alone_and_is_in_no_count(visit, database, cast):
    token = hang(cast)
    sent = visit(None).post(f"/en/box/{token}/in-confidence", **words(text="The foreman shuts the fire door."))
    one = database.scalars(select(Concern)).one()
    database.commit()
    path = f"/concerns/{one.id}"
    assert one.id.version == 4 and kept() == [] and database.scalars(select(SuggestionDay)).all() == []
    database.commit()
    for who in ("member", "manager", "trainer", "expert", "admin", "donor"):
        assert (visitor := visit(who)).get("/concerns").status_code == visitor.get(path).status_code == 403
        assert "fire door" not in visitor.get("/").text
    assert visit("far_coordinator").get(path).status_code == 404
    coordinator = visit("coordinator")
    assert "1 person wrote to you in confidence" in coordinator.get("/").text and "fire door" in coordinator.get("/concerns").text
    done = coordinator.post(f"{path}/closure", answer="The inspector comes tomorrow.", version="1", _key="c")
    assert done.status_code == 303 and "inspector" in visit(None).post("/en/slip", slip=code_on(sent.text)).text
    told = database.scalars(select(HistoryRow).where(HistoryRow.record_id == UUID(path[-36:]))).one()
    assert told.after == {"state": "closed"}, "that it was closed, and not a word of it"


def test_the_confidential_contact_stands_first(visit, database, cast):
    facts = {"contact": "Labour helpline", "about": "every day", "phone": "0213 5550101", "version": "0"}
    assert visit("coordinator").post(f"/concerns/contact/{cast.programme}", **facts).status_code == 303
    assert database.scalars(select(VoiceSettings)).one().phone == "+922135550101"
    page = visit(None).get(f"/en/box/{hang(cast)}").text
    assert (
        page.index("Labour helpline") < page.index("<textarea")
        and "Labour helpline" in visit("member").get(f"/areas/{cast.line_3}/poster").text
    )
    wrong = visit("coordinator").post(f"/concerns/contact/{cast.programme}", contact="X", phone="call me", version="1")
    assert wrong.status_code == 422 and visit("manager").get(f"/concerns/contact/{cast.programme}").status_code == 403


def test_voice_balance_counts_people_as_they_stood_then(visit, database, cast):
    factory = database.get(Enterprise, (cast.programme, cast.roshan))
    member, manager = person(cast, "member"), person(cast, "manager")
    left = make_person("Saima Gul", database.get(Programme, cast.programme), Sex.FEMALE)
    once = factory.take_on(left, Level.WORKER, date(2025, 9, 1))
    database.flush()
    mine = Project.log(factory, "Too few hooks", member)
    theirs = Project.log(factory, "Nobody knows whose", manager)
    theirs.came_unnamed()
    Project.log(factory, "Late thread", manager)
    mine.add_action("Buy hooks", left).finish(left)
    mine.move_to(Stage.PLANNED, manager)
    once.leave(clock.today() + timedelta(days=1))
    database.flush()
    now = balance.of(factory)[0]
    ideas, decisions, works = (now.shares[what] for what in (balance.IDEAS, balance.DECISIONS, balance.WORKS))
    assert (ideas.all, ideas.of_level, ideas.workers, ideas.women) == (3, 2, 50, 50)
    assert (decisions.all, decisions.workers, decisions.women) == (1, 0, 0)
    assert (works.all, works.workers, works.women) == (1, 100, 100), "who left is counted as what they were"
    assert now.shares[balance.IDEAS].of_sex == 2
    database.commit()
    assert "known of" in visit("trainer").get(f"/enterprises/{cast.roshan}/voice").text
