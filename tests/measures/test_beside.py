"""An area that was not changed, set beside one that was: chosen once, reckoned over the same dates, told and drawn."""

from datetime import timedelta

import pytest

from portal.database import db
from portal.errors import NotNow
from portal.evidence import compare
from portal.measures import locking
from portal.measures.comparing import BOTH_CHANGED, TOO_FEW, thawed
from portal.measures.judging import reassess, review_of
from portal.measures.models import Frequency, MeasureCard, ReviewKind
from portal.measures.page import Shown
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, again, improved, make_card, week, write

FLAT = (8.0, 7.6, 8.3, 8.1, 7.8, 8.4, 7.7, 8.2)


def other_card(cast, before=STEADY, after=FLAT[:6], at="roshan", **facts) -> MeasureCard:
    """Line 7 counts the same minutes over the same weeks, and nothing is changed there."""
    card = make_card(cast, make_project(cast, problem="Line 7 waits", at=at), place="Line 7", at=at, **facts)
    write(card, cast, [*before, None, *after], newest_ago=1 if after else 7)
    return card


def set_beside(card, other, cast):
    card.compare_with(other, person(cast, "member"))
    reassess(card)
    db.session.commit()
    return review_of(card.change, ReviewKind.RUNNING).answer["beside"] if card.change else None


@pytest.fixture
def pair(database, cast):
    other = other_card(cast)
    card = make_card(cast)
    card.compare_with(other, person(cast, "member"))
    return improved(cast, card=card), other


def test_a_fall_that_the_other_area_did_not_share_is_confirmed(pair):
    card, _other = pair
    told = Shown(card).told
    assert told.comparison and told.comparison.confirmed and told.comparison.hi < 0
    assert "Confirmed by comparison" in Shown(card).finding.cause
    assert [line.cls for line in Shown(card).picture.lines].count("beside") == 1
    assert any(key.sign == "beside" and "Line 7" in key.meaning for key in Shown(card).picture.key)
    assert not any("has not changed yet" in deed for deed in Shown(card).finding.firmer)


def test_the_comparison_is_that_of_the_two_effects(pair):
    card, other = pair
    kept = thawed(review_of(card.change, ReviewKind.RUNNING).answer["beside"])
    own = Shown(card).told.answer.effect
    assert kept.comparison == compare(own, kept.effect) and kept.comparison.df == min(own.df, kept.effect.df)
    assert len(kept.run) == len([one for one in other.readings if one.value is not None])


def test_a_fall_that_both_shared_is_not_confirmed(database, cast):
    other = other_card(cast, after=LOWER)
    card = make_card(cast)
    card.compare_with(other, person(cast, "member"))
    improved(cast, card=card)
    assert "Not confirmed by comparison" in Shown(card).finding.cause


def test_a_number_written_there_moves_the_comparison_here(pair, cast, database):
    card, other = pair
    before = review_of(card.change, ReviewKind.RUNNING).answer["beside"]
    locked = [one.answer["beside"] for one in card.reviews if one.kind is ReviewKind.SIX]
    write(other, cast, (2.0,), newest_ago=7)  # the week of the change counts nowhere
    database.commit()
    there = review_of(again(card).change, ReviewKind.RUNNING).answer["beside"]
    assert there["comparison"] == before["comparison"] and there["run"] != before["run"]
    assert [one.answer["beside"] for one in card.reviews if one.kind is ReviewKind.SIX] == locked


def test_an_area_that_changed_too_is_no_comparison_and_a_later_change_ends_it(database, cast):
    other = other_card(cast, after=())
    card = make_card(cast)
    card.compare_with(other, person(cast, "member"))
    improved(cast, card=card)
    assert review_of(card.change, ReviewKind.RUNNING).answer["beside"]["why"] == TOO_FEW
    locking.declare([other], card.change.changed_on, person(cast, "member"))
    assert review_of(card.change, ReviewKind.RUNNING).answer["beside"]["why"] == BOTH_CHANGED
    assert Shown(card).told.comparison is None and "Before and after only" in Shown(card).finding.cause


def test_a_place_changed_later_is_compared_up_to_its_own_change(database, cast):
    other = other_card(cast, after=FLAT[:5])
    card = make_card(cast)
    card.compare_with(other, person(cast, "member"))
    improved(cast, card=card)
    write(other, cast, ())
    locking.declare([other], week(1) + timedelta(days=2), person(cast, "member"))
    kept = review_of(card.change, ReviewKind.RUNNING).answer["beside"]
    assert kept["until"] == str(week(1) + timedelta(days=2)) and kept["comparison"]["confirmed"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"unit": "hours"}, "different things"),
        ({"frequency": Frequency.MONTHLY}, "different things"),
        ({"name": "Minutes at the gate"}, "different things"),
    ],
)
def test_only_the_same_measure_is_compared(database, cast, facts, says):
    card = make_card(cast)
    other = make_card(cast, make_project(cast, problem="Another line"), **facts)
    with pytest.raises(NotNow, match=says):
        card.compare_with(other, person(cast, "member"))


def test_another_factory_and_the_card_itself_are_refused(database, cast):
    card, theirs = make_card(cast), make_card(cast, at="dastak")
    for other in (card, theirs):
        with pytest.raises(NotNow, match="same factory"):
            card.compare_with(other, person(cast, "member"))


def test_after_the_change_the_choice_stands(pair, cast):
    card, _other = pair
    another = make_card(cast, make_project(cast, problem="Line 9 waits"), place="Line 9")
    for choice in (another, None):
        with pytest.raises(NotNow, match="fixed already"):
            card.compare_with(choice, person(cast, "member"))


def test_the_choice_is_made_on_a_page_and_told_on_the_card(visit, database, cast):
    other = other_card(cast)
    card = improved(cast)
    page = visit("member").get(f"/measures/{card.id}/comparison").text
    assert "Line 7" in page and "afterwards" in page
    assert visit("member").post(f"/measures/{card.id}/comparison", other=str(other.id)).status_code == 303
    page = visit("trainer").get(f"/measures/{card.id}").text
    assert "Confirmed by comparison" in page and 'class="beside"' in page and page.count("chosen after the change") == 2
    assert "chosen after the change" in visit("trainer").get(f"/projects/{card.project_id}/measures").text
    assert "Line 7" in visit("trainer", "ur").get(f"/measures/{card.id}").text


def test_what_was_not_offered_is_explained(visit, database, cast):
    theirs, card = make_card(cast, at="dastak"), make_card(cast)
    database.commit()
    assert visit("member").post(f"/measures/{card.id}/comparison", other=str(theirs.id)).status_code == 422
    assert visit("member").post(f"/measures/{card.id}/comparison", other="x").status_code == 422
    assert again(card).beside is None


def test_a_stranger_and_the_wrong_role_choose_nothing(visit, database, cast):
    card = make_card(cast)
    database.commit()
    assert visit("stranger").get(f"/measures/{card.id}/comparison").status_code == 404
    assert visit("stranger").post(f"/measures/{card.id}/comparison", other="").status_code == 404
    assert visit("coordinator").post(f"/measures/{card.id}/comparison", other="").status_code == 403
