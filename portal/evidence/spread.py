"""How much the numbers vary inside the phases, and what that allows the difference of the phases to vary."""

import math
from dataclasses import dataclass

from .baseline import straight_line
from .charts import standard_error
from .correlation import Layout, effective_df, estimate_rho, widening
from .points import Phase
from .quantiles import t_critical
from .series import InvalidPeriod, Kind

LINE_FROM = 6  # after-points; a slow ramp is the normal shape of an improvement, not noise


@dataclass(frozen=True, slots=True)
class Spread:
    """What the numbers do inside the phases.

    phi: residual variance over its expectation (values: relative variance). rho: correlation of neighbours.
    k: widening of the difference by it. df, t: Student's t at 97.5 %.
    """

    phi: float
    rho: float
    k: float
    df: float
    t: float


def measure(kind: Kind, before: Phase, after: Phase, relative: bool) -> Spread:
    """Spread of the Pearson residuals about the own phase's mean.

    From 6 after-points a straight line is taken off them. `relative`: values in proportion to their mean.
    Raises InvalidPeriod if the numbers cancel to nothing within double precision.
    Quasi-likelihood phi: McCullagh & Nelder 1989, 4.5.
    """
    layout = Layout(before.n, after.n, after.n >= LINE_FROM)
    z1, z2 = _residuals(kind, before, relative), _residuals(kind, after, relative)
    if layout.line:
        z2 = _without_line(z2)
    phi = (sum(z * z for z in z1) + sum(z * z for z in z2)) / layout.nu
    if not math.isfinite(phi):
        raise InvalidPeriod("no finite variance")
    rho = estimate_rho(z1, z2, layout)
    df = effective_df(layout.nu, rho)
    return Spread(phi, rho, widening(layout, rho), df, t_critical(0.025, df))


def _residuals(kind: Kind, phase: Phase, relative: bool) -> list[float]:
    mean = phase.mean
    if kind is Kind.VALUE:
        unit = mean if relative else 1.0
        return [(y - mean) / unit for y in phase.y]
    errors = (standard_error(kind, mean, d) for _, d in phase.points)
    return [(y - mean) / error if error > 0 else 0.0 for y, error in zip(phase.y, errors, strict=True)]


def _without_line(z: list[float]) -> list[float]:
    middle, mean = (len(z) - 1) / 2, math.fsum(z) / len(z)
    slope, _ = straight_line(z)
    return [value - mean - slope * (i - middle) for i, value in enumerate(z)]
