"""Regressions, variances, correlation and pooling against statsmodels and plain matrices."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import integrate, optimize, stats
from statsmodels.stats.meta_analysis import combine_effects

from portal.evidence import Estimate, Kind, pool
from portal.evidence.baseline import grubbs, straight_line, trend
from portal.evidence.correlation import Layout, effective_df, estimate_rho, row_sum, slope_inflation, widening
from portal.evidence.effect import EXPECTED_MAXIMUM
from portal.evidence.points import Phase
from portal.evidence.spread import measure
from portal.evidence.verdict import _weighted_fit

RNG = np.random.Generator(np.random.PCG64(7))


def ar1(n: int, r: float) -> np.ndarray:
    return np.array([[r ** abs(i - j) for j in range(n)] for i in range(n)], dtype=float)


def projector(n: int, line: bool) -> np.ndarray:
    design = np.column_stack([np.ones(n), *([np.arange(n)] if line else [])])
    return np.eye(n) - design @ np.linalg.pinv(design)


def phase(x, d) -> Phase:
    return Phase(tuple(zip(map(float, x), map(float, d), strict=True)))


@pytest.mark.parametrize("n", [6, 9, 24])
def test_trend_is_ordinary_least_squares_with_a_wider_slope(n):
    y = RNG.normal(100, 20, n)
    fit = sm.OLS(y, sm.add_constant(np.arange(n))).fit()
    slope, rest = straight_line(y.tolist())
    assert slope == pytest.approx(fit.params[1], rel=1e-9)
    assert rest == pytest.approx(fit.ssr, rel=1e-9)
    time = np.arange(n) - (n - 1) / 2
    r, m = ar1(n, 0.3), projector(n, True)
    variance = fit.ssr / np.trace(m @ r) * (time @ r @ time) / (time @ time) ** 2
    df = (n - 2) * 0.91 / 1.09
    assert trend(y.tolist()).p == pytest.approx(2 * stats.t.sf(abs(slope) / math.sqrt(variance), df), rel=1e-9)


def test_weighted_fit_is_weighted_least_squares():
    y, u, w = RNG.normal(5, 2, 15), np.maximum(0, np.arange(15) - 6), RNG.uniform(10, 900, 15)
    fit = sm.WLS(y, sm.add_constant(u), weights=w).fit()
    slope, rest = _weighted_fit(u.tolist(), y.tolist(), w.tolist())
    assert slope == pytest.approx(fit.params[1], rel=1e-9)
    assert rest == pytest.approx(float((w * fit.resid**2).sum()), rel=1e-9)


def test_phi_of_rates_is_that_of_a_quasi_poisson_regression():
    d = RNG.uniform(0.5, 2, 12)
    x = RNG.poisson(8 * d).astype(float)
    design = sm.add_constant((np.arange(12) >= 7).astype(float))
    fit = sm.GLM(x, design, family=sm.families.Poisson(), exposure=d).fit()
    ours = measure(Kind.RATE, phase(x[:7], d[:7]), phase(x[7:], d[7:]), True)
    assert ours.phi == pytest.approx(fit.pearson_chi2 / fit.df_resid, rel=1e-8)


def test_phi_of_shares_is_that_of_a_quasi_binomial_regression():
    d = RNG.integers(80, 300, 13).astype(float)
    x = RNG.binomial(d.astype(int), 0.2).astype(float)
    design = sm.add_constant((np.arange(13) >= 8).astype(float))
    fit = sm.GLM(x / d, design, family=sm.families.Binomial(), var_weights=d).fit()
    ours = measure(Kind.SHARE, phase(x[:8], d[:8]), phase(x[8:], d[8:]), True)
    assert ours.phi == pytest.approx(fit.pearson_chi2 / fit.df_resid, rel=1e-8)


def test_phi_of_values_with_a_line_through_the_after_phase():
    before, after = RNG.normal(50, 5, 8), RNG.normal(40, 5, 9)
    z1, z2 = before / before.mean() - 1, after / after.mean() - 1
    line = sm.OLS(z2, sm.add_constant(np.arange(9))).fit()
    ours = measure(Kind.VALUE, phase(before, np.ones(8)), phase(after, np.ones(9)), True)
    assert ours.phi == pytest.approx(((z1**2).sum() + line.ssr) / (17 - 3), rel=1e-9)


@pytest.mark.parametrize("layout", [Layout(6, 4, False), Layout(8, 6, True), Layout(24, 20, True)])
@pytest.mark.parametrize("r", [0.0, 0.3, 0.55, 0.7])
def test_widening_is_the_ratio_of_matrix_variances(layout, r):
    n1, n2 = layout.before, layout.after
    c = np.concatenate([np.full(n1, -1 / n1), np.full(n2, 1 / n2)])
    traces = np.trace(projector(n1, False) @ ar1(n1, r)) + np.trace(projector(n2, layout.line) @ ar1(n2, r))
    expected = (c @ ar1(n1 + n2, r) @ c) / (c @ c) / (traces / layout.nu)
    assert widening(layout, r) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("layout", [Layout(7, 5, False), Layout(10, 12, True)])
def test_rho_solves_the_expectation_of_the_lag_one_coefficient(layout):
    z1, z2 = np.cumsum(RNG.normal(size=layout.before)), np.cumsum(RNG.normal(size=layout.after))
    m1, m2 = projector(layout.before, False), projector(layout.after, layout.line)
    z1, z2 = m1 @ z1, m2 @ z2
    seen = ((z1[:-1] * z1[1:]).sum() + (z2[:-1] * z2[1:]).sum()) / ((z1**2).sum() + (z2**2).sum())

    def expected(r: float) -> float:
        both = [m @ ar1(len(m), r) @ m for m in (m1, m2)]
        return sum(np.trace(part, offset=1) for part in both) / sum(np.trace(part) for part in both)

    low, high = expected(-0.5) - seen, expected(0.9) - seen
    inside = low < 0 < high
    raw = optimize.brentq(lambda r: expected(r) - seen, -0.5, 0.9) if inside else (0.9 if high <= 0 else -0.5)
    n = layout.before + layout.after
    wanted = min(0.7, max(0.3, (n * raw + 6) / (n + 20)))
    assert estimate_rho(z1.tolist(), z2.tolist(), layout) == pytest.approx(wanted, rel=1e-9)


def test_sums_over_the_correlation_matrix():
    for n in (2, 7, 40):
        for r in (-0.4, 0.3, 0.9):
            time = np.arange(n) - (n - 1) / 2
            assert row_sum(n, r) == pytest.approx(ar1(n, r).sum(), rel=1e-10)
            assert slope_inflation(n, r) == pytest.approx(time @ ar1(n, r) @ time / (time @ time), rel=1e-9)
    assert effective_df(10, 0.3) == pytest.approx(10 * 0.91 / 1.09)


def test_grubbs_is_the_largest_studentised_deviation():
    y = RNG.normal(3, 1, 11)
    assert grubbs(y.tolist()) == pytest.approx(np.abs(stats.zscore(y, ddof=1)).max(), rel=1e-12)


@pytest.mark.parametrize("k", [3, 5, 13])
def test_pool_is_paule_mandel_with_knapp_hartung(k):
    y, se = RNG.normal(-0.2, 0.4, k), RNG.uniform(0.05, 0.2, k)
    theirs = combine_effects(y, se**2, method_re="iterated", use_t=True)
    ours = pool([Estimate(*pair) for pair in zip(y.tolist(), se.tolist(), strict=True)])
    assert ours is not None
    assert ours.q == pytest.approx(theirs.q, rel=1e-9)
    weights = 1 / (se**2 + ours.tau2)
    assert ours.tau2 == 0 or (weights * (y - ours.mu) ** 2).sum() == pytest.approx(k - 1, rel=1e-9)
    assert ours.tau2 == pytest.approx(theirs.tau2, rel=1e-4)  # statsmodels stops its iteration at 1e-5
    assert ours.mu == pytest.approx(theirs.mean_effect_re, rel=1e-4)
    assert ours.se_hk == pytest.approx(theirs.sd_eff_w_re_hksj, rel=1e-4)


@pytest.mark.parametrize("k", EXPECTED_MAXIMUM)
def test_allowance_is_the_expected_maximum_of_normals(k):
    def density(z: float) -> float:
        return z * k * stats.norm.pdf(z) * stats.norm.cdf(z) ** (k - 1)

    assert EXPECTED_MAXIMUM[k] == pytest.approx(integrate.quad(density, -9, 9)[0], abs=6e-4)
