"""The short form of the simulation, docs/methods/rule.md, section 12: enough series to notice a rule that has gone wrong.

Bounds are exact binomial 0.1 % tails of the true rates. The first eight cells together have a bound of their
own.
"""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from bench.simulate import kept, noise
from bench.simulate.cells import Cell, Result, all_cells, judged
from bench.simulate.noise import Data
from portal.evidence import Verdict

IMPROVED, NOT_STABLE, NOT_HELD = "improved", str(Verdict.NOT_STABLE), "not_held"


@cache
def counts(data: Data, before: int, after: int, rho: float, runs: int, change: str = "", size: float = 0.0) -> Counter:
    """How often each verdict and each reason came, and `improved` for early and sustained together."""
    shapes = {
        "": lambda: noise.step(before, after, size),
        "fade": lambda: noise.fade(before, after, size),
        "drift": lambda: noise.drift(before + after, size),
    }
    rng = noise.generator(f"short {data.name} {before}+{after} rho {rho} {change} {size}")
    found: Counter = Counter()
    for periods in noise.series(data, rho, shapes[change](), runs, rng):
        answer = judged(data, periods, before)
        found.update([str(answer.verdict), *map(str, answer.reasons)])
        found[IMPROVED] += answer.verdict is not None and answer.verdict.improved
    return found


FALSE = [
    (noise.VALUE, 6, 8, 0.3, 800, 22),
    (noise.VALUE, 12, 4, 0.3, 800, 32),
    (noise.VALUE, 24, 12, 0.3, 600, 21),
    (noise.SKEWED, 8, 6, 0.3, 600, 20),
    (noise.SHARE_500, 12, 8, 0.3, 800, 27),
    (noise.SHARE_95, 8, 12, 0.0, 600, 13),
    (noise.RATE_2, 12, 12, 0.0, 600, 14),
    (noise.DHU, 6, 6, 0.3, 800, 29),
    (noise.VALUE, 12, 12, 0.6, 600, 42),
]


@pytest.mark.parametrize(("data", "before", "after", "rho", "runs", "bound"), FALSE, ids=lambda part: getattr(part, "name", None))
def test_improvement_is_rarely_seen_where_there_is_none(data, before, after, rho, runs, bound):
    assert counts(data, before, after, rho, runs)[IMPROVED] <= bound


def test_improvements_seen_by_luck_in_the_first_eight_cells_together():
    assert 61 <= sum(counts(*cell[:5])[IMPROVED] for cell in FALSE[:8]) <= 119


def test_reviews_at_6_and_12_points_are_rarely_ever_improved():
    rng, ever = noise.generator("short E reviews 6, 12"), 0
    for periods in noise.series(noise.VALUE, 0.3, np.ones(24), 600, rng):
        verdicts = [judged(noise.VALUE, periods, 12, after).verdict for after in (6, 12)]
        ever += any(verdict is not None and verdict.improved for verdict in verdicts)
    assert ever <= 32


def test_halved_values_are_found():
    assert counts(noise.VALUE, 12, 12, 0.2, 300, size=-0.5)[IMPROVED] >= 267


def test_shares_30_percent_lower_are_found_as_often_as_they_should():
    assert 209 <= counts(noise.SHARE_500, 12, 12, 0.2, 400, size=-0.3)[IMPROVED] <= 270


@pytest.mark.parametrize(("pace", "before", "after", "runs", "least"), [(0.02, 15, 8, 400, 344), (0.01, 24, 12, 500, 440)])
def test_steady_drift_is_caught(pace, before, after, runs, least):
    assert counts(noise.STEADY_VALUE, before, after, 0.2, runs, "drift", pace)[NOT_STABLE] >= least


def test_half_gain_that_faded_is_not_held():
    assert 116 <= counts(noise.VALUE, 12, 12, 0.2, 400, "fade", -0.5)[NOT_HELD] <= 175


def test_stable_baselines_are_rarely_called_unstable():
    assert 29 <= counts(noise.VALUE, 24, 12, 0.3, 600)[NOT_STABLE] <= 70


def test_a_run_that_was_broken_off_goes_on_with_the_cells_it_has(tmp_path):
    done, other = (Cell("A", noise.VALUE, 6, after, 0.3) for after in (4, 6))
    kept.record(Result(done, 50, Counter(improved=3)), tmp_path)
    [file] = tmp_path.iterdir()
    file.write_text(file.read_text() + '{"cell": "A val')  # cut in the middle of a line
    assert kept.recorded({done: 50, other: 50}, tmp_path) == [Result(done, 50, Counter(improved=3))]
    assert kept.recorded({done: 60, other: 50}, tmp_path) == []  # another number of series is another run


def test_each_table_has_as_many_series_as_the_rules_own():
    told = {cell.table: round(2500 * cell.times) for cell in all_cells() if cell.table != "A"}
    assert told == {"C": 5000, "E": 3000, "H": 3000}
    by_size = [cell for cell in all_cells() if cell.table == "A" and round(2500 * cell.times) == 5000]
    assert len(by_size) == 25 and {(cell.data, cell.rho) for cell in by_size} == {(noise.VALUE, 0.3)}
