"""The catalogue of indicators, held against the programme's own list of what a factory counts: nothing on it is missing here."""

import pytest
import yaml

from portal.evidence import Better, Kind
from portal.measures.indicators import FILE, SPOKEN, catalogue

pytestmark = pytest.mark.once

CORE = {
    "absenteeism",
    "turnover",
    "defects",
    "dhu",  # the programme lets a factory choose: defect rate or DHU
    "on-time",
    "output-per-hour",
    "line-efficiency",  # or output per labour hour
    "injury-frequency",
    "energy",
    "suggestions-implemented",
}
HIGHER, LOWER = Better.HIGHER, Better.LOWER
LISTED = {  # the programme's number of it: what it is called here, which way is better, what its quotient is multiplied with
    "K01": [("absenteeism", LOWER, 100)],
    "K02": [("turnover", LOWER, 100)],
    "K03": [("defects", LOWER, 100)],
    "K03b": [("dhu", LOWER, 100)],
    "K04": [("rework", LOWER, 100)],
    "K05": [("on-time", HIGHER, 100)],
    "K06": [("output-per-hour", HIGHER, 1)],
    "K07": [("line-efficiency", HIGHER, 100)],
    "K08": [("injury-frequency", LOWER, 1_000_000)],
    "K09": [("injury-incidence", LOWER, 1_000)],
    "K10": [("severity", LOWER, 1_000)],
    "K11": [("energy", LOWER, 1)],
    "K12": [("water", LOWER, 1)],
    "K13": [("material-waste", LOWER, 100)],
    "K14": [("suggestions-made", HIGHER, 100)],
    "K15": [("suggestions-decided", HIGHER, 100), ("suggestions-implemented", HIGHER, 100)],
    "K16": [("five-s", HIGHER, 1)],
    "K17": [("cost-savings", HIGHER, 1)],
    "K18": [("wage", HIGHER, 1)],
    "K19": [("jobs-permanent", HIGHER, 1), ("jobs-casual", LOWER, 1)],
}
UNNUMBERED = {
    *("rejection", "right-first-time", "cut-to-ship", "chemicals", "downtime", "changeover", "stock-days", "lead-time", "retrieval"),
    *("space-use", "target", "near-misses", "overtime", "women-supervisors", "training-hours", "grievances"),
}
OURS = {"days-between-injuries"}  # where injuries are too rare for a rate


def test_all_that_the_programme_lists_is_here_and_nothing_else():
    listed = {code for rows in LISTED.values() for code, _better, _scale in rows}
    assert listed | UNNUMBERED | OURS == set(catalogue())
    assert {one.code for one in catalogue().values() if one.is_core} == CORE


@pytest.mark.parametrize("number", LISTED)
def test_direction_and_factor_are_those_of_the_list(number):
    for code, better, scale in LISTED[number]:
        assert (catalogue()[code].better, catalogue()[code].scale) == (better, scale)


def test_a_suggestion_that_waits_is_not_among_those_decided():
    one = catalogue()["suggestions-decided"]
    assert one.kind is Kind.SHARE and (one.numerator, one.denominator) == ("suggestions put into use", "suggestions decided")


def test_each_is_worded_in_both_languages_and_no_empty_word_is_left():
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))["indicators"]:
        for name in SPOKEN:
            words = entry[name]
            assert set(words) == {"en", "ur"} and bool(words["en"]) == bool(words["ur"]), (entry["code"], name)
            assert words["en"] or name == "denominator"
