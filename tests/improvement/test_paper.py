"""The paper bridge: A3, team board and codes that open one line with the camera ready."""

import io
import re

import pytest

from portal.improvement.models import Bone, Cause, Why
from portal.improvement.paper import address, code
from tests.files.build import picture
from tests.improvement.build import make_action, make_project, person


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


def test_the_board_has_projects_and_open_actions(visit, cast, project, action):
    page = visit("member").get(f"/enterprises/{cast.roshan}/team-board").text
    assert project.title in page and action.text in page and page.count('class="qr"') == 2
    assert visit("member").get(f"/enterprises/{cast.roshan}/team-board/sheet.pdf").data.startswith(b"%PDF")
    assert "/team-board" in visit("manager").get(f"/enterprises/{cast.roshan}").text


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
