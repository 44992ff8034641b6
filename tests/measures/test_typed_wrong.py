"""What is typed wrong, too early, or not at all: said beside its field, with what was typed, and nothing is saved."""

from datetime import timedelta

import pytest

from portal import clock
from portal.evidence import Kind
from portal.measures.typed import parse
from tests.measures.build import again, improved, make_card, week, write


@pytest.fixture
def card(database, cast):
    made = make_card(cast)
    database.commit()
    return made


def test_where_nothing_is_locked_the_page_says_where_numbers_are_changed(visit, database, cast, card):
    write(card, cast, [8])
    database.commit()
    member, path = visit("member"), f"/measures/{card.id}/amendments"
    page = member.get(f"{path}/new", on=str(week(1))).text
    assert "No number of this card is locked" in page and f"/readings?on={week(1)}" in page and 'name="reason"' not in page
    shown = member.get(f"/measures/{card.id}").text
    assert "/amendments/new" not in shown and "changed where it was written down" in shown
    sent = {"starts_on": str(week(1)), "numerator": "7", "reason": "Read the wrong line"}
    answer = member.post(path, **sent)
    assert answer.status_code == 409 and "Read the wrong line" in answer.text
    locked = improved(cast)
    assert 'name="reason"' in member.get(f"/measures/{locked.id}/amendments/new").text


def test_a_day_beyond_all_years_is_answered_in_words(visit, cast, card):
    member, grid = visit("member"), f"/enterprises/{cast.roshan}/readings"
    for day in ("9999-12-31", "0001-01-01"):
        assert member.get(f"/measures/{card.id}/readings", on=day).status_code == 404
        assert member.get(f"/measures/{card.id}/amendments/new", on=day).status_code == 404
        answer = member.post(f"/measures/{card.id}/readings", starts_on=day, numerator="8")
        assert answer.status_code == 422 and "programme’s years" in answer.text and 'value="8"' in answer.text
        sent = {"cell": f"{card.id}_{day}", "numerator": "8", "denominator": "", "seen": "0"}
        for post in (member.post, member.post_fragment):
            answer = post(grid, **sent)
            assert answer.status_code == 422 and "outside of the days" in answer.text
    assert again(card).readings == []


@pytest.mark.parametrize(("text", "number"), [("0,125", 0.125), ("۰٫۱۲۵", 0.125), ("-0,125", -0.125), ("0,5", 0.5), ("10,125", 10125)])
def test_a_leading_zero_is_a_decimal_comma(text, number):
    assert parse(text).number == number


@pytest.mark.parametrize(
    ("text", "number"), [("1 200", 1200), ("12 34 567,5", 1234567.5), ("1\u202f200", 1200), (" 5.2 % ", 5.2), ("1 200 %", 1200)]
)
def test_a_space_may_part_thousands(text, number):
    assert parse(text).number == number


@pytest.mark.parametrize("text", ["5 2", "12 5", "0 200", "1 2000", "5 2 %"])
def test_two_numbers_in_one_box_are_none(text):
    assert parse(text).number is None and parse(text).wrong


def test_a_percent_sign_on_a_card_in_minutes_is_asked_about(visit, database, cast, card):
    member, path, grid = visit("member"), f"/measures/{card.id}/readings", f"/enterprises/{cast.roshan}/readings"
    asked = member.post(path, starts_on=str(week(1)), numerator="5.2 %")
    assert asked.status_code == 422 and "You typed a percentage" in asked.text and 'value="5.2 %"' in asked.text
    sent = {"cell": f"{card.id}_{week(1)}", "numerator": "5.2%", "denominator": "", "seen": "0"}
    assert "You typed a percentage" in member.post_fragment(grid, **sent).text
    shown = member.post(f"/measures/{card.id}/imports/preview", block=f"{week(2)}\t5.2%").text
    assert "You typed a percentage" in shown and again(card).readings == []
    assert member.post(path, starts_on=str(week(1)), numerator="5.2 %", sure="y").status_code == 303
    percent = make_card(cast, unit="% of the day")
    database.commit()
    assert member.post(f"/measures/{percent.id}/readings", starts_on=str(week(1)), numerator="5.2 %").status_code == 303


def test_less_than_nothing_is_asked_about_once(visit, database, cast, card):
    member, path = visit("member"), f"/measures/{card.id}/readings"
    asked = member.post(path, starts_on=str(week(2)), numerator="-3")
    assert asked.status_code == 422 and "below 0" in asked.text and again(card).readings == []
    assert member.post(path, starts_on=str(week(2)), numerator="-3", sure="y").status_code == 303
    assert member.post(path, starts_on=str(week(1)), numerator="-4").status_code == 303


def test_an_empty_form_is_not_said_to_be_saved(visit, database, cast, card):
    member, path = visit("member"), f"/measures/{card.id}/readings"
    answer = member.post(path, starts_on=str(week(1)), numerator=" ", note="Who counted?")
    assert answer.status_code == 422 and "Nothing is typed yet" in answer.text and "Who counted?" in answer.text
    assert 'aria-invalid="true"' in answer.text and again(card).readings == []


def test_a_locked_number_comes_back_with_the_way_to_correct_it(visit, database, cast, card):
    improved(cast, card=card)
    answer = visit("member").post(f"/measures/{card.id}/readings", starts_on=str(week(9)), numerator="5.5", note="Read again")
    assert answer.status_code == 409 and 'value="5.5"' in answer.text and "Read again" in answer.text
    assert f"/measures/{card.id}/amendments/new?on={week(9)}" in answer.text and 'id="numerator-err"' in answer.text
    assert again(card).reading_on(week(9)).numerator != 5.5


def test_a_week_that_runs_comes_back_with_what_was_typed(visit, database, cast, card):
    answer = visit("member").post(f"/measures/{card.id}/readings", starts_on=str(week(0)), numerator="5.5")
    assert answer.status_code == 409 and "not over yet" in answer.text and 'value="5.5"' in answer.text
    assert "/amendments/new" not in answer.text and again(card).readings == []


def test_a_day_of_an_event_that_is_still_to_come_says_so_beside_the_day(visit, database, cast):
    rare = make_card(cast, kind=Kind.RARE, watched_from=week(20))
    database.commit()
    tomorrow = clock.today() + timedelta(days=1)
    answer = visit("member").post(f"/measures/{rare.id}/readings", starts_on=str(tomorrow), numerator="1")
    assert answer.status_code == 409 and 'id="starts_on-err"' in answer.text and f'value="{tomorrow}"' in answer.text


def test_a_correction_that_corrects_nothing_comes_back_with_its_reason(visit, database, cast, card):
    improved(cast, card=card)
    same = again(card).reading_on(week(9)).numerator
    sent = {"starts_on": str(week(9)), "numerator": str(same), "reason": "Read the wrong line"}
    answer = visit("member").post(f"/measures/{card.id}/amendments", **sent)
    assert answer.status_code == 409 and "stands there already" in answer.text and "Read the wrong line" in answer.text
