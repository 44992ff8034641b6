"""Writing an improvement down: four fields, a photo, and whose idea it was."""

import io
from uuid import UUID

import pytest
from markupsafe import escape
from sqlalchemy import select

from portal.improvement.models import Photo, Project, Stage
from tests.files.build import phone_photo, picture
from tests.improvement.build import make_project

WORDS = {"problem": "Loose threads come back", "idea": "A second pair of scissors at station 4", "expected": "Fewer pieces come back"}


def projects(database) -> list[Project]:
    database.expire_all()
    found = list(database.scalars(select(Project).order_by(Project.number)))
    database.commit()  # lets go of the lock
    return found


def test_four_fields_make_a_project(visit, database, cast):
    answer = visit("member").post("/projects", enterprise=str(cast.roshan), **WORDS)
    assert answer.status_code == 303
    (project,) = projects(database)
    assert answer.location.endswith(f"/projects/{project.id}")
    assert (project.number, project.stage, project.title) == (1, Stage.IDEA, "A second pair of scissors at station 4")
    assert (project.raised_by_id, project.raised_level, project.raised_sex) == (cast.people["member"], "worker", "female")
    page = visit("member").get(answer.location).text
    assert "Loose threads come back" in page and "Fewer pieces come back" in page and "Rukhsana Bibi" in page


def test_the_factory_need_not_be_said_by_who_works_in_one(visit, database):
    assert visit("member").post("/projects", **WORDS).status_code == 303


def test_the_form_asks_four_things_in_sight(visit):
    page = visit("member").get("/projects/new").text
    before, _after = page.split('<details class="more"')
    assert before.count('class="field"') == 4


def test_a_photo_goes_in_as_the_one_from_before(visit, database):
    answer = visit("member").post("/projects", photo=(io.BytesIO(phone_photo(1200, 900)), "IMG_1.jpg"), **WORDS)
    assert answer.status_code == 303
    photo = database.scalars(select(Photo)).one()
    database.commit()
    assert photo.kind == "before"
    assert visit("trainer").get(f"/files/{photo.file_id}").status_code == 200
    assert f"/files/{photo.file_id}" in visit("member").get(answer.location).text


def test_somebody_elses_idea_is_credited_to_them(visit, database, cast):
    visit("member").post("/projects", raised_by=str(cast.people["manager"]), area=str(cast.line_3), **WORDS)
    (project,) = projects(database)
    assert (project.raised_by_id, project.raised_level, project.area_id) == (cast.people["manager"], "manager", cast.line_3)


def test_numbers_run_per_factory(visit, database, cast):
    make_project(cast), make_project(cast, at="dastak", by="stranger")
    visit("member").post("/projects", **WORDS)
    assert sorted((p.enterprise_id == cast.roshan, p.number) for p in projects(database)) == [(False, 1), (True, 1), (True, 2)]


def test_the_same_form_sent_twice_makes_one_project(visit, database):
    member, fields = visit("member"), {**WORDS, "_key": "01890000-0000-7000-8000-000000000001"}
    first, second = member.post("/projects", **fields), member.post("/projects", **fields)
    assert first.location == second.location
    assert len(projects(database)) == 1


def test_a_problem_is_all_that_is_needed(visit, database):
    assert visit("member").post("/projects", problem="It is too hot at the press").status_code == 303
    assert projects(database)[0].title == "It is too hot at the press"


def test_an_empty_form_is_explained_beside_the_field(visit, database):
    answer = visit("member").post("/projects", idea="Kept 🧵 as typed")
    assert answer.status_code == 422
    assert "Write in a few words what the problem is." in answer.text and "Kept 🧵 as typed" in answer.text
    assert not projects(database)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("problem", "x" * 2001, "too long"),
        ("problem", "y" * 1_000_000, "too long"),
        ("expected", "x" * 241, "too long"),
        ("idea", "turned \u202e round", "hidden marks"),
        ("idea", "nul \x00 in it", "cannot be shown"),
        ("raised_by", str(UUID(int=4)), "Choose one of those offered"),
        ("raised_by", "' OR 1=1 --", "Choose one of those offered"),
        ("area", str(UUID(int=4)), "Choose one of those offered"),
        ("enterprise", str(UUID(int=4)), "Choose one of those offered"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(visit, database, field, value, said):
    answer = visit("member").post("/projects", **{**WORDS, field: value})
    assert answer.status_code == 422
    assert said in answer.text and 'class="sorry"' in answer.text
    assert not projects(database)


def test_a_foreign_person_or_factory_is_no_choice(visit, database, cast):
    member = visit("member")
    assert member.post("/projects", raised_by=str(cast.people["stranger"]), **WORDS).status_code == 422
    assert member.post("/projects", enterprise=str(cast.dastak), **WORDS).status_code == 422


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}", "'; DROP TABLE project; --", "😀 بہتر", "& < > \" '"]
)
def test_whatever_is_typed_is_shown_as_text(visit, database, text):
    answer = visit("member").post("/projects", problem=text)
    page = visit("member").get(answer.location).text
    assert projects(database)[0].problem == text
    assert str(escape(text)) in page and "<script>alert" not in page
    assert visit("member").get("/projects").status_code == 200


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"<svg onload='alert(1)'/>", "a.svg", "JPEG, PNG, WebP or HEIC"),
        (b"%PDF-1.7", "a.jpg", "JPEG, PNG, WebP or HEIC"),
        (picture(), "a.png", "do not agree"),
        (phone_photo(800, 600)[:30_000], "a.jpg", "damaged"),
        (b"\xff\xd8" + b"\0" * (20 * 1024 * 1024 + 1), "a.jpg", "at most 20 MB"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(visit, database, data, name, said):
    answer = visit("member").post("/projects", photo=(io.BytesIO(data), name), **WORDS)
    assert answer.status_code == 422
    assert said in answer.text and WORDS["idea"] in answer.text
    assert not projects(database)


def test_a_declared_four_gigabytes_is_refused_at_once(visit, database):
    declared = {"CONTENT_LENGTH": str(4 * 1024**3), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = visit("member").open("POST", "/projects", environ_overrides=declared)
    assert answer.status_code == 413
    assert "20 MB" in answer.text


def test_when_the_words_are_wrong_the_photo_is_asked_for_again(visit):
    answer = visit("member").post("/projects", photo=(io.BytesIO(picture()), "a.jpg"), idea="Only an idea")
    assert "Choose the photo once more" in answer.text


@pytest.mark.parametrize("name", ["trainer", "expert", "coordinator", "donor", "admin", "nobody"])
def test_only_the_factory_writes_its_improvements(visit, name):
    visitor = visit(name)
    assert visitor.get("/projects/new").status_code == 403
    assert visitor.post("/projects", **WORDS).status_code == 403
