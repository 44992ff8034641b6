"""Pools, chance and comparison areas."""

import math

import pytest

from portal.evidence import Better, Estimate, Verdict, chance, compare, pool, within_place

from .build import rate, share, value

BEFORE, AFTER = [30.1, 31.2, 29.4, 30.5, 31.0, 30.9, 29.8, 31.1], [25.0, 24.4, 25.9, 24.8, 25.2, 24.9]
DRIFT = [29.9, 30.4, 29.1, 30.2, 30.5, 29.7]


def effect_of(before, after):
    found = value(before, after).effect
    assert found is not None
    return found


def test_fewer_than_three_effects_are_listed_not_pooled():
    assert pool([]) is None
    assert pool([Estimate(-0.3, 0.1), Estimate(-0.2, 0.1)]) is None


def test_homogeneous_effects_keep_the_plain_error_where_knapp_hartung_is_too_narrow():
    found = pool([Estimate(-0.22, 0.12), Estimate(-0.25, 0.15), Estimate(-0.2, 0.3)])
    assert found is not None and found.tau2 == 0 and found.se > found.se_hk


def test_estimates_without_a_usable_error_are_left_out_and_counted():
    good = [Estimate(-0.2, 0.1), Estimate(-0.4, 0.2), Estimate(-0.1, 0.1)]
    bad = [
        Estimate(-0.3, 0.0),
        Estimate(math.nan, 0.1),
        Estimate(0.1, math.inf),
        Estimate(-math.inf, 1),
        Estimate(0, 1e-320),
    ]
    found, alone = pool(good + bad), pool(good)
    assert found is not None and alone is not None
    assert (found.k, found.left_out, found.mu) == (3, 5, alone.mu)


def test_prediction_interval_comes_with_the_fifth_place_and_is_wider():
    places = [Estimate(y, 0.1) for y in (-0.5, -0.1, -0.3, 0.2, -0.4)]
    four, five = pool(places[:4]), pool(places)
    assert four is not None and four.pi_lo is None
    assert five is not None and five.pi_lo is not None and five.pi_lo < five.lo


def test_series_of_one_factory_count_once():
    one = within_place([Estimate(-0.3, 0.1), Estimate(-0.3, 0.1)])
    assert one is not None and one.y == pytest.approx(-0.3) and one.se == pytest.approx(0.1 / math.sqrt(2))
    apart = within_place([Estimate(-0.9, 0.1), Estimate(0.3, 0.1)])
    assert apart is not None and apart.se > 0.5
    assert within_place([]) is None
    for alone in (Estimate(-0.414727094079856, 0.1478877273170167), Estimate(-0.498, 0.104)):
        assert within_place([alone]) == alone, "its weight times its value over its weight is not its value to the last bit"


def test_chance_says_how_many_improvements_luck_alone_would_show():
    luck = chance(40, 14)
    assert luck.expected == pytest.approx(1.2)
    assert luck.p_at_least < 1e-9
    assert chance(0, 0).p_at_least == 1 and chance(3, 4).p_at_least == 0


def test_comparison_confirms_what_the_other_area_did_not_do():
    found = compare(effect_of(BEFORE, AFTER), effect_of(BEFORE, DRIFT))
    assert found is not None and found.confirmed and found.hi < 0
    assert found.delta == pytest.approx(math.log((sum(AFTER) / 6) / (sum(DRIFT) / 6)))


def test_comparison_takes_off_a_gain_that_came_everywhere():
    found = compare(effect_of(BEFORE, AFTER), effect_of(BEFORE, [v * 1.01 for v in AFTER]))
    assert found is not None and not found.confirmed and found.lo < 0 < found.hi


def test_comparison_the_other_way_round_has_the_sign_turned():
    one, other = effect_of(BEFORE, AFTER), effect_of(BEFORE, DRIFT)
    forth, back = compare(one, other), compare(other, one)
    assert forth is not None and back is not None and forth.delta == -back.delta and forth.se == back.se


def test_comparison_needs_a_common_scale():
    own = effect_of(BEFORE, AFTER)
    loss = value([-3, -1, -2, 1, -2, -4, -1], [3, 4, 2, 5], Better.HIGHER).effect
    good = share([(95, 100), (94, 100)] * 4, [(97, 100), (98, 100)] * 2, Better.HIGHER).effect
    assert loss is not None and good is not None and good.complement
    assert compare(own, loss) is None and compare(own, good) is None


def test_verdict_stays_on_the_own_series():
    answer = rate([(9, 100), (11, 100)] * 4, [(3, 100), (2, 100), (4, 100), (3, 100)])
    assert answer.verdict is Verdict.EARLY
