"""Who opens a picture, and what the answer allows a browser to do with it."""

from uuid import uuid4

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from portal.enterprises.models import Enterprise
from portal.files.models import StoredFile
from portal.files.pictures import shrink
from portal.files.storage import shelf
from tests.files.build import picture


@pytest.fixture
def photo(database, cast):
    stored = StoredFile.keep(shrink(picture()), cast.programme, cast.roshan)
    database.add(stored)
    database.commit()
    return f"/files/{stored.id}"


@pytest.mark.parametrize("name", ["member", "manager", "trainer", "expert", "coordinator"])
def test_those_of_the_factory_and_those_beside_it_see_the_photo(visit, photo, name):
    answer = visit(name).get(photo)
    assert answer.status_code == 200
    assert answer.mimetype == "image/jpeg" and answer.data[:2] == b"\xff\xd8"


def test_a_browser_may_only_show_it_and_keeps_no_copy(visit, photo):
    headers = visit("member").get(photo).headers
    assert headers["Content-Disposition"] == "inline"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["stranger", "former_trainer", "far_manager", "far_coordinator"])
def test_to_others_there_is_no_such_photo(visit, photo, name):
    assert visit(name).get(photo).status_code in ((403, 404) if name == "former_trainer" else (404,))


def test_an_administrator_is_told_why_not(visit, photo):
    answer = visit("admin").get(photo)
    assert answer.status_code == 403
    assert "only with a reason that is kept" in answer.text


@pytest.mark.parametrize("name", ["donor", "nobody"])
def test_there_is_no_door_for_those_without_a_part_in_it(visit, photo, name):
    assert visit(name).get(photo).status_code == 403


def test_a_guessed_id_leads_nowhere(visit, photo):
    assert visit("manager").get(f"/files/{uuid4()}").status_code == 404
    assert visit("manager").get("/files/../../etc/passwd").status_code == 404


def test_a_photo_whose_file_is_gone_says_so_on_the_page_and_in_the_log(visit, database, photo):
    shelf().delete(database.scalars(select(StoredFile.digest)).one())
    database.commit()
    with capture_logs() as said:
        answer = visit("member").get(photo)
    assert answer.status_code == 404
    assert "its file cannot be found any more" in answer.text and "no-store" in answer.headers["Cache-Control"]
    (line,) = [line for line in said if line["event"] == "file is missing"]
    assert photo == f"/files/{line['file']}" and line["id"] == answer.headers["X-Request-ID"]


def test_it_takes_a_session(visit, photo):
    assert visit().get(photo).status_code == 303


def test_ids_are_random(database, cast, photo):
    enterprise = database.get(Enterprise, (cast.programme, cast.roshan))
    one = StoredFile.keep(shrink(picture()), enterprise.programme_id, enterprise.id)
    assert one.id.version == 4
