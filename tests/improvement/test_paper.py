"""The paper bridge: A3, team board and codes that open one line with the camera ready."""

import io
import re

import pytest

from portal import clock
from portal.enterprises.models import Area
from portal.improvement.models import Bone, Cause, Stage, Why
from portal.improvement.paper import Sheet, address, code, strokes_of
from portal.improvement.replications import about
from portal.measures.entering import read_many
from portal.measures.indicators import catalogue
from portal.measures.models import MeasureCard
from tests.files.build import picture
from tests.improvement.build import bring_to, make_action, make_project, person


@pytest.fixture
def project(database, cast):
    made = make_project(cast, on_line_3=True, idea="Trim at the machine", expected="Fewer come back")
    Cause.suspect(made, Bone.METHOD, "کٹر دور ہے", person(cast, "member"))
    Why.answer(made, "It falls down", person(cast, "member"))
    database.commit()
    return made


@pytest.fixture
def action(cast, project):
    return make_action(project, cast)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_a3_is_one_page_with_a_code_on_each_line(visit, cast, project, action, language):
    trainer = visit("trainer", language)
    page = trainer.get(f"/projects/{project.id}/a3").text
    assert page.count('class="qr"') == 2 and "landscape a3" in page and "Hang hooks" in page and "It falls down" in page
    pdf = trainer.get(f"/projects/{project.id}/a3/sheet.pdf")
    assert pdf.status_code == 200 and pdf.data.startswith(b"%PDF") and pages_of(pdf.data) <= 1


def test_the_a3_tells_aim_numbers_rule_and_further_places(visit, database, cast, project):
    """A left half that asks why, a right half that shows what came of it, with the same words as the card's page."""
    project.root_cause, project.expected_on = "Nobody owns the cutter", clock.today()
    area = database.get(Area, (cast.programme, cast.line_3))
    card = MeasureCard.define(about(project), person(cast, "member"), catalogue()["five-s"])
    database.flush()
    weeks = card.frequency.newest(8, clock.today())
    read_many(card, [(day, (60.0 + at, None)) for at, day in enumerate(weeks)], person(cast, "member"))
    database.commit()
    page = visit("member").get(f"/projects/{project.id}/a3").text
    assert "Nobody owns the cutter" in page and '<polyline class="run"' in page and "The rule that stays" in page and area.name in page
    assert pages_of(visit("member").get(f"/projects/{project.id}/a3/sheet.pdf").data) <= 1


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_a3s_chart_says_when_and_that_it_is_before_and_after_only(visit, database, cast, language):
    from tests.measures.build import improved

    card = improved(cast)
    page = visit("member", language).get(f"/projects/{card.project_id}/a3").text
    assert ("Before and after only" if language == "en" else "صرف پہلے اور بعد") in page
    assert page.count('class="day"') >= 3 and 'class="said' in page and page.count('class="tick"') >= 3


def test_the_a3s_chart_marks_signals_by_shape_as_the_cards_does(visit, database, cast):
    from tests.measures.build import STEADY, make_card, write

    card = make_card(cast)
    write(card, cast, (*STEADY, 25.0))
    database.commit()
    page, there = (visit("member").get(path).text for path in (f"/projects/{card.project_id}/a3", f"/measures/{card.id}"))
    assert page.count('<path class="out"') == there.split('<ul class="key">')[0].count('<path class="out"') == 1
    assert page.count('<circle class="mark"') == len(STEADY)
    looks = {"dot", "out", "hollow", "grey", "struck", "estimate", "open"}
    marks = [{"x": 10 * at, "y": 50, "look": look} for at, look in enumerate(sorted(looks))]
    drawn = {"kind": "series", "items": [], "strokes": [], "marks": marks, "ticks": [], "days": [], "cuts": []}
    assert Sheet("A3", "", [], [drawn]).pdf().startswith(b"%PDF")


def test_strokes_are_the_pieces_of_a_path():
    assert strokes_of("M1 2L3 4.5M5 6H7V8") == [[[1, 2], [3, 4.5]], [[5, 6], [7, 6], [7, 8]]] and strokes_of("") == []


def test_a_fishbone_swims_towards_the_problem(visit, cast, project):
    page = visit("member").get(f"/projects/{project.id}/causes").text
    assert project.problem.split()[0] in page.split('<div class="head">')[1][:200]


def test_the_board_has_projects_and_open_actions(visit, cast, project, action):
    page = visit("member").get(f"/enterprises/{cast.roshan}/team-board").text
    assert project.title in page and action.text in page and page.count('class="qr"') == 2
    assert visit("member").get(f"/enterprises/{cast.roshan}/team-board/sheet.pdf").data.startswith(b"%PDF")
    assert "/team-board" in visit("manager").get(f"/enterprises/{cast.roshan}").text


def test_the_board_hangs_what_is_worked_on_first_and_says_how_many_find_no_room(visit, database, cast):
    """The oldest is in progress, the next is blocked: sixteen younger ideas hide neither."""
    begun, stuck, planned = (make_project(cast, title=f"Old {word}") for word in ("begun", "stuck", "planned"))
    bring_to(begun, Stage.IN_PROGRESS, cast)
    bring_to(planned, Stage.PLANNED, cast)
    make_action(stuck, cast, due_on=clock.today()).block("No welding rod")
    given_up = make_project(cast, title="Given up")
    make_action(given_up, cast, "Of no project that is worked on", due_on=clock.today())
    given_up.drop(given_up.raised_by, "The oil was the cause")
    ideas = [make_project(cast, title=f"Idea {at:02}") for at in range(16)]
    for _at in range(15):
        make_action(ideas[0], cast, "Sweep")
    database.commit()
    member = visit("member")
    page = member.get(f"/enterprises/{cast.roshan}/team-board").text
    hung = [page.find(title) for title in ("Old stuck", "Old begun", "Old planned", "Idea 15", "Idea 07")]
    assert hung == sorted(hung) and hung[0] > 0 and "Idea 06" not in page and "Of no project" not in page
    assert "7 more in the portal" in page and "4 more in the portal" in page, "19 projects, 16 actions, 12 lines each"
    assert pages_of(member.get(f"/enterprises/{cast.roshan}/team-board/sheet.pdf").data) <= 1
    assert "3 more in the portal" in member.get(f"/projects/{ideas[0].id}/a3").text


def test_a_code_opens_the_camera_of_its_line(visit, cast, project, action):
    member = visit("member")
    for path, title in ((f"/projects/{project.id}/camera", project.title), (f"/actions/{action.id}/camera", action.text)):
        page = member.get(path).text
        asked = re.search(r'<input[^>]*type="file"[^>]*>', page)
        assert asked and 'capture="environment"' in asked[0] and "autofocus" in asked[0] and title in page
        assert f'action="/projects/{project.id}/photos"' in page


def test_who_is_not_signed_in_comes_to_the_line_after_signing_in(visit, project):
    nobody = visit(None)
    asked = nobody.get(f"/projects/{project.id}/camera")
    assert asked.status_code == 303 and "/sign-in?next=" in asked.location


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("far_manager", 404), ("trainer", 403)])
def test_a_code_of_another_enterprise_opens_nothing(visit, cast, project, action, who, status):
    for path in (f"/projects/{project.id}/camera", f"/actions/{action.id}/camera"):
        assert visit(who).get(path).status_code == status
    reads = 404 if status == 404 else 200
    for path in (f"/projects/{project.id}/a3", f"/enterprises/{cast.roshan}/team-board", f"/projects/{project.id}/a3/sheet.pdf"):
        assert visit(who).get(path).status_code == reads


def test_a_code_is_a_drawing_of_the_public_address(app):
    with app.app_context():
        (part,) = code("/projects/x/camera")
        assert part["code"]["size"] > 20 and part["text"] == "" and address("/x").endswith("/x")


def test_the_a3_shows_before_and_after_to_those_who_may_open_photos(visit, database, cast, project):
    member = visit("member")
    sent = member.post(f"/projects/{project.id}/photos", kind="before", photo=(io.BytesIO(picture()), "shot.jpg", "image/jpeg"), _key="p")
    assert sent.status_code == 303
    assert "/small" in member.get(f"/projects/{project.id}/a3").text
    assert "/small" not in visit("admin").get(f"/projects/{project.id}/a3").text
    with_photo, without = (visit(who).get(f"/projects/{project.id}/a3/sheet.pdf").data for who in ("member", "admin"))
    assert b"/DCTDecode" in with_photo and b"/DCTDecode" not in without
