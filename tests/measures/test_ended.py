"""A card that is counted no more: ended knowingly, taken up again where that gives nobody a second try."""

import pytest

from portal.measures.models import State
from tests.improvement.build import make_project
from tests.measures.build import STEADY, again, change, make_card, week, write


@pytest.fixture
def project(cast):
    return make_project(cast)


@pytest.fixture
def card(database, cast, project):
    made = make_card(cast, project)
    database.commit()
    return made


def test_ending_is_said_in_a_part_of_its_own(visit, card):
    page = visit("member").get(f"/measures/{card.id}/edit").text
    part = page[page.index('<details class="more" id="end">') :]
    assert (
        "can be taken up again" in part and f"/measures/{card.id}/end" in part and f"/measures/{card.id}/end" not in page.replace(part, "")
    )


def test_a_card_ended_by_mistake_counts_again(visit, database, card):
    member, block = visit("member"), f"/projects/{card.project_id}/measures"
    assert member.post(f"/measures/{card.id}/end").status_code == 303
    assert f"/measures/{card.id}" in member.get(block).text and "No longer counted" in member.get(block).text
    page = member.get(f"/measures/{card.id}").text
    assert f"/measures/{card.id}/resume" in page and "Declare the day of change" not in page
    assert f"/measures/{card.id}/resume" not in visit("expert").get(f"/measures/{card.id}").text
    assert member.post(f"/measures/{card.id}/resume").status_code == 303
    assert (again(card).state, again(card).is_primary) == (State.TRACKED, True)
    assert member.post(f"/measures/{card.id}/readings", starts_on=str(week(1)), numerator="8").status_code == 303
    assert member.post(f"/measures/{card.id}/resume").status_code == 409
    assert "No longer counted" not in member.get(block).text


def test_it_stands_beside_what_counts_by_now(visit, database, cast, card, project):
    visit("member").post(f"/measures/{card.id}/end")
    other = make_card(cast, project, name="Second")
    database.commit()
    assert visit("member").post(f"/measures/{card.id}/resume").status_code == 303
    assert again(other).is_primary and not again(card).is_primary


def test_one_whose_change_was_declared_stays_ended(visit, database, cast, card):
    write(card, cast, STEADY, newest_ago=3)
    change(card, cast, 2)
    database.commit()
    member = visit("member")
    assert "never counted again" in member.get(f"/measures/{card.id}/edit").text
    assert member.post(f"/measures/{card.id}/end").status_code == 303
    for path in (f"/measures/{card.id}", f"/measures/{card.id}/edit"):
        page = member.get(path).text
        assert "it stays ended" in page and "/resume" not in page
    assert member.post(f"/measures/{card.id}/resume").status_code == 409
    assert again(card).state is State.ENDED


def test_who_does_not_say_what_is_counted_takes_nothing_up(visit, card):
    visit("member").post(f"/measures/{card.id}/end")
    assert visit("expert").post(f"/measures/{card.id}/resume").status_code == 403
    assert visit("stranger").post(f"/measures/{card.id}/resume").status_code == 404
    assert again(card).state is State.ENDED
