"""What is only odd is asked: a decimal slip, and a part of a piece. What luck brings is not."""

import pytest

from portal.evidence import Kind
from portal.measures.doubts import doubts
from tests.measures.build import again, make_card, week, write

MINUTES = (23.35, 22.8, 24.1, 23.9, 22.5, 23.35)
SHARE = {"kind": Kind.SHARE, "denominator": "pieces checked", "unit": "%", "scale": 100.0}
RATE = {"kind": Kind.RATE, "denominator": "metres", "unit": "faults", "scale": 100.0}


def asked(cast, numbers, typed, out_of=None, **facts) -> str:
    card = make_card(cast, **facts)
    write(card, cast, numbers, newest_ago=2)
    return " ".join(doubts(card, week(1), typed, out_of))


@pytest.mark.parametrize(
    ("typed", "says"), [(230, "far above the usual 23.35"), (2.3, "far below the usual 23.35"), (100, "four times a usual week")]
)
def test_a_slip_of_the_point_is_asked(database, cast, typed, says):
    assert says in asked(cast, MINUTES, typed)


@pytest.mark.parametrize("typed", [23.4, 45, 12, 0])
def test_what_is_near_the_usual_is_not_asked(database, cast, typed):
    assert asked(cast, MINUTES, typed) == ""


def test_less_far_off_is_asked_where_the_card_hardly_swings(database, cast):
    assert "far below" in asked(cast, MINUTES, 7)
    assert asked(cast, (10, 40, 22.5, 60, 15, 31), 7) == ""


@pytest.mark.parametrize(
    ("numbers", "typed"), [((0, 1, 0, 3, 0, 0), 3), ((1, 0, 3, 1, 2, 1), 6), ((4, 6, 5, 5, 7, 5), 1), ((0, 0, 0, 0), 3)]
)
def test_small_counts_jump_by_luck(database, cast, numbers, typed):
    assert asked(cast, numbers, typed) == ""


@pytest.mark.parametrize(("numbers", "typed"), [((0, 1, 0, 3, 0, 0), 30), ((1, 0, 3, 1, 2, 1), 12), ((0, 0, 0, 0), 40)])
def test_more_than_luck_brings_is_asked_of_small_counts_too(database, cast, numbers, typed):
    assert "far above" in asked(cast, numbers, typed)


def test_a_share_is_asked_by_its_quotient(database, cast):
    numbers = [(8.0, 400.0), (9.0, 410.0), (7.0, 390.0)]
    assert "far above the usual 2." in asked(cast, numbers, 80, 400, **SHARE)


def test_a_level_that_stands_already_is_not_asked_about_each_week(database, cast):
    assert "far below" in asked(cast, (*MINUTES, 4.2), 4.1)
    assert asked(cast, (*MINUTES, 4.2, 3.9), 4.1) == ""


@pytest.mark.parametrize(
    ("kind", "pair", "number"),
    [
        (SHARE, (5.2, 100), "5.2"),
        (SHARE, (5, 100.5), "100.5"),
        (RATE, (5.2, 100), "5.2"),
        (RATE, (5, 100.5), None),
        ({}, (5.2, None), None),
    ],
)
def test_a_part_of_a_piece_is_asked(database, cast, kind, pair, number):
    said = asked(cast, (), *pair, **kind)
    assert said == (f"A count of pieces is usually whole: is {number} right?" if number else "")


def test_a_card_of_hours_is_asked_once(visit, database, cast):
    card = make_card(cast, **SHARE)
    database.commit()
    member, path = visit("member"), f"/measures/{card.id}/readings"
    sent = {"starts_on": str(week(1)), "numerator": "5,2", "denominator": "100"}
    answer = member.post(path, **sent)
    assert answer.status_code == 422 and "usually whole" in answer.text and "Yes, it is right" in answer.text
    assert member.post(path, **sent, sure="y").status_code == 303
    assert member.post(path, **sent | {"starts_on": str(week(2)), "numerator": "5,4"}).status_code == 303
    assert [one.numerator for one in again(card).readings] == [5.4, 5.2]
