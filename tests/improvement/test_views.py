"""Filters as addresses, views kept under a name, and several projects at once."""

from datetime import timedelta

import pytest

from portal import clock
from portal.database import db
from portal.improvement.lists import Filters
from portal.improvement.models import Stage
from portal.improvement.views import MOST, SavedView
from tests.improvement.build import again, bring_to, make_action, make_project

NARROW = "/projects?view=list&state=blocked&theme=quality"


@pytest.fixture
def projects(database, cast):
    one = make_project(cast, "Needles are lost", theme="safety", module_code="safety-health")
    two = make_project(cast, "Stains come back", theme="quality")
    make_action(one, cast, due_on=clock.today() - timedelta(days=2))
    stuck = make_action(two, cast)
    stuck.block("No lamp")
    database.commit()
    return one, two


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("theme=quality", "Stains", "Needles"),
        ("module=safety-health", "Needles", "Stains"),
        ("state=late", "Needles", "Stains"),
        ("state=blocked", "Stains", "Needles"),
    ],
)
@pytest.mark.parametrize("view", ["board", "list"])
def test_a_filter_is_an_address(visit, projects, view, query, shown, hidden):
    page = visit("trainer").get(f"/projects?view={view}&{query}").text
    assert shown in page and hidden not in page and " selected>" in page


def test_what_cannot_be_meant_asks_for_nothing():
    assert Filters.of({"theme": "x", "module": "'; DROP", "state": "\0", "view": "list"}) == Filters(view="list")


def test_a_view_is_kept_under_a_name_and_is_ones_own(visit, projects):
    member = visit("member")
    assert "Keep this view" in member.get(NARROW).text
    kept = member.post("/projects/views", view="ہمارے مسئلے", query=NARROW)
    assert kept.status_code == 303 and set(kept.location.split("?")[1].split("&")) == set(NARROW.split("?")[1].split("&"))
    assert "ہمارے مسئلے" in member.get("/projects").text and 'aria-current="page" dir="auto">ہمارے' in member.get(kept.location).text
    assert "ہمارے مسئلے" not in visit("manager").get("/projects").text
    member.post("/projects/views", view="ہمارے مسئلے", query="/projects?who=me")  # the same name: the new one takes its place
    member.get("/projects")  # says once that it is kept
    assert member.get("/projects").text.count("ہمارے مسئلے") == 1
    assert visit("manager").post("/projects/views/removal", view="ہمارے مسئلے").status_code == 303
    assert "ہمارے مسئلے" in member.get("/projects").text
    assert member.post("/projects/views/removal", view="ہمارے مسئلے").status_code == 303
    assert "ہمارے مسئلے" not in member.get("/projects").text


def test_a_view_leads_nowhere_else(visit, projects):
    kept = visit("member").post("/projects/views", view="x", query="https://evil.example/?view=list&who=me")
    assert kept.location == "/projects?view=list&who=me"


def test_a_view_without_a_name_and_one_too_many(visit, database, cast, projects):
    member = visit("member")
    nameless = member.post("/projects/views", view=" ", query=NARROW)
    assert nameless.status_code == 422 and "Give this view a name" in nameless.text and "state=blocked" in nameless.text
    database.add_all(SavedView(user_id=cast.users["member"], name=str(n), path="/projects") for n in range(MOST))
    database.commit()
    assert member.post("/projects/views", view="one more", query=NARROW).status_code == 409
    assert visit("donor").post("/projects/views", view="x", query=NARROW).status_code == 403


def several(*projects, **words) -> dict:
    return {"project": [f"{one.id}.{one.stage.value}" for one in projects], **words}


def send(visitor, **fields):
    return visitor.open("POST", "/projects/moves", data=fields)


def test_several_go_one_stage_on_and_the_others_say_why(visit, database, cast, projects):
    alone = make_project(cast, "Nobody leads this")
    member = visit("member")
    listed = member.get("/projects?view=list").text
    assert f'value="{alone.id}.idea"' in listed and 'form="several"' in listed
    picked = several(*projects, alone)
    before = member.get("/projects/moves", **picked).text
    assert "Move 2 one stage on each" in before and "say who leads it" in before
    answer = send(member, **picked, deed="onward")
    assert answer.status_code == 200 and "2 projects are done" in answer.text and "1 stayed as it was" in answer.text
    assert [again(one).stage for one in (*projects, alone)] == [Stage.PLANNED, Stage.PLANNED, Stage.IDEA]
    once_more = send(member, project=picked["project"][:1], deed="onward")
    assert "Somebody moved it just now" in once_more.text and again(projects[0]).stage is Stage.PLANNED


def test_several_get_another_leader_who_is_told(visit, cast, projects):
    answer = send(visit("member"), **several(*projects, deed="lead", leader=str(cast.people["manager"])))
    assert answer.status_code == 200
    assert {again(one).owner_id for one in projects} == {cast.people["manager"]}
    assert "asks you to lead" in visit("manager").get("/notices").text
    db.session.commit()


@pytest.mark.parametrize(
    ("words", "said"),
    [({}, "Say what to do"), ({"deed": "lead"}, "Choose who leads them"), ({"deed": "lead", "leader": "x"}, "Choose one of those offered")],
)
def test_what_is_not_said_is_asked(visit, projects, words, said):
    answer = send(visit("member"), **several(*projects, **words))
    assert answer.status_code == 422 and said in answer.text


def test_nothing_chosen_says_where_to_choose(visit, projects):
    member = visit("member")
    assert "Nothing is chosen yet" in member.get("/projects/moves").text
    assert send(member, deed="onward").status_code == 422


def test_a_stranger_moves_none_and_a_trainer_only_what_takes_another_eye(visit, cast, projects):
    assert "Nothing is chosen yet" in send(visit("stranger"), **several(*projects, deed="onward")).text
    real = bring_to(make_project(cast, "In use"), Stage.IMPLEMENTED, cast)
    picked, others = several(*projects, real), several(*projects)
    answer = send(visit("trainer"), **picked, deed="onward")
    assert "1 project is done" in answer.text and "2 stayed as they were" in answer.text
    assert again(real).stage is Stage.VERIFIED and again(projects[0]).stage is Stage.IDEA
    assert "lead them" not in visit("trainer").get("/projects/moves", **others).text
    assert visit("donor").get("/projects/moves").status_code == 403
