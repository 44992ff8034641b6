"""Before and after, side by side."""

import io

import pytest

from portal.improvement.models import PhotoKind
from tests.files.build import phone_photo, picture
from tests.improvement.build import again, make_project


@pytest.fixture
def project(database, cast):
    return make_project(cast)


def send(visitor, project, data=None, name="a.jpg", **fields):
    photo = {"photo": (io.BytesIO(data), name)} if data else {}
    return visitor.post(f"/projects/{project.id}/photos", **photo, **fields)


def test_two_photos_make_a_pair(visit, project):
    member = visit("member")
    assert "Save the photo from before" in member.get(f"/projects/{project.id}").text
    assert send(member, project, phone_photo(1200, 900), kind="before").status_code == 303
    assert send(member, project, picture(), kind="after", caption="The board hangs").status_code == 303
    photos = again(project).photos
    assert [photo.kind for photo in photos] == [PhotoKind.BEFORE, PhotoKind.AFTER]
    page = visit("trainer").get(f"/projects/{project.id}").text
    assert all(photo.url in page for photo in photos) and "The board hangs" in page


def test_a_third_photo_stands_below(visit, project):
    member = visit("member")
    for kind, colour in (("before", "teal"), ("after", "gold"), ("other", "gray")):
        send(member, project, picture(colour=colour), kind=kind)
    assert 'class="strip"' in member.get(f"/projects/{project.id}").text


@pytest.mark.parametrize(
    ("data", "name", "kind", "said"),
    [
        (None, "", "before", "Choose a photo first"),
        (b"<svg/>", "a.svg", "after", "JPEG, PNG, WebP or HEIC"),
        (picture(), "a.png", "before", "do not agree"),
        (picture(), "a.jpg", "holiday", "Choose one of those offered"),
    ],
)
def test_what_is_no_photo_is_explained(visit, project, data, name, kind, said):
    answer = send(visit("member"), project, data, name, kind=kind)
    assert answer.status_code == 422 and said in answer.text
    assert not again(project).photos


def test_an_administrator_sees_that_there_is_one_not_what_it_shows(visit, project):
    send(visit("member"), project, picture(), kind="before")
    page = visit("admin").get(f"/projects/{project.id}").text
    assert "not shown to administrators" in page and "/files/" not in page


def test_a_stranger_and_the_wrong_role_add_none(visit, project):
    assert send(visit("stranger"), project, picture(), kind="before").status_code == 404
    assert send(visit("trainer"), project, picture(), kind="before").status_code == 403


def test_a_refused_photo_comes_back_with_all_that_was_typed(visit, database, cast):
    """Also where its own place on the page has no room for the words, or is taken."""
    project = make_project(cast).id
    page = visit("member").post(f"/projects/{project}/photos", kind="before", caption="کالر " * 60, people="")
    assert (
        page.status_code == 422
        and "کالر کالر" in page.text
        and 'value="before" selected' in page.text.replace('selected value="before"', 'value="before" selected')
    )
