"""What must hold for any numbers at all."""

import json
import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.evidence import (
    Assessment,
    Better,
    Estimate,
    Kind,
    RareSeries,
    Series,
    Verdict,
    assess,
    chance,
    pool,
    runs,
    within_place,
)
from portal.evidence.record import assessment_record

ORDINARY = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
BETTERS = st.sampled_from(Better)
VALUES = st.integers(10, 990)
BEFORE, AFTER = st.lists(VALUES, min_size=6, max_size=16), st.lists(VALUES, min_size=4, max_size=16)
SHIFTED = st.integers(-60, 60)  # moves the after-phase, so that every verdict comes up


@st.composite
def changes(draw) -> tuple[list[int], list[int]]:
    """Two phases about different levels with a spread of their own."""
    level, spread, shift = draw(st.integers(200, 600)), draw(st.integers(0, 80)), draw(st.integers(-190, 190))
    noise = st.integers(-spread, spread)
    before = draw(st.lists(noise, min_size=6, max_size=16))
    after = draw(st.lists(noise, min_size=4, max_size=16))
    return [level + e for e in before], [level + shift + e for e in after]


@st.composite
def counted(draw) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    sizes = st.integers(5, 400)
    p1, p2 = draw(st.floats(0, 1)), draw(st.floats(0, 1))

    def phase(p: float, least: int) -> list[tuple[int, int]]:
        rows = draw(st.lists(st.tuples(sizes, st.floats(0.6, 1.5)), min_size=least, max_size=14))
        return [(min(n, round(n * p * wobble)), n) for n, wobble in rows]

    return phase(p1, 6), phase(p2, 4)


def verdict_and_reasons(answer: Assessment) -> tuple:
    return answer.verdict, answer.reasons


@ORDINARY
@given(changes(), BETTERS, st.sampled_from([0.001, 0.37, 2.0, 60.0, 2.2046, 1e4]))
def test_change_of_unit_changes_no_verdict(phases, better, factor):
    before, after = phases
    scaled = [[v * factor for v in phase] for phase in phases]
    one, other = (
        assess(Series(Kind.VALUE, better, before, after)),
        assess(Series(Kind.VALUE, better, *scaled)),
    )
    assert verdict_and_reasons(one) == verdict_and_reasons(other)


@ORDINARY
@given(counted(), BETTERS, st.sampled_from([0.01, 0.37, 2.0, 60.0]))
def test_change_of_exposure_unit_changes_no_verdict_of_a_rate(phases, better, factor):
    scaled = [[(x, d * factor) for x, d in phase] for phase in phases]
    one, other = assess(Series(Kind.RATE, better, *phases)), assess(Series(Kind.RATE, better, *scaled))
    assert verdict_and_reasons(one) == verdict_and_reasons(other)


def mirrored(better: Better) -> Better:
    return Better.LOWER if better is Better.HIGHER else Better.HIGHER


@ORDINARY
@given(counted(), BETTERS)
def test_share_reversed_is_the_complement(phases, better):
    """Counting the failures instead, with the other direction, is the same question."""
    if sum(2 * x - d for phase in phases for x, d in phase) == 0:
        return  # at exactly one half neither side is the complement
    failures = [[(d - x, d) for x, d in phase] for phase in phases]
    one, other = (
        assess(Series(Kind.SHARE, better, *phases)),
        assess(Series(Kind.SHARE, mirrored(better), *failures)),
    )
    assert verdict_and_reasons(one) == verdict_and_reasons(other)
    if one.effect and other.effect:
        assert one.effect.complement is not other.effect.complement
        assert one.effect.pool_y == other.effect.pool_y and one.effect.lo == other.effect.lo


@ORDINARY
@given(changes())
def test_direction_mirrored_is_the_verdict_mirrored(phases):
    low, high = (assess(Series(Kind.VALUE, better, *phases)) for better in Better)
    for one, other in ((low, high), (high, low)):
        assert one.effect == other.effect and one.chart == other.chart
        if one.verdict and one.verdict.improved:
            assert other.verdict is Verdict.WORSE
        if one.verdict is Verdict.WORSE:
            assert other.share_better is not None and other.share_better >= 0.75 and other.verdict is not Verdict.WORSE
        if one.share_better is None:
            assert verdict_and_reasons(one) == verdict_and_reasons(other)


@ORDINARY
@given(changes())
def test_differences_turned_over_with_the_direction_keep_their_verdict(phases):
    """On the absolute path: measured numbers and their negatives."""
    middle = (sum(phases[0]) / len(phases[0]) + sum(phases[1]) / len(phases[1])) / 2
    centred = [[v - middle for v in phase] for phase in phases]
    if min(centred[0]) > 0 or max(centred[0]) < 0 or any(abs(sum(phase)) < 1e-6 for phase in centred):
        return  # one sign throughout the baseline: logarithms are asked as well
    turned = [[-v for v in phase] for phase in centred]
    one, other = (
        assess(Series(Kind.VALUE, Better.LOWER, *centred)),
        assess(Series(Kind.VALUE, Better.HIGHER, *turned)),
    )
    assert verdict_and_reasons(one) == verdict_and_reasons(other)


@ORDINARY
@given(st.one_of(changes(), counted()), BETTERS, st.data())
def test_missing_periods_change_nothing_while_they_are_few(phases, better, data):
    kind = Kind.VALUE if isinstance(phases[0][0], int) else data.draw(st.sampled_from([Kind.SHARE, Kind.RATE]))
    gappy = []
    for phase in phases:
        longer = list(phase)
        for _ in range(data.draw(st.integers(0, len(phase) // 2))):
            longer.insert(data.draw(st.integers(0, len(longer))), None)
        gappy.append(longer)
    one, other = assess(Series(kind, better, *phases)), assess(Series(kind, better, *gappy))
    assert verdict_and_reasons(one) == verdict_and_reasons(other)
    assert (one.effect, one.share_better, one.n_before, one.n_after) == (
        other.effect, other.share_better, other.n_before, other.n_after,
    )  # fmt: skip


@ORDINARY
@given(counted(), BETTERS)
def test_order_of_the_points_does_not_change_the_size_of_the_effect(phases, better):
    backwards = [phase[::-1] for phase in phases]
    one, other = assess(Series(Kind.SHARE, better, *phases)), assess(Series(Kind.SHARE, better, *backwards))
    if one.effect and other.effect:
        assert one.effect.ratio == other.effect.ratio and one.effect.m1 == other.effect.m1


ODD = st.sampled_from(
    [
        *(0.0, -0.0, 1.0, 2.0, 3.5, 5e-324, -5e-324, 1e-308, 1e-160, 1e-50, 9e-51, 1e-12),
        *(1e49, 1e50, 1.1e50, 1e154, 1e200, 1e308, -1e308, 1.7976931348623157e308),
    ]
)
FLOATS = st.one_of(ODD, st.floats(), st.floats(0, 100))
FINITE = st.one_of(ODD, st.floats(allow_nan=False, allow_infinity=False))
HUGE = st.integers(-(10**400), 10**400)
ANYTHING = st.one_of(st.none(), FLOATS, HUGE, st.text(max_size=3), st.booleans(), st.lists(FLOATS, max_size=3))
PAIRS = st.tuples(st.one_of(st.none(), FINITE.map(abs)), st.one_of(st.none(), FINITE.map(abs)))
FAIR_PAIRS = st.tuples(st.floats(1e-50, 1e50), st.floats(1e-50, 1e50)).map(sorted)
POSITIONS, COUNTS = st.lists(st.integers(-3, 30), max_size=4), st.one_of(st.none(), st.integers(-2, 40))
MANY = settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def phases_of(periods):
    return st.tuples(st.lists(periods, max_size=14), st.lists(periods, max_size=14))


def long_phases_of(periods):
    return st.tuples(st.lists(periods, min_size=6, max_size=14), st.lists(periods, min_size=4, max_size=14))


def is_whole(answer: Assessment) -> bool:
    """An answer that can be stored: one verdict or one error, no NaN anywhere."""
    json.dumps(assessment_record(answer), allow_nan=False)
    return (answer.verdict is None) == (answer.error is not None)


@MANY
@given(
    st.sampled_from([Kind.VALUE, Kind.SHARE, Kind.RATE]),
    BETTERS,
    st.one_of(phases_of(ANYTHING), long_phases_of(FINITE), long_phases_of(PAIRS), long_phases_of(FAIR_PAIRS)),
    POSITIONS,
    st.integers(-2, 40),
    COUNTS,
    st.one_of(st.none(), st.floats()),
)
def test_no_numbers_raise(kind, better, phases, excluded, window, areas, days):
    assert is_whole(assess(Series(kind, better, *phases, tuple(excluded), window, areas, days)))


@MANY
@given(BETTERS, FLOATS, st.lists(FLOATS, max_size=12), FLOATS, st.lists(FLOATS, max_size=12))
def test_no_rare_numbers_raise(better, before_days, before, after_days, after):
    assert is_whole(assess(RareSeries(better, before_days, before, after_days, after)))


@MANY
@given(
    BETTERS,
    st.lists(ODD.map(abs), max_size=12),
    st.lists(ODD.map(abs), max_size=12),
    st.sampled_from([1, 1.5, 1e10]),
)
def test_no_rare_events_within_their_days_raise(better, before, after, more):
    days = [min(1.7e308, max(events, default=1.0) * more) or 1.0 for events in (before, after)]
    assert is_whole(assess(RareSeries(better, days[0], before, days[1], after)))


@MANY
@given(
    st.lists(st.tuples(FLOATS, FLOATS), max_size=8),
    st.integers(0, 5000),
    st.integers(0, 6000),
    st.lists(FLOATS),
    FLOATS,
)
def test_no_numbers_raise_in_the_roll_up(pairs, assessed, improved, y, centre):
    found = pool(Estimate(*pair) for pair in pairs)
    assert found is None or found.k >= 3
    assert 0 <= chance(assessed, improved).p_at_least <= 1
    assert runs(y, centre).n <= len(y)


LOG_RATIOS, ERRORS = st.floats(-3, 3), st.floats(0.001, 3)


@ORDINARY
@given(st.lists(st.tuples(LOG_RATIOS, ERRORS), min_size=1, max_size=6))
def test_one_series_in_a_factory_is_pooled_as_itself(pairs):
    estimates = [Estimate(*pair) for pair in pairs]
    assert [within_place([one]) for one in estimates] == estimates
    together = within_place(estimates)
    least, most = min(y for y, _ in pairs), max(y for y, _ in pairs)
    assert together and least - 1e-9 <= together.y <= most + 1e-9
    assert together.se <= max(max(se for _, se in pairs), most - least) * (1 + 1e-9), "no wider than the widest, or than they lie apart"


def test_every_verdict_is_met_by_the_generated_changes():
    """The properties above mean little if the generator never leaves 'no clear change'."""
    seen: set[Verdict | None] = set()

    @settings(max_examples=400, deadline=None, derandomize=True, database=None)
    @given(changes(), BETTERS)
    def collect(phases, better):
        seen.add(assess(Series(Kind.VALUE, better, *phases)).verdict)

    collect()
    assert seen >= set(Verdict) - {Verdict.NOT_ENOUGH}
    assert math.nan not in seen
