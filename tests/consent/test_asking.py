"""Many factories asked for their consent in one go."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.consent.models import ConsentRequest
from portal.database import db
from tests.consent.build import publish, sign

PATH = "/consents/requests"


@pytest.fixture
def text(database, cast):
    return publish(cast)


def asked() -> int:
    found = db.session.scalar(select(func.count()).select_from(ConsentRequest))
    db.session.rollback()
    return found or 0


def test_those_ticked_are_asked_and_who_has_answered_is_named(visit, cast, text):
    sign(cast)
    coordinator = visit("coordinator")
    page = coordinator.get("/consents?show=silent").text
    assert f'name="enterprises" value="{cast.dastak}"' in page and f'action="{PATH}"' in page
    assert 'name="enterprises"' not in coordinator.get("/consents?show=signed").text
    answer = coordinator.post(PATH, enterprises=[str(cast.roshan), str(cast.dastak)])
    assert answer.status_code == 303
    page = coordinator.get(answer.headers["Location"]).text
    assert "1 factory is asked" in page and "has answered everything already" in page and "Dastak" in page
    assert asked() == 1


def test_asking_again_sends_nothing_twice(visit, cast, text):
    for key in ("one", "two"):
        assert visit("coordinator").post(PATH, enterprises=[str(cast.dastak)], _key=key).status_code == 303
    assert asked() == 1


def test_ticking_nothing_is_explained_in_the_same_list(visit, cast, text):
    answer = visit("coordinator").post(PATH, show="silent")
    assert answer.status_code == 422 and "Tick at least one factory" in answer.text and "Dastak" in answer.text
    assert visit("coordinator").post(PATH, enterprises=["nothing"], show="silent").status_code == 422


def test_without_a_text_nobody_is_asked(visit, cast, database):
    answer = visit("coordinator").post(PATH, enterprises=[str(cast.dastak)])
    assert answer.status_code == 409 and "no published text" in answer.text
    assert not asked()


def test_strangers_are_not_found_and_others_may_not_ask(visit, cast, text):
    assert visit("coordinator").post(PATH, enterprises=[str(cast.chenab)]).status_code == 404
    for who in ("manager", "trainer", "donor", "admin"):
        assert visit(who).post(PATH, enterprises=[str(cast.dastak)]).status_code == 403, who
    assert not asked()
