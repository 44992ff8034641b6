"""An improvement goes to several areas at once, or into another factory as far as consent reaches."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.consent.models import Scope
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.improvement.models import Project, Replication, Stage
from portal.improvement.uptakes import Uptake
from tests.consent.build import publish, sign, withdraw
from tests.improvement.build import bring_to, make_project, person

BEGINS = clock.today() + timedelta(days=14)
SENT = {"problem": "Our threads hang loose too", "adapted": "With clips", "starts_on": str(BEGINS), "owner": "", "area": ""}


@pytest.fixture
def areas(database, cast):
    factory = db.session.get(Enterprise, (cast.programme, cast.roshan))
    found = [factory.open_area(name, None, False) for name in ("Line 5", "Line 7", "Finishing")]
    database.commit()
    return found


@pytest.fixture
def shared(database, cast):
    """Dastak shares what it has in use with other factories."""
    publish(cast)
    sign(cast, "dastak")
    project = make_project(cast, at="dastak", by="stranger", title="Hooks beside the needle", idea="A hook for each colour")
    return bring_to(project, Stage.IMPLEMENTED, cast)


def take(visitor, project, **facts):
    sent = {**SENT, "enterprise": enterprise_of(visitor), "_key": str(uuid4()), **facts}
    return visitor.post(f"/projects/{project.id}/uptake", **sent)


def enterprise_of(visitor) -> str:
    page = visitor.get("/projects/new").text
    return page.split('name="enterprise"')[1].split('value="')[1].split('"')[0] if 'name="enterprise"' in page else ""


def projects(cast) -> list[Project]:
    asked = select(Project).where(Project.enterprise_id == cast.roshan).order_by(Project.number)
    found = list(db.session.scalars(asked, execution_options={"populate_existing": True}))
    db.session.commit()
    return found


def test_several_areas_at_once_each_with_its_own_start(visit, database, cast, areas):
    origin = bring_to(make_project(cast, on_line_3=True), Stage.IMPLEMENTED, cast)
    sent = {"area": str(areas[0].id), "starts_on": str(BEGINS), "area_2": str(areas[1].id), "starts_on_2": str(BEGINS + timedelta(days=7))}
    member = visit("member")
    for _ in range(2):
        assert member.post(f"/projects/{origin.id}/replication", **sent, adapted_2="Longer rack", _key="k").status_code == 303
    made = [(one.area_id, one.planned_on) for one in projects(cast)[1:]]
    assert made == [(areas[0].id, BEGINS), (areas[1].id, BEGINS + timedelta(days=7))]
    assert [one.adapted for one in database.scalars(select(Replication).order_by(Replication.id))] == [None, "Longer rack"]
    database.commit()
    told = visit("trainer").get(f"/projects/{origin.id}/replication").text
    assert "Line 5" in told and "Line 7" in told and "Longer rack" in told


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"starts_on_2": ""}, "Say when it begins there"),
        ({"area_2": ""}, "Say in which area"),
        ({"area_2": "first"}, "stands here twice"),
        ({"area_2": "own"}, "area of the project itself"),
        ({"area_2": str(uuid4())}, "Choose one of those offered"),
    ],
)
def test_all_of_them_or_none(visit, database, cast, areas, wrong, why):
    origin = bring_to(make_project(cast, on_line_3=True), Stage.IMPLEMENTED, cast)
    known = {"first": str(areas[0].id), "own": str(cast.line_3)}
    wrong = {name: known.get(value, value) for name, value in wrong.items()}
    sent = {"area": str(areas[0].id), "starts_on": str(BEGINS), "area_2": str(areas[1].id), "starts_on_2": str(BEGINS), **wrong}
    answer = visit("member").post(f"/projects/{origin.id}/replication", **sent, adapted="Two racks")
    assert answer.status_code == 422 and why in answer.text and "Two racks" in answer.text
    assert len(projects(cast)) == 1 and not database.scalars(select(Replication)).all()


def test_what_is_shared_is_taken_up_with_what_is_different(visit, database, cast, shared):
    member = visit("member")
    assert "Hooks beside the needle" in member.get("/projects/shared").text and "Dastak" in member.get("/projects/shared").text
    answer = take(member, shared)
    (child,) = projects(cast)
    assert answer.location == f"/projects/{child.id}"
    assert (child.title, child.idea, child.problem) == ("Hooks beside the needle", "A hook for each colour", SENT["problem"])
    told = member.get(f"/projects/{child.id}/replication").text
    assert "Taken up from" in told and "Dastak Apparel" in told and "With clips" in told
    theirs = visit("stranger").get(f"/projects/{shared.id}/replication").text
    assert "1 other factory has taken it up" in theirs and "Roshan" not in theirs


def test_sent_twice_it_is_taken_up_once_and_not_again(visit, database, cast, shared):
    member = visit("member")
    first, again = take(member, shared, _key="k"), take(member, shared, _key="k")
    assert first.location == again.location and len(projects(cast)) == 1
    once_more = take(member, shared)
    assert once_more.status_code == 409 and "taken this up already" in once_more.text and len(projects(cast)) == 1


@pytest.mark.parametrize("scope", [Scope.ALUMNI, Scope.DATA])
def test_what_is_no_longer_shared_is_gone_at_the_next_load(visit, database, cast, shared, scope):
    member = visit("member")
    take(member, shared)
    (child,) = projects(cast)
    withdraw(cast, scope, "dastak")
    assert "Hooks" not in member.get("/projects/shared").text and take(member, shared).status_code == 404
    told = member.get(f"/projects/{child.id}/replication").text
    assert "does not share it any more" in told and "Dastak" not in told


def test_what_nobody_shares_or_is_not_in_use_is_not_found(visit, database, cast, shared):
    idea = make_project(cast, at="dastak", by="stranger")
    far = bring_to(make_project(cast, at="chenab", by="far_manager"), Stage.IMPLEMENTED, cast, by="far_coordinator")
    for project in (idea, far):
        assert take(visit("member"), project).status_code == 404
    assert take(visit("far_manager"), shared).status_code == 404, "another programme"
    assert visit("member").get(f"/projects/{shared.id}").status_code == 404, "its page stays its own"


def test_neither_ones_own_nor_what_came_from_here(visit, database, cast, shared):
    own = bring_to(make_project(cast), Stage.IMPLEMENTED, cast)
    answer = take(visit("member"), own)
    assert answer.status_code == 409 and "your own factory" in answer.text
    roshan, dastak = (db.session.get_one(Enterprise, (cast.programme, one)) for one in (cast.roshan, cast.dastak))
    theirs = Uptake.take(own, dastak, person(cast, "stranger"), "Theirs", BEGINS, None, None)
    database.flush()
    with pytest.raises(NotNow, match="own origin"):
        Uptake.take(theirs, roshan, person(cast, "member"), "Back again", BEGINS, None, None)
    database.rollback()


@pytest.mark.parametrize("who", ["trainer", "coordinator", "donor", "admin"])
def test_only_a_factorys_own_people_take_up(visit, database, cast, shared, who):
    assert visit(who).get("/projects/shared").status_code == visit(who).post(f"/projects/{shared.id}/uptake", **SENT).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"problem": ""}, "what the problem is"),
        ({"starts_on": "soon"}, "year-month-day"),
        ({"area": str(uuid4())}, "Choose one of those offered"),
        ({"owner": str(uuid4())}, "Choose one of those offered"),
        ({"adapted": "x" * 50_000}, "at most 2000"),
    ],
)
def test_bad_input_is_explained_and_kept(visit, database, cast, shared, wrong, why):
    answer = take(visit("member"), shared, **wrong)
    assert answer.status_code == 422 and why in answer.text and not projects(cast)
    assert "adapted" in wrong or "With clips" in answer.text
