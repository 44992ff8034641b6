"""Rare events: so few that the days between them are the measure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .answer import Assessment, Decision, Reason, Verdict, stopped_by
from .baseline import trending
from .charts import T_POWER, gaps_chart, limits_status
from .effect import Effect, Z, exp, jeffreys_ends, poolable
from .explanation import effect_steps
from .gates import few_events
from .points import count, number
from .quantiles import normal_cdf, t_critical
from .series import InvalidPeriod, RareSeries
from .steps import Code, Step
from .verdict import keeps_half, whole_interval

SHORTEST_GAP = 0.5  # two events on one day
SUSTAINED_DAYS, SUSTAINED_EVENTS = 90, 6


@dataclass(frozen=True, slots=True)
class Watch:
    """Events over the days one phase was observed, in order."""

    events: tuple[float, ...]
    days: float

    @property
    def n(self) -> int:
        return len(self.events)

    @property
    def gaps(self) -> list[float]:
        """Days between neighbouring events; nothing from day 0 or to the last day."""
        return [max(SHORTEST_GAP, b - a) for a, b in pairwise(self.events)]


def watch(events: Sequence[float], days: float) -> Watch:
    """Events in order. Raises InvalidPeriod for an event outside the days observed, or no number."""
    observed = count(days) if number(days) > 0 else 0.0
    ordered = tuple(sorted(map(number, events)))
    if ordered and (ordered[0] < 0 or ordered[-1] > observed):
        raise InvalidPeriod("event outside the days observed")
    return Watch(ordered, observed)


def assess_rare(series: RareSeries) -> Assessment:
    """Verdict of a series of single events. Raises InvalidPeriod."""
    before = watch(series.before_events, series.before_days)
    after = watch(series.after_events, series.after_days)
    gaps = before.gaps
    found, decision = _judge(series, before, after, gaps)
    return Assessment(
        decision.verdict,
        decision.reasons,
        before.n,
        after.n,
        limits_status(len(gaps), 5),
        gaps_chart(gaps),
        found,
        steps=decision.steps,
    )


def _judge(series: RareSeries, before: Watch, after: Watch, gaps: list[float]) -> tuple[Effect | None, Decision]:
    if before.days <= 0 or after.days <= 0:
        return None, stopped_by(Verdict.NOT_ENOUGH, (Step(Code.FEW_EVENTS, True),))
    enough = stopped_by(Verdict.NOT_ENOUGH, (few_events(before.n, before.days, after.n, after.days),))
    if enough.verdict:
        return None, enough
    found = rare_effect(before, after)
    trend = trending([gap ** (1 / T_POWER) for gap in gaps]) if len(gaps) >= 6 else Step(Code.TREND, False)
    stable = stopped_by(Verdict.NOT_STABLE, (trend,))
    steps = (*enough.steps, *effect_steps(found), trend)
    if stable.verdict:
        return found, Decision(stable.verdict, stable.reasons, steps)
    return found, _decide(series, before, after, found, steps)


def rare_effect(before: Watch, after: Watch) -> Effect:
    """Ratio of events per day with its interval; counts vary as much more than Poisson as the gaps say.

    phi: squared coefficient of variation of the gaps within phases, at least 1, believed from 4 degrees of
    freedom.
    """
    phi, t = _gap_variation(before, after)
    lo, hi = jeffreys_ends(before.n, before.days, after.n, after.days, phi, normal_cdf(-t))
    pool_y, se = poolable(before.n, before.days, after.n, after.days, phi)
    m1, m2 = before.n / before.days, after.n / after.days
    return Effect(
        True, False, phi, None, None, None, t, m1, m2,
        lo=lo, hi=hi, ratio=m2 / m1 if m1 else math.inf, ratio_lo=exp(lo), ratio_hi=exp(hi), abs=m2 - m1,
        pool_y=pool_y, pool_se=se * t / Z,
    )  # fmt: skip


def _gap_variation(before: Watch, after: Watch) -> tuple[float, float]:
    """phi and the 97.5 % point that goes with it."""
    squares, df = 0.0, 0
    for gaps in (before.gaps, after.gaps):
        if len(gaps) >= 2:
            mean = math.fsum(gaps) / len(gaps)
            squares += math.fsum((gap / mean - 1) ** 2 for gap in gaps)
            df += len(gaps) - 1
    phi = max(1.0, squares / df) if df >= 4 else 1.0
    return phi, t_critical(0.025, df) if phi > 1 else Z


def _decide(series: RareSeries, before: Watch, after: Watch, found: Effect, steps: tuple[Step, ...]) -> Decision:
    sign, numbers = series.better.sign, {"lo": found.lo, "hi": found.hi}
    worse, better = whole_interval(found, -sign), whole_interval(found, sign)
    steps += (Step(Code.WORSE, worse, numbers),)
    if worse:
        return Decision(Verdict.WORSE, (), steps)
    steps += (Step(Code.BETTER, better, numbers),)
    if not better:
        return Decision(Verdict.NO_CLEAR_CHANGE, (), steps)
    expected = found.m1 * after.days
    long_enough = after.days >= SUSTAINED_DAYS and expected >= SUSTAINED_EVENTS
    watched = {
        "days": after.days,
        "days_needed": SUSTAINED_DAYS,
        "expected": expected,
        "needed": SUSTAINED_EVENTS,
    }
    if not long_enough:
        return Decision(Verdict.EARLY, (), (*steps, Step(Code.SUSTAINED, False, watched)))
    faded = _second_half(after, found, sign)
    if faded.applies:
        return Decision(Verdict.NO_CLEAR_CHANGE, (Reason.NOT_HELD,), (*steps, faded))
    return Decision(Verdict.SUSTAINED, (), (*steps, faded, Step(Code.SUSTAINED, True, watched)))


def _second_half(after: Watch, found: Effect, sign: int) -> Step:
    """Does the rate after the middle day keep less than half the change?"""
    half = after.days / 2
    late = sum(event > half for event in after.events) / half
    gain, kept = (found.m2 - found.m1) * sign, (late - found.m1) * sign
    return Step(Code.NOT_HELD, not keeps_half(kept, gain, found.m1), {"gain": gain, "kept": kept})
