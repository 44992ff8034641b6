"""Edge cases of docs/methods/rule.md that need no database; each with the required answer."""

import math

import pytest

from portal.evidence import Better, Code, Kind, LimitsStatus, RareSeries, Verdict, assess, chart, runs
from portal.evidence.record import assessment_record

from .build import judged, rate, reasons, share, value

BEFORE = [30.1, 31.2, 29.4, 30.5, 31.0, 30.9, 29.8, 31.1]
AFTER = [25.0, 24.4, 25.9, 24.8, 25.2, 24.9]
LATE = [9, 11, 10, 8, 12, 10, 9, 11]


def of(counts, size=100):
    return [None if count is None else (count, size) for count in counts]


def test_missing_period_is_no_point_and_a_gap_in_the_limits_of_a_share():
    whole, gappy = (
        share(of(LATE), of([4, 5, 3, 6])),
        share(of([*LATE[:4], None, *LATE[4:]]), of([4, 5, 3, 6])),
    )
    assert gappy.effect == whole.effect
    assert gappy.chart is not None and gappy.chart.limits[4] is None
    assert value([*BEFORE[:4], None, *BEFORE[4:]], AFTER).effect == value(BEFORE, AFTER).effect


def test_denominator_zero_is_missing_whatever_the_numerator():
    gappy = share([(9, 0), (None, 50), (50, None), *of(LATE)], of([4, 5, 3, 6]))
    assert gappy.effect == share(of(LATE), of([4, 5, 3, 6])).effect


def test_more_than_a_third_missing_is_not_enough_exactly_a_third_is_allowed():
    four = [None] * 4
    assert reasons(value([*BEFORE, *four], AFTER)) == []
    assert reasons(value([*BEFORE, *four, None], AFTER)) == ["gaps_before"]
    assert reasons(value(BEFORE, [*AFTER, *four])) == ["gaps_after"]


def test_zero_numerator_is_a_valid_point():
    assert share(of([0, *LATE]), of([4, 5, 3, 6])).n_before == 9


@pytest.mark.parametrize("level", [0, 100])
def test_no_event_or_no_failure_in_both_phases_is_few_events_without_effect(level):
    answer = share(of([level] * 8), of([level] * 6))
    assert (answer.verdict, reasons(answer), answer.effect) == (Verdict.NOT_ENOUGH, ["few_events"], None)


def test_events_before_and_none_after_is_minus_100_percent_with_a_finite_upper_limit():
    answer = share(of(LATE), of([0] * 6))
    assert answer.verdict is Verdict.EARLY
    assert answer.effect is not None and answer.effect.ratio == answer.effect.ratio_lo == 0
    assert answer.effect.ratio_hi is not None and 0 < answer.effect.ratio_hi < 1


def test_none_before_and_events_after_is_infinite_with_a_finite_lower_limit_and_can_be_worse():
    answer = rate(of([0] * 8), of([3, 4, 2, 5]))
    assert answer.verdict is Verdict.WORSE
    effect = answer.effect
    assert effect is not None and effect.ratio == math.inf and effect.ratio_hi == math.inf
    assert effect.ratio_lo is not None and math.isfinite(effect.ratio_lo)
    assert effect.abs == pytest.approx(0.035) and effect.abs_lo is None


def test_constant_and_equal_is_no_clear_change_of_0_percent():
    answer = value([0.1] * 6, [0.1 + 1e-13] * 4)
    assert (answer.verdict, answer.reasons) == (Verdict.NO_CLEAR_CHANGE, ())
    assert answer.effect is not None and answer.effect.ratio == pytest.approx(1)
    assert answer.steps[-1].code is Code.CONSTANT


def test_constant_at_different_levels_asks_how_it_is_measured():
    assert reasons(value([40] * 6, [30] * 4)) == ["no_variation"]
    assert reasons(value([-40] * 6, [-30] * 4)) == ["no_variation"]


def test_a_perfectly_straight_after_phase_over_a_constant_baseline_is_no_variation():
    assert reasons(value([40] * 6, [39, 38, 37, 36, 35, 34])) == ["no_variation"]


def test_constant_before_and_varying_after_is_judged_as_ever():
    assert value([40] * 8, AFTER).verdict is Verdict.EARLY


def test_after_points_on_the_baseline_mean_are_on_neither_side():
    answer = value([30] * 7 + [30], [20, 21, 20, 19, 20, 30, 30, 30])
    assert answer.share_better == 5 / 8
    assert reasons(answer) == ["not_consistent"]


def test_points_on_the_baseline_mean_are_so_in_spite_of_rounding():
    before = [0.1] * 6
    assert sum(before) / 6 != 0.1
    assert value(before, [0.2, 0.21, 0.2, 0.19, 0.2, 0.1, 0.1, 0.1], Better.HIGHER).share_better == 5 / 8


def test_points_on_the_median_are_left_out_of_runs_and_crossings():
    seen = runs([1, 2, 2, 2, 1, 3, 2, 3], 2)
    assert (seen.n, seen.longest, seen.crossings) == (4, 2, 1)
    nothing = runs([5, 5], 5)
    assert (nothing.n, nothing.longest, nothing.longest_max, nothing.crossings_min) == (0, 0, None, None)


def test_mean_not_above_zero_gives_an_absolute_difference_only():
    answer = value([-3, -1, -2, 1, -2, -4, -1], [3, 4, 2, 5], Better.HIGHER)
    effect = answer.effect
    assert answer.verdict is Verdict.EARLY and effect is not None and not effect.relative
    assert effect.ratio is None and effect.pool_y is None and effect.est is None
    assert effect.abs == pytest.approx(3.5 + 12 / 7)


def test_one_extreme_after_point_is_no_clear_change():
    assert value(BEFORE, [30.2, 30.6, 3.0, 30.4, 30.8, 30.3]).verdict is Verdict.NO_CLEAR_CHANGE


def test_outlier_in_the_baseline_needs_a_reason():
    typo = [*BEFORE[:4], 301.0, *BEFORE[5:]]
    assert reasons(value(typo, AFTER)) == ["far_point"]
    excused = value(typo, AFTER, excluded=(4,))
    assert excused.verdict is Verdict.EARLY and excused.n_before == 7
    assert excused.chart is not None and len(excused.chart.limits) == 14


@pytest.mark.parametrize(("periods", "allowed"), [(9, 1), (12, 2), (18, 3)])
def test_exclusions_are_capped_at_a_sixth_of_the_baseline(periods, allowed):
    before = (BEFORE * 3)[:periods]
    assert "too_many_excluded" not in reasons(value(before, AFTER, excluded=range(allowed)))
    assert reasons(value(before, AFTER, excluded=range(allowed + 1))) == ["too_many_excluded"]


def test_twelve_points_but_fewer_than_90_days_is_early():
    after = AFTER * 2
    assert value(BEFORE, after, days_after=84).verdict is Verdict.EARLY
    assert value(BEFORE, after, days_after=12).verdict is Verdict.EARLY
    assert value(BEFORE, after, days_after=90).verdict is Verdict.SUSTAINED


def test_huge_denominators_are_driven_by_the_spread_not_by_their_size():
    before = [(round(400_000 * p), 400_000) for p in (0.050, 0.053, 0.048, 0.051, 0.049, 0.052, 0.0505, 0.0495)]
    after = [(round(400_000 * p), 400_000) for p in (0.0502, 0.0478, 0.0519, 0.0492, 0.0508, 0.0487)]
    answer = share(before, after)
    assert answer.verdict is Verdict.NO_CLEAR_CHANGE
    assert answer.effect is not None and answer.effect.phi > 20


def test_overdispersed_share_with_a_naive_p_below_a_thousandth_is_no_clear_change():
    before, after = of([4, 21, 9, 25, 3, 18, 12, 20]), of([3, 14, 2, 12, 5, 15, 1, 13])
    p = (112 + 65) / 1600
    naive = abs(112 / 800 - 65 / 800) / math.sqrt(p * (1 - p) * 2 / 800)
    assert naive > 3.3
    assert share(before, after).verdict is Verdict.NO_CLEAR_CHANGE


def test_complement_is_chosen_by_the_pooled_share():
    rising = share(of([40, 42, 38, 41, 39, 40]), of([70, 72, 69, 71, 73, 70]), Better.HIGHER)
    half = share(of([50, 49, 51, 50, 49, 51]), of([50, 51, 49, 50]))
    assert rising.effect is not None and rising.effect.complement
    assert half.effect is not None and not half.effect.complement


def test_no_failure_before_and_some_after_has_no_interval_ends_for_the_share():
    effect = share(of([100] * 8), of([94, 93, 95, 92, 96]), Better.HIGHER).effect
    assert effect is not None and effect.complement and effect.lo is not None and effect.lo > 0
    assert (effect.ratio_lo, effect.ratio_hi, effect.abs_lo, effect.abs_hi) == (None, None, None, None)
    assert effect.ratio == pytest.approx(0.94) and effect.abs == pytest.approx(-0.06)


def test_all_failed_before_is_infinitely_better():
    effect = share([(0, 20)] * 6, of([99, 98, 97, 99]), Better.HIGHER).effect
    assert effect is not None and effect.complement and effect.ratio == math.inf and effect.abs_lo is None


def test_two_rare_events_on_one_day_are_half_a_day_apart_and_both_count():
    series = RareSeries(Better.LOWER, 300, [10, 10, 50, 90, 130, 170, 210], 200, [40])
    answer = assess(series)
    assert (answer.n_before, answer.n_after) == (7, 1)
    apart = assess(RareSeries(Better.LOWER, 300, [10, 10.5, 50, 90, 130, 170, 210], 200, [40]))
    assert apart.chart is not None and answer.chart is not None
    assert answer.chart.center == pytest.approx(apart.chart.center, rel=0.02)


def test_rare_days_not_above_zero_are_few_events():
    answer = assess(RareSeries(Better.LOWER, 0, [0, 0, 0, 0, 0], 100, [3, 4]))
    assert reasons(answer) == ["few_events"] and answer.effect is None


@pytest.mark.parametrize(
    "wrong",
    [
        math.nan,
        math.inf,
        -math.inf,
        "x",
        "5",
        True,
        10**400,
        [1],
        (1, 2, 3),
        (-1, 5),
        (1, -5),
        (6, 5),
        (math.nan, 5),
        (1, "5"),
    ],
)
def test_a_number_that_cannot_be_right_is_an_input_error_and_nothing_else(wrong):
    answer = share([*of(LATE), wrong], of(LATE))
    assert assessment_record(answer) == {"error": "invalid period"}
    assert answer.verdict is None


@pytest.mark.parametrize("wrong", [math.nan, math.inf, "5,2", False, (5, 100)])
def test_a_value_that_is_no_number_is_an_input_error_in_either_phase(wrong):
    assert value([*BEFORE, wrong], AFTER).error == value(BEFORE, [*AFTER, wrong]).error == "invalid period"


def test_a_rate_may_exceed_its_exposure():
    assert rate([(5, 1)] * 4 + [(6, 1)] * 4, [(2, 1), (1, 1), (2, 1), (3, 1)]).error is None


@pytest.mark.parametrize("days", [math.nan, math.inf])
@pytest.mark.parametrize("events", [[1, 2], [math.nan], [-1], [10**400]])
def test_rare_numbers_that_cannot_be_right(days, events):
    assert assess(RareSeries(Better.LOWER, 100, events, days, [])).error == "invalid period"


def test_1e308_typed_into_the_baseline_is_a_far_point_in_its_own_unit():
    answer = value([*BEFORE, 1e308], AFTER)
    assert reasons(answer) == ["far_point"]
    assert answer.effect is not None and answer.effect.m1 == pytest.approx(1e308 / 9)
    assert answer.steps[0].code is Code.UNIT


def test_values_of_any_size_get_the_verdict_of_their_ordinary_twins():
    for factor in (1e-290, 1e-12, 1e12, 1e100, 1e305):
        answer = value([factor * v for v in BEFORE], [factor * v for v in AFTER])
        assert answer.verdict is Verdict.EARLY
        assert answer.effect is not None and answer.effect.m2 == pytest.approx(factor * 25.03333333)


def test_a_series_of_10_000_points_is_judged():
    answer = value(BEFORE * 1250, [v + i % 3 for i, v in enumerate(AFTER * 1667)])
    assert answer.verdict is not None and answer.limits_status is LimitsStatus.FIRM


def test_empty_series_is_not_enough_data():
    for kind in (Kind.VALUE, Kind.SHARE, Kind.RATE):
        assert reasons(judged(kind, [], [])) == ["few_before", "few_after"]
    assert reasons(assess(RareSeries(Better.LOWER, 100, [], 100, []))) == ["few_events"]


@pytest.mark.parametrize(("n", "status"), [(5, "none"), (6, "provisional"), (14, "provisional"), (15, "firm")])
def test_limits_are_firm_from_15_points(n, status):
    assert value((BEFORE * 2)[:n], AFTER).limits_status == status
    assert (chart(Kind.VALUE, (BEFORE * 2)[:n]) is None) == (n < 6)


def test_window_strikes_the_last_positions_or_handicaps_never_both():
    struck = value(BEFORE, AFTER, selection_window=2)
    handicapped = value(BEFORE, AFTER, selection_window=3)
    assert struck.n_before == 6 and struck.effect is not None and struck.effect.handicap == 0
    assert handicapped.n_before == 8 and handicapped.effect is not None and handicapped.effect.handicap > 0
    alone = value(BEFORE, AFTER, selection_window=3, areas_compared=1)
    assert alone.effect == value(BEFORE, AFTER).effect


def test_share_more_regular_than_chance_allows_is_flagged_and_nothing_else():
    copied = share(of([10] * 8), of([5] * 6))
    assert copied.too_regular and copied.verdict is Verdict.EARLY
    assert not share(of([6, 14, 9, 12, 7, 13, 8, 11]), of([5, 2, 7, 4, 9, 3])).too_regular


def test_steps_tell_the_way_to_the_verdict_in_codes_and_numbers():
    answer = value(BEFORE, AFTER * 2, days_after=95)
    assert " ".join(step.code for step in answer.steps) == (
        "points window few_before few_after too_many_excluded gaps_before gaps_after levels spread handicap "
        "interval no_variation far_point long_run trend worse better not_consistent already_improving "
        "not_held sustained"
    )
    last = answer.steps[-1]
    assert last.applies and last.numbers == {"n": 12, "needed": 12, "days": 95, "days_needed": 90}
    stopped = value(BEFORE[:5], AFTER)
    assert stopped.steps[2].code is Code.FEW_BEFORE and stopped.steps[2].applies
