"""Quantiles and tails against scipy."""

import math

import pytest
from scipy import special, stats

from portal.evidence.quantiles import (
    beta_log_odds,
    beta_quantile,
    binomial_at_least,
    binomial_half_quantile,
    normal_cdf,
    t_critical,
    t_two_sided,
)

SHAPES = (0.5, 0.7, 1, 1.5, 4, 12.5, 60, 333, 1500, 5000)


@pytest.mark.parametrize("df", [*range(1, 81), 2.7, 9.183486239, 500, 10_000])
@pytest.mark.parametrize("tail", [0.025, 0.005, 0.01 / 24])
def test_t_quantile(tail, df):
    assert t_critical(tail, df) == pytest.approx(stats.t.isf(tail, df), rel=2e-13)


@pytest.mark.parametrize("a", SHAPES)
@pytest.mark.parametrize("b", SHAPES)
def test_beta_quantile(a, b):
    for p in (0.0005, 0.0201, 0.3, 0.5, 0.975):
        assert beta_quantile(p, a, b) == pytest.approx(special.betaincinv(a, b, p), rel=2e-13)


@pytest.mark.parametrize(("a", "b"), [(2e5, 3e5), (1e7, 2e6), (4e9, 5e9)])
def test_beta_quantile_of_huge_counts(a, b):
    """Both shapes above 1e5: a series, held to what an interval needs."""
    for p in (0.0201, 0.5, 0.98):
        found = beta_quantile(p, a, b)
        assert stats.beta.cdf(found, a, b) == pytest.approx(p, rel=1e-6)


@pytest.mark.parametrize(("a", "b"), [(0.5, 1e6), (3.5, 4e8), (1200.5, 2e7)])
def test_log_odds_keep_their_digits_near_the_ends(a, b):
    for p in (0.0201, 0.9799):
        small = special.betaincinv(a, b, p)
        assert beta_log_odds(p, a, b) == pytest.approx(math.log(small) - math.log1p(-small), abs=1e-9)
        assert beta_log_odds(1 - p, b, a) == pytest.approx(-beta_log_odds(p, a, b), abs=1e-12)


def test_two_sided_t():
    for t in (0.0, 0.2, 1.7, 6.0, 40.0):
        for df in (3.34, 8, 60.5):
            assert t_two_sided(-t, df) == pytest.approx(2 * stats.t.sf(t, df), rel=1e-12)
    assert t_two_sided(math.inf, 5) == 0


def test_normal_tail():
    for z in (-8.0, -2.1, 0.0, 1.3):
        assert normal_cdf(z) == pytest.approx(stats.norm.cdf(z), rel=1e-13)


def test_binomial():
    for trials, chance in ((25, 0.03), (400, 0.03), (7, 0.5)):
        for seen in (0, 1, 3, trials, trials + 1):
            assert binomial_at_least(seen, trials, chance) == pytest.approx(stats.binom.sf(seen - 1, trials, chance))
    for trials in (1, 2, 4, 5, 23, 60, 999, 9999):
        assert binomial_half_quantile(0.05, trials) == stats.binom.ppf(0.05, trials, 0.5)
