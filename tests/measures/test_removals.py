"""The photo of a number's sheet can be taken away with a reason; the number stays."""

import io

import pytest

from portal.database import db
from portal.files.models import StoredFile
from portal.files.storage import shelf
from portal.improvement.models import Photo
from portal.measures.models import Reading
from tests.files.build import picture
from tests.measures.build import make_card, week


@pytest.fixture(autouse=True)
def empty_shelf(app, cast):
    """What other tests left in the file store is none of ours."""
    with app.app_context():
        for one in list(shelf().lying()):
            shelf().delete(one.digest)


@pytest.fixture
def card(database, cast):
    made = make_card(cast)
    database.commit()
    return made


@pytest.fixture
def reading(visit, card):
    sent = {"starts_on": week(1).isoformat(), "numerator": "8", "seen": "0", "photo": (io.BytesIO(picture()), "sheet.jpg")}
    answer = visit("member").post(f"/measures/{card.id}/readings", **sent)
    assert answer.status_code == 303, answer.text
    return told(Reading)


def told(model):
    found = db.session.query(model).populate_existing().one()
    db.session.commit()
    return found


def take_away(visitor, reading, reason="person", words="", version=None, **fields):
    version = str(version or reading.version)
    return visitor.post(f"/readings/{reading.id}/removal", reason=reason, words=words, version=version, **fields)


@pytest.mark.parametrize("who", ["member", "trainer", "coordinator"])
def test_the_photo_of_a_sheet_goes_and_its_number_stays(app, visit, database, card, reading, who):
    visitor, url = visit(who), f"/files/{reading.file_id}"
    page = visitor.get(f"/measures/{card.id}").text
    assert url in page and f"/readings/{reading.id}/removal" in page
    assert url in visitor.get(f"/readings/{reading.id}/removal").text
    answer = take_away(visitor, reading, words="She asked us")
    assert answer.status_code == 303, answer.text
    page = visitor.get(f"/measures/{card.id}").text
    assert url not in page and "was taken away on" in page and "A person in it did not agree" in page and "She asked us" in page
    entry = visit("member").get(f"/measures/{card.id}/readings?on={reading.starts_on}").text
    assert url not in entry and "She asked us" in entry and 'value="8"' in entry
    assert visitor.get(url).status_code == visitor.get(f"/readings/{reading.id}/removal").status_code == 404
    with app.app_context():
        assert not list(shelf().lying())
    assert not database.query(StoredFile).all() and told(Reading).numerator == 8
    database.commit()


@pytest.mark.parametrize(("reason", "is_everywhere"), [("confidential", True), ("wrong", False)])
def test_it_goes_wherever_the_factory_shows_it_unless_it_is_only_wrong_here(visit, database, card, reading, reason, is_everywhere):
    sent = {"photo": (io.BytesIO(picture()), "a.jpg"), "kind": "before"}
    assert visit("member").post(f"/projects/{card.project_id}/photos", **sent).status_code == 303
    assert take_away(visit("member"), reading, reason).status_code == 303
    assert told(Reading).file_id is None and (told(Photo).file_id is None) == is_everywhere


def test_taken_from_its_project_it_goes_from_the_sheet_as_well(visit, database, card, reading):
    sent = {"photo": (io.BytesIO(picture()), "a.jpg"), "kind": "before"}
    assert visit("member").post(f"/projects/{card.project_id}/photos", **sent).status_code == 303
    assert visit("member").post(f"/photos/{told(Photo).id}/removal", reason="person", version="1").status_code == 303
    assert told(Reading).file_id is None and "was taken away on" in visit("member").get(f"/measures/{card.id}").text


def test_who_comes_second_looks_once_more(visit, reading):
    assert take_away(visit("member"), reading, version=reading.version + 1).status_code == 409
    assert take_away(visit("member"), reading, "other").status_code == 422
    assert told(Reading).file_id


def test_strangers_and_the_wrong_role_take_nothing_away(visit, reading):
    for who, status in [("stranger", 404), ("far_manager", 404), ("expert", 403), ("admin", 403)]:
        assert visit(who).get(f"/readings/{reading.id}/removal").status_code == take_away(visit(who), reading).status_code == status, who
    assert told(Reading).file_id
