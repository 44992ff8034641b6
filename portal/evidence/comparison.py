"""What is left of an effect when the drift of an area not yet changed is taken off."""

import math
from dataclasses import dataclass

from .effect import Effect
from .quantiles import t_critical


@dataclass(frozen=True, slots=True)
class Comparison:
    """Difference of two log ratios (own less area), its standard error, degrees of freedom and 95 % interval.

    `confirmed`: the interval excludes 0 on the side of the area's own effect; the badge, never the verdict.
    """

    delta: float
    se: float
    df: float
    lo: float
    hi: float
    confirmed: bool


def compare(own: Effect, area: Effect) -> Comparison | None:
    """Own effect against that of an area still unchanged, over the same dates and of the same measure.

    None where the two have no common scale: no log ratio (a mean not positive, rare events), or shares of
    which only one is worked on its failures. Difference in differences on the log scale, docs/methods/rule.md, section 9.
    """
    if own.complement is not area.complement:
        return None
    if own.pool_y is None or area.pool_y is None or own.se is None or area.se is None:
        return None
    if own.df is None or area.df is None:
        return None
    delta, se, df = own.pool_y - area.pool_y, math.hypot(own.se, area.se), min(own.df, area.df)
    half = t_critical(0.025, df) * se
    low, high = delta - half, delta + half
    return Comparison(delta, se, df, low, high, low > 0 if own.pool_y > 0 else high < 0)
