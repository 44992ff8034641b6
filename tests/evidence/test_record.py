"""Series as they are stored with their verdict."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from portal.evidence import Better, Kind, RareSeries, Series, assess
from portal.evidence.record import assessment_record, fingerprint, series_from, series_record

SHARE = Series(Kind.SHARE, Better.LOWER, [(5, 50), None, (4, 50)] * 3, [(2, 50), (1, None)] * 4, (2, 0), 3, 4, 95)
RARE = RareSeries(Better.LOWER, 200, [3, 90, 40], 100, [20])


@pytest.mark.parametrize("series", [SHARE, RARE])
def test_record_is_read_back_to_the_same_answer(series):
    assert assess(series_from(series_record(series))) == assess(series)


def test_the_same_numbers_in_another_dress_have_the_same_fingerprint():
    dressed = Series(
        Kind.SHARE,
        Better.LOWER,
        [(Decimal(5), 50.0), None, (4.0, Decimal("50"))] * 3,
        [(2, 50), (1, None)] * 4,
        (0, 2, 2),
        3,
        4,
        95.0,
    )
    assert fingerprint(dressed) == fingerprint(SHARE)


@pytest.mark.parametrize("other", [{"better": Better.HIGHER}, {"excluded": (2,)}, {"days_after": None}])
def test_anything_that_could_change_the_answer_changes_the_fingerprint(other):
    assert fingerprint(replace(SHARE, **other)) != fingerprint(SHARE)


def test_even_wrong_numbers_have_a_fingerprint():
    wrong = [math.nan, "x", 10**400, True]
    assert len({fingerprint(Series(Kind.VALUE, Better.LOWER, [one], [])) for one in wrong}) == 4


def test_infinite_ends_are_words():
    answer = assess(Series(Kind.RATE, Better.LOWER, [(9, 100), (8, 100)] * 4, [(0, 100)] * 6))
    effect = assessment_record(answer)["effect"]
    assert (effect["lo"], effect["est"]) == ("-inf", "-inf")
