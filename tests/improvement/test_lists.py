"""Board and list: what stands where, found by words and places, quick at any size."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from portal import clock
from portal.database import db
from portal.improvement.models import Project, Stage
from portal.measures.judging import take_due_reviews
from tests.improvement.build import again, bring_to, make_action, make_project, person
from tests.measures.build import again as card_again
from tests.measures.build import improved, make_card


@pytest.fixture
def statements(app):
    """How many statements the app sends while the fixture is in use."""
    seen = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def many(cast, count: int) -> None:
    for number in range(count):
        stage = list(Stage)[number % 7]
        row = Project(
            programme_id=cast.programme, enterprise_id=cast.roshan, number=number + 1, title=f"Project {number + 1:04}", problem="x"
        )
        row.stage, row.raised_by_id, row.logged_at = stage, cast.people["member"], clock.now() - timedelta(minutes=count - number)
        db.session.add(row)
    db.session.commit()


def test_the_board_shows_each_where_it_stands(visit, database, cast):
    make_project(cast, "Idea one")
    bring_to(make_project(cast, "Planned one"), Stage.PLANNED, cast)
    page = visit("member").get("/projects").text
    idea, planned = page.index('id="s-idea"'), page.index('id="s-planned"')
    assert idea < page.index("Idea one") < planned < page.index("Planned one")
    assert "2 improvements are on their way" in page


def test_above_a_list_of_one_stage_stands_how_many_these_are(visit, database, cast):
    make_project(cast, "Idea one")
    bring_to(make_project(cast, "Planned one"), Stage.PLANNED, cast)
    make_project(cast, "Failed try").drop(person(cast, "member"), "The tape does not hold on oil")
    database.commit()
    member = visit("member")
    closed = member.get("/projects", view="list", stage="dropped").text
    assert "1 project is closed with its lesson." in closed and "on their way" not in closed
    assert "1 project fits what you asked for." in member.get("/projects", view="list", stage="planned").text
    assert "1 project fits what you asked for." in member.get("/projects", view="list", stage="dropped", q="Failed").text
    for path in ("/projects", "/projects?view=list"):
        assert "2 improvements are on their way." in member.get(path).text


def test_an_empty_place_says_what_it_is_for(visit, cast):
    assert "Log the first improvement" in visit("member").get("/projects").text
    assert "The improvement team of the factory writes them" in visit("trainer").get("/projects").text
    assert "Log the first improvement" in visit("member").get("/projects", view="list").text
    assert "Nothing is closed yet" in visit("member").get("/projects", view="list", stage="dropped").text


@pytest.mark.parametrize("view", ["board", "list"])
def test_nobody_sees_what_is_not_theirs(visit, database, cast, view):
    make_project(cast, "Canary of Roshan"), make_project(cast, "Canary of Dastak", by="stranger", at="dastak")
    for name in ("member", "manager", "trainer", "expert"):
        page = visit(name).get("/projects", view=view).text
        assert "Canary of Roshan" in page and "Canary of Dastak" not in page
    both = visit("coordinator").get("/projects", view=view).text
    assert "Canary of Roshan" in both and "Canary of Dastak" in both
    assert "Canary" not in visit("far_coordinator").get("/projects", view=view).text
    assert "Canary" not in visit("far_manager").get("/projects", view=view, enterprise=str(cast.roshan)).text
    assert visit("donor").get("/projects", view=view).status_code == 403


@pytest.mark.parametrize("view", ["board", "list"])
def test_it_is_found_by_words_place_and_who(visit, database, cast, view):
    make_project(cast, "Fan at 100% near the press", on_line_3=True), make_project(cast, "Lamp per table", by="manager")
    member = visit("member")

    def found(**asked) -> tuple[bool, bool]:
        page = member.get("/projects", view=view, **asked).text
        return "Fan at" in page, "Lamp per" in page

    assert found(q="fan line 3") == (True, False)
    assert found(q="100%") == (True, False)
    assert found(q="%") == (True, False)
    assert found(q="_") == (False, False)
    assert found(area=str(cast.line_3)) == (True, False)
    assert found(who="me") == (True, False)
    assert found(who="nobody") == (True, True)
    assert found(stage="planned") == ((True, True) if view == "board" else (False, False))
    assert found(area="nonsense", after="nonsense", stage="nonsense", who="'--", q="") == (True, True)
    assert found(area=str(uuid4())) == (False, False)
    assert member.get("/projects", view=view, q="\x00' OR 1=1 --" * 40).status_code == 200


def test_a_card_moves_by_its_menu_and_the_board_stays_as_it_was_asked_for(visit, database, cast):
    project = make_project(cast)
    make_action(project, cast)
    member = visit("member")
    page = member.get("/projects", q="threads").text
    assert f'formaction="/projects/{project.id}/stage"' in page and "Mark as planned" in page
    answer = member.post(f"/projects/{project.id}/stage", to="planned", back="/projects?view=board&q=threads")
    assert answer.status_code == 303 and answer.location.endswith(f"/projects?view=board&q=threads#p-{project.id}")
    part = member.post_fragment(f"/projects/{project.id}/stage", to="in_progress", back="/projects?view=board&q=threads")
    assert part.status_code == 200 and 'id="board"' in part.text and "<html" not in part.text
    assert again(project).stage is Stage.IN_PROGRESS


def test_back_is_never_a_way_out_of_the_portal(visit, database, cast):
    project = make_project(cast)
    make_action(project, cast)
    answer = visit("member").post(f"/projects/{project.id}/stage", to="planned", back="https://evil.example/projects")
    assert "evil" not in answer.location


def test_a_move_that_is_refused_fills_the_page_not_the_board(visit, database, cast):
    project = make_project(cast)
    answer = visit("member").post_fragment(f"/projects/{project.id}/stage", to="planned", back="/projects")
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#main" and "say who leads it" in answer.text


def test_those_beside_see_the_board_without_moves(visit, database, cast):
    bring_to(make_project(cast), Stage.IN_PROGRESS, cast), bring_to(make_project(cast, "Ready"), Stage.IMPLEMENTED, cast)
    page = visit("trainer").get("/projects").text
    assert page.count("formaction=") == 1 and "Verify it" in page
    assert "formaction=" not in visit("admin").get("/projects").text


def test_a_column_is_capped_and_says_how_many_there_are(visit, database, cast):
    many(cast, 210)
    page = visit("member").get("/projects").text
    assert page.count('<article class="card"') == 7 * 10
    assert page.count("Show all 30") == 7


def test_the_list_goes_on_after_sixty_and_shows_each_once(visit, database, cast):
    many(cast, 150)
    member, seen, url = visit("member"), [], "/projects?view=list"
    while url:
        page = member.get(url).text
        rows = re.findall(r"Project \d{4}", page)
        assert len(rows) <= 60
        seen += rows
        link = re.search(r'href="([^"]*after=[^"]*)"', page)
        url = link[1].replace("&amp;", "&") if link else None
    assert seen == [f"Project {number:04}" for number in range(150, 0, -1)]


@pytest.mark.parametrize("path", ["/projects", "/projects?view=list", "/actions"])
def test_ten_rows_cost_as_many_statements_as_a_thousand(visit, database, cast, statements, path):
    member = visit("member")
    cost = []
    for count in (10, 990):
        many_more(cast, count)
        statements.clear()
        assert member.get(path).status_code == 200
        cost.append(len(statements))
    assert cost[0] == cost[1] <= 8


def many_more(cast, count: int) -> None:
    first = db.session.query(Project).count()
    for number in range(first, first + count):
        row = Project(programme_id=cast.programme, enterprise_id=cast.roshan, number=number + 1, title=f"P {number}", problem="x")
        row.raised_by_id, row.stage = cast.people["member"], list(Stage)[number % 8]
        db.session.add(row)
        row.add_action("Do", None) if row.stage is not Stage.DROPPED else None
    db.session.commit()


def test_a_projects_page_costs_eight_statements_at_most(visit, database, cast, statements):
    project = make_project(cast)
    for number in range(12):
        make_action(project, cast, f"Action {number}", owner=("member", "manager")[number % 2])
    member = visit("member")
    member.post(f"/projects/{project.id}/comments", text="One")
    statements.clear()
    assert member.get(f"/projects/{project.id}").status_code == 200
    assert len(statements) <= 8, "\n".join(statements)


def test_a_card_says_what_the_evidence_says_in_no_more_statements(visit, database, cast, statements):
    member = visit("member")
    project = bring_to(make_project(cast, "Looking for trims"), Stage.IN_PROGRESS, cast)
    member.get("/projects")
    statements.clear()
    assert "stamp" not in member.get("/projects").text and len(statements) <= 8
    card = improved(cast, card=make_card(cast, project), reviewed=False)
    page = member.get("/projects").text
    assert "v-early" in page and "Early improvement" in page and "so far" in page
    take_due_reviews(card_again(card))
    db.session.commit()
    statements.clear()
    page = member.get("/projects").text
    assert "Early improvement" in page and "so far" not in page and len(statements) <= 8, "\n".join(statements)
