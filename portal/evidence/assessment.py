"""The whole rule from typed periods to the answer, in the order in which its parts are asked."""

import math

from .answer import Assessment, Decision, Verdict, stopped_by
from .baseline import stability
from .charts import Chart, draw, limits_status
from .effect import Effect, effect
from .explanation import effect_steps, opening_steps
from .gates import enough_events, enough_points
from .magnitude import divided, multiplied, unit_of
from .points import ENOUGH_BEFORE, Cleaned, clean
from .rare import assess_rare
from .series import InvalidPeriod, Kind, RareSeries, Series
from .steps import Code, Step
from .verdict import Case, decide

INVALID = "invalid period"
OF_BASELINE = (Code.FEW_BEFORE, Code.TOO_MANY_EXCLUDED, Code.GAPS_BEFORE)
TOO_REGULAR_PHI, TOO_REGULAR_SIGMA_Z, TOO_REGULAR_POINTS = 0.3, 0.5, 8


def assess(series: Series | RareSeries) -> Assessment:
    """What the change did: verdict, reasons, effect with 95 % interval, chart and steps.

    Numbers in the measure's own unit; shares 0..1. Never raises for any number: one that cannot be right
    (negative count, numerator above denominator, text, NaN, infinity, a count or exposure beyond 1e50) comes
    back as `error`. The rule in words: docs/methods/rule.md; formulas cite their sources where they stand.
    """
    try:
        return assess_rare(series) if isinstance(series, RareSeries) else _assess(series)
    except InvalidPeriod:
        return Assessment(None, error=INVALID, steps=(Step(Code.INPUT, True),))


def ask_baseline(series: Series) -> tuple[Step, ...]:
    """The questions about the baseline alone, asked before anything comes after it: enough, left out, missing, steady."""
    try:
        unit = unit_of(series)
        cleaned = clean(series if unit == 1 else divided(series, unit))
    except InvalidPeriod:
        return (Step(Code.INPUT, True),)
    steps = tuple(step for step in enough_points(cleaned).steps if step.code in OF_BASELINE)
    return steps if cleaned.before.n < ENOUGH_BEFORE else (*steps, *stability(cleaned.kind, cleaned.before))


def _assess(series: Series) -> Assessment:
    unit = unit_of(series)
    if unit != 1:
        return multiplied(_assess(divided(series, unit)), unit)
    cleaned = clean(series)
    chart = draw(cleaned.kind, cleaned.before, cleaned.periods)
    found, decision = _judge(series, cleaned)
    return Assessment(
        decision.verdict,
        decision.reasons,
        cleaned.before.n,
        cleaned.after.n,
        limits_status(cleaned.before.n),
        chart,
        found,
        decision.share_better,
        _too_regular(cleaned, chart, found),
        cleaned.struck,
        (*opening_steps(series, cleaned), *decision.steps),
    )


def _judge(series: Series, cleaned: Cleaned) -> tuple[Effect | None, Decision]:
    """Gates, effect, stability, verdict: the first that decides ends it, all steps so far are kept."""
    gate = enough_points(cleaned)
    if gate.verdict:
        return None, gate
    found = effect(cleaned, series.better, series.areas_compared)
    steps = gate.steps + effect_steps(found)
    events = enough_events(cleaned, found)
    steps += events.steps
    if events.verdict or found is None:
        return found, Decision(events.verdict, events.reasons, steps)
    stable = stopped_by(Verdict.NOT_STABLE, stability(cleaned.kind, cleaned.before))
    steps += stable.steps
    if stable.verdict:
        return found, Decision(stable.verdict, stable.reasons, steps)
    last = decide(Case(series.better, cleaned.before, cleaned.after, found, series.days_after))
    return found, Decision(last.verdict, last.reasons, steps + last.steps, last.share_better)


def _too_regular(cleaned: Cleaned, chart: Chart | None, found: Effect | None) -> bool:
    """Shares and rates that vary less than chance allows: copied or smoothed numbers, a hint only."""
    if cleaned.kind is Kind.VALUE:
        return False
    sigma_z = chart.sigma_z if chart and chart.sigma_z is not None else math.inf
    even = sigma_z < TOO_REGULAR_SIGMA_Z and cleaned.before.n >= TOO_REGULAR_POINTS
    return even or (found is not None and found.phi < TOO_REGULAR_PHI)
