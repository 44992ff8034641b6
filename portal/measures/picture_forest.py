"""Many effects side by side: a square and its interval a row, the pooled diamond, and where the next place may land."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.evidence import Better, Pool, Verdict
from portal.evidence.pooling import FEWEST
from portal.measures.saying import digits_of, figure, ngettext, signed, whole
from portal.measures.saying import gettext as _
from portal.measures.sentences import STAMPS, Stamp
from portal.web.formats import ltr

STEPS = (5, 10, 20, 25, 50, 100)  # percent
NARROWEST, WIDEST = 20, 200  # percent shown to either side; what lies beyond is an arrow
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One place: ratios after over before, as an effect has them; None where there is no ratio."""

    label: str
    ratio: float | None
    lo: float | None
    hi: float | None
    verdict: Verdict | None = None
    note: str = ""
    url: str | None = None
    is_pilot: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """Positions in percent of the width. `cut_low`, `cut_high`: the interval goes on beyond the edge."""

    row: ForestRow
    stamp: Stamp
    x: float | None
    low: float
    high: float
    cut_low: bool
    cut_high: bool
    text: Markup


@dataclass(frozen=True, slots=True)
class Summary:
    """The pooled change: a diamond from `low` over `x` to `high`; `ahead`: where the next place may land, from 5 places."""

    points: str
    text: Markup
    ahead: tuple[float, float] | None
    ahead_text: Markup | None


@dataclass(frozen=True, slots=True)
class Forest:
    reading: Markup
    ticks: list[tuple[float, str]]
    zero: float
    bars: list[Bar]
    pilots: list[Bar]
    pooled: Summary | None


def forest(rows: Sequence[ForestRow], better: Better, pool: Pool | None = None) -> Forest:
    """Better always lies on the right: 20 % fewer defects and 20 % more output point the same way."""
    mine = [row for row in rows if not row.is_pilot]
    reach = _reach([_by(end, better) for row in rows for end in (row.ratio, row.lo, row.hi)] + _pooled_ends(pool, better))
    return Forest(
        reading=_reading(mine, pool),
        ticks=_ticks(reach),
        zero=_x(0, reach),
        bars=[_bar(row, better, reach) for row in mine],
        pilots=[_bar(row, better, reach) for row in rows if row.is_pilot],
        pooled=None if pool is None else _summary(pool, better, reach),
    )


def _by(ratio: float | None, better: Better) -> float | None:
    """Better by how many percent; negative is worse."""
    return None if ratio is None or math.isnan(ratio) else 100 * (ratio - 1) * better.sign


def _pooled_ends(pool: Pool | None, better: Better) -> list[float | None]:
    return [] if pool is None else [_by(_exp(end), better) for end in (pool.lo, pool.hi, pool.pi_lo, pool.pi_hi) if end is not None]


def _exp(value: float) -> float:
    return math.exp(min(700.0, value))


def _reach(ends: Sequence[float | None]) -> tuple[float, float]:
    """How far the axis goes to the worse and to the better side."""
    known = [min(WIDEST, max(-WIDEST, end)) for end in ends if end is not None]
    return min([*known, -NARROWEST]) * 1.05, max([*known, NARROWEST]) * 1.05


def _x(percent: float, reach: tuple[float, float]) -> float:
    return round(100 * min(1, max(0, (percent - reach[0]) / (reach[1] - reach[0]))), 2)


def _ticks(reach: tuple[float, float]) -> list[tuple[float, str]]:
    step = next((step for step in STEPS if (reach[1] - reach[0]) / step <= MOST_TICKS), STEPS[-1])
    first, last = math.ceil(reach[0] / step), math.floor(reach[1] / step)
    return [(_x(n * step, reach), signed(n * step, 0)) for n in range(first, last + 1)]


def _bar(row: ForestRow, better: Better, reach: tuple[float, float]) -> Bar:
    middle, ends = _by(row.ratio, better), [_by(end, better) for end in (row.lo, row.hi)]
    known = sorted(end for end in ends if end is not None)
    low, high = (known[0], known[-1]) if len(known) == 2 else (middle, middle)
    return Bar(
        row,
        STAMPS[row.verdict],
        None if middle is None else _x(middle, reach),
        _x(low or 0, reach),
        _x(high or 0, reach),
        low is not None and low < reach[0],
        high is not None and high > reach[1],
        _text(middle, low, high),
    )


def _text(middle: float | None, low: float | None, high: float | None) -> Markup:
    if middle is None:
        return ltr("–")
    point = signed(middle, max(-9, min(0, digits_of(middle))))
    if low is None or high is None or low == high:
        return ltr(point)
    return ltr(f"{point} ({' … '.join(signed(end, min(0, digits_of(end))) for end in (low, high))})")


def _summary(pool: Pool, better: Better, reach: tuple[float, float]) -> Summary:
    low, middle, high = sorted(_by(_exp(end), better) or 0.0 for end in (pool.lo, pool.mu, pool.hi))
    left, x, right = (_x(end, reach) for end in (low, middle, high))
    ahead = sorted(_by(_exp(end), better) or 0.0 for end in (pool.pi_lo, pool.pi_hi) if end is not None)
    return Summary(
        f"{left:g},50 {x:g},10 {right:g},50 {x:g},90",
        _text(middle, low, high),
        (_x(ahead[0], reach), _x(ahead[1], reach)) if ahead else None,
        ltr(" … ".join(signed(end, 0) for end in ahead)) if ahead else None,
    )


def _reading(rows: Sequence[ForestRow], pool: Pool | None) -> Markup:
    if not rows:
        return _("No place has an answer yet.")
    if pool is None:
        return ngettext(
            "%(num)s place. From %(fewest)s places of one kind on, they are added up.",
            "%(num)s places. From %(fewest)s places of one kind on, they are added up.",
            len(rows),
            fewest=whole(FEWEST),
        )
    sentence = _("%(num)s places together. The diamond is their common change, each place weighted by how sure it is.", num=whole(pool.k))
    if pool.left_out:
        left = ngettext(
            "%(num)s place without a usable spread is left out.", "%(num)s places without a usable spread are left out.", pool.left_out
        )
        return sentence + " " + left
    return sentence


def percent_of(log_ratio: float) -> Markup:
    """A log ratio as a signed percentage, for a sentence."""
    change = 100 * (_exp(log_ratio) - 1)
    return ltr(f"{figure(change, min(1, digits_of(change)))} %")
