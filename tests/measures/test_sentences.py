"""What is said of an answer: every verdict with every reason, both ends of every effect, in both languages, never a number bare."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from flask_babel import force_locale

from portal.evidence import Better, Comparison, Kind, RareSeries, Reason, Series, Verdict, assess
from portal.evidence.answer import Assessment
from portal.evidence.record import series_from
from portal.evidence.steps import Code, Step
from portal.measures.picture import control_chart
from portal.measures.samples import SAMPLES, TRIMS, told_of
from portal.measures.saying import figure
from portal.measures.sentences import STAMPS, badge, effect, find, firmer, plain, verdict
from portal.measures.sentences_effect import where
from portal.measures.sentences_firmer import still_to_hold, until_clear
from portal.measures.sentences_questions import QUESTIONS
from portal.measures.sentences_reasons import SENTENCES, reasons_said
from portal.measures.sentences_steps import steps_said
from portal.measures.told import Told

pytestmark = pytest.mark.once

VECTORS = Path(__file__).parents[1] / "evidence" / "vectors.json"
BROKEN = re.compile(r"%\(|%%|\bnan\b|None|\{\{|−?∞ and|--")


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context("/"):
        yield


@cache
def told_vectors() -> dict[str, Told]:
    """The reference series as cards, and the two reasons that none of them has."""
    records = [one for one in json.loads(VECTORS.read_text())["vectors"] if one["kind"] == "assess"]
    gaps = value_card([30, None, 31, None, 29, None, None, 32, 28, 30], [20, 21, 22, 19, 20])
    constant = value_card([5] * 8, [4] * 8)
    return {one["id"]: card(series_from(one["input"])) for one in records} | {"gaps before": gaps, "constant": constant}


def card(series: Series | RareSeries, unit: str = "minutes") -> Told:
    kind = Kind.RARE if isinstance(series, RareSeries) else series.kind
    scale = 100 if kind is Kind.RATE else 1
    return Told("Trims", unit, kind, series.better, scale, "weekly", (), date(2026, 8, 10), series, assess(series))


def value_card(before, after, better=Better.LOWER, **more) -> Told:
    return card(Series(Kind.VALUE, better, before, after, **more))


def everything_said(told: Told) -> list[str]:
    found = find(told)
    parts = [
        found.says,
        *found.because,
        found.size,
        found.absolute,
        found.relative,
        found.allowance,
        *found.hints,
        *found.firmer,
        found.cause,
    ]
    steps = [text for step in steps_said(told) for text in (step.question, step.answer)]
    return [plain(part) for part in [*parts, *steps] if part]


def test_the_vectors_show_every_verdict_and_every_reason():
    answers = [told.answer for told in told_vectors().values()]
    assert {answer.verdict for answer in answers} >= set(Verdict)
    assert {reason for answer in answers for reason in answer.reasons} == set(Reason)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_answer_can_be_said_without_a_hole_in_a_sentence(language):
    with force_locale(language):
        for name, told in told_vectors().items():
            for sentence in everything_said(told):
                assert sentence and not BROKEN.search(sentence), (name, sentence)


@pytest.mark.parametrize("told", [make() for make in SAMPLES.values()], ids=list(SAMPLES))
def test_every_state_of_a_card_can_be_said(told):
    assert all(everything_said(told))


@pytest.mark.parametrize("answer", list(Verdict))
@pytest.mark.parametrize("reason", list(Reason))
def test_any_verdict_with_any_reason_has_its_sentences(answer, reason):
    """Also pairs that this version of the rule does not make: a stored answer of another version must still be readable."""
    told = replace(told_of(TRIMS, 8), answer=Assessment(answer, (reason,), 8, 13, steps=(Step(Code(str(reason)), True, {}),)))
    found = find(told)
    assert found.says and len(found.because) == 1 and not BROKEN.search(plain(found.because[0]))


def test_each_reason_and_each_step_has_words():
    assert set(SENTENCES) == set(Reason)
    assert set(QUESTIONS) == set(Code)
    assert set(STAMPS) == {*Verdict, None}
    assert len({stamp.icon for verdict, stamp in STAMPS.items() if verdict}) == 6, "six shapes, for those who see no colours"
    assert badge(Verdict.WORSE).cls == "worse"


def test_an_effect_is_told_with_both_ends_in_both_terms():
    told = card(
        Series(
            Kind.RATE,
            Better.LOWER,
            [(9, 100), (8, 100), (7, 100), (9, 100), (8, 100), (8, 100)] * 2,
            [(5, 100), (6, 100), (4, 100), (5, 100)] * 3,
        )
    )
    told = replace(told, unit="per 100 pieces")
    said = plain(effect(told))
    assert said.startswith("It fell from 8.2 to 5.0 per 100 pieces. With 95 % confidence: between ")
    assert re.search(
        r"between \d\.\d and \d\.\d fewer\. That is 39 % lower \(between \d+ % and \d+ % lower\)\. Here lower is better\.$", said
    ), said
    assert "−3.2" in plain(find(told).size)


@pytest.mark.parametrize(
    ("low", "high", "side"),
    [(-3, -1, "down"), (1, 3, "up"), (-1, 3, "across"), (1, float("inf"), "from"), (-1, float("inf"), "open"), (0, 0, "down")],
)
def test_an_interval_lies_somewhere(low, high, side):
    assert where(low, high) == side


def test_shares_are_told_in_a_hundred_never_in_percent_of_percent():
    told = told_vectors()["share_500"]
    assert "fewer in every 100" in plain(effect(told))
    assert plain(find(told).size) == "−2.9 in every 100"


def test_none_before_has_no_percentage_and_an_average_below_zero_neither():
    rates = card(Series(Kind.RATE, Better.LOWER, [(0, 100)] * 8, [(4, 100), (5, 100), (6, 100), (3, 100)] * 2))
    assert "There was none before" in plain(effect(rates))
    profit = value_card([-5, -3, -4, -6, -5, -4], [3, 4, 2, 5, 3, 4], Better.HIGHER)
    assert "No percentage is given" in plain(effect(profit)) and "higher" in plain(effect(profit))


def test_no_clear_change_is_never_told_as_no_effect():
    told = told_vectors()["value_nochange"]
    assert "does not mean that nothing happened" in plain(verdict(told))
    assert "anything between" in plain(effect(told))


def test_numbers_that_never_vary_have_no_interval():
    told = value_card([30] * 8, [25] * 8)
    found = find(told)
    assert (
        plain(found.absolute) == "It fell from 30.0 to 25.0 minutes."
        and "between" not in plain(found.relative)
        and "17" in plain(found.relative)
    )
    steps = " ".join(plain(step.answer) for step in steps_said(told))
    assert "nothing can be said of how sure" in steps and "With 95 % confidence" not in steps


def test_what_is_missing_is_said_in_periods_of_the_card():
    told = value_card([30, 31, 29, 32, 28, 30], [30, 28, 29])
    assert "after 1 more week" in plain(firmer(told))
    assert "after 1 more month" in plain(firmer(replace(told, frequency="monthly")))
    assert reasons_said(told) == (reasons_said(told)[0],)
    assert plain(reasons_said(told)[0]) == "There are only 3 numbers since the change; at least 4 are needed."


def test_an_early_improvement_says_how_much_longer():
    early = value_card([30, 31, 29, 32, 28, 30, 31, 29], [20, 21, 19, 20, 22, 20, 19, 21], days_after=60)
    assert early.answer.verdict is Verdict.EARLY
    assert still_to_hold(early) == 5, "four more numbers, but five more weeks until ninety days"
    assert "5 more weeks as good as these" in plain(firmer(early))


def test_about_how_many_more_numbers_could_tell_is_never_below_one_nor_endless():
    near = told_vectors()["rtm_handicap"]
    assert (until_clear(near) or 0) >= 1
    assert until_clear(told_vectors()["value_nochange"]) is None
    assert "hardly settle it" in plain(firmer(told_vectors()["value_nochange"]))


def test_cause_is_claimed_only_with_a_comparison_that_confirms():
    told = told_of(TRIMS, 8)
    assert plain(find(told).cause).startswith("Before and after only")
    for confirmed, words in ((True, "Confirmed by comparison"), (False, "Not confirmed by comparison")):
        compared = replace(told, comparison=Comparison(-0.3, 0.1, 12, -0.5, -0.1 if confirmed else 0.1, confirmed))
        assert plain(find(compared).cause).startswith(words)
        assert "not changed yet" not in plain(firmer(compared))


def test_a_locked_answer_says_when_it_was_locked_and_edited():
    told = told_of(TRIMS, 8)
    assert find(told).footnote is None
    assert plain(find(told, locked_on=date(2026, 8, 12)).footnote) == "Locked on 12 August 2026."
    both = plain(find(told, locked_on=date(2026, 8, 12), edited_on=date(2026, 9, 1)).footnote)
    assert "corrected on 1 September 2026" in both and "this answer is reckoned with the corrected number" in both.lower()
    assert "edited after the start" in plain(find(replace(told, is_amended=True)).footnote)


def test_hints_do_not_change_the_verdict_but_are_said():
    told = replace(told_of(TRIMS, 8), is_activity=True)
    assert "activity measure" in plain(find(told).hints[0])
    assert find(told).stamp is STAMPS[Verdict.SUSTAINED]


def test_the_steps_tell_the_way_to_the_answer():
    steps = steps_said(told_of(TRIMS, 8))
    assert steps[0].code is Code.POINTS and plain(steps[0].answer) == "8 before the change and 13 since; 0 left out with a reason."
    assert [step.is_last for step in steps] == [False] * (len(steps) - 1) + [True]
    assert plain(steps[-1].answer) == "Yes: 13 numbers and 102 days; 12 and 90 are asked for."
    stopped = steps_said(told_vectors()["value_far_point"])
    assert [step.code for step in stopped if step.stops] == [Code.FAR_POINT]


def test_all_numbers_stand_in_isolates_and_peoples_words_are_escaped():
    told = replace(told_of(TRIMS, 8), unit="<b>min</b>")
    found = find(told)
    assert "<b>" not in found.absolute and "&lt;b&gt;" in found.absolute
    bare = re.sub(
        r"<bdi dir=\"ltr\">[^<]*</bdi>|<time[^>]*>[^<]*</time>", "", found.size + found.because[0] if found.because else found.size
    )
    assert not re.search(r"\d", bare), bare


def test_a_number_that_cannot_be_right_is_said_so():
    told = card(Series(Kind.SHARE, Better.LOWER, [(5, 3)], []))
    assert plain(verdict(told)) == "This number cannot be right – please correct it."
    assert plain(steps_said(told)[0].answer).startswith("No:")
    assert not effect(told) and not firmer(told)


@pytest.mark.parametrize(
    ("late", "says", "silent"),
    [
        ([39, 40, 39, 38, 40, 39], "less than half of the gain is left", "are on the better side"),
        ([10, 46, 12, 47, 11, 10], "only 4 are on the better side of the old average", "half of the gain"),
        ([45, 44, 40, 39, 39, 45], "and less than half of the gain is left", "three quarters"),
    ],
)
def test_a_gain_that_has_not_held_says_what_is_gone(late, says, silent):
    told = told_of([44, 41, 43, 45, 44, 43, 40, 44, None, 10, 12, 11, 10, 12, 11, *late], 8)
    assert told.answer.reasons == (Reason.NOT_HELD,)
    said = plain(reasons_said(told)[0])
    assert says in said and silent not in said, said
    assert f"The last 6 average {sum(late) / 6:.1f}." in plain(control_chart(told).reading)


def test_what_was_fixed_with_the_change_is_not_advised_afterwards():
    told = SAMPLES["Sustained, with a gap"]()
    assert told.answer.verdict is Verdict.SUSTAINED and told.answer.n_before == 8  # its lines stay provisional
    assert "15 numbers" not in plain(firmer(told)) and "make it the standard" in plain(firmer(told))


@pytest.mark.parametrize("level", [21.5, 0.215 * 100, 21.499999999999996, 21.500000000000004])
def test_one_number_is_one_number_on_a_page_however_it_was_scaled(level):
    assert figure(level, 0) == "22" and figure(-level, 0) == "−22" and figure(2.5, 0) == "3" and figure(1250, -2) == "1,300"
