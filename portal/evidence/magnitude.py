"""Values so large that their squares leave double precision: judged in a bigger unit and written back."""

import math
from dataclasses import replace
from typing import Any

from .answer import Assessment
from .charts import Chart
from .effect import Effect
from .points import LARGEST_COUNT, number
from .series import Kind, Period, Series
from .steps import Code, Step


def unit_of(series: Series) -> float:
    """A power of two that brings the largest value down to ordinary size, or 1. Raises InvalidPeriod."""
    if series.kind is not Kind.VALUE:
        return 1.0
    values = [abs(number(v)) for phase in (series.before, series.after) for v in phase if v is not None]
    largest = max(values, default=0.0)
    if largest <= LARGEST_COUNT:
        return 1.0
    return 2.0 ** (math.frexp(largest)[1] - 1)


def divided(series: Series, unit: float) -> Series:
    def part(value: Any) -> Period:
        return None if value is None else number(value) / unit

    return replace(series, before=tuple(map(part, series.before)), after=tuple(map(part, series.after)))


def multiplied(answer: Assessment, unit: float) -> Assessment:
    """The same answer in the unit the series was typed in; what no longer fits becomes infinite."""
    chart, effect = (
        answer.chart and _chart(answer.chart, unit),
        answer.effect and _effect(answer.effect, unit),
    )
    told = Step(Code.UNIT, True, {"unit": unit})  # the numbers of the steps after it are in this unit
    return replace(answer, chart=chart, effect=effect, steps=(told, *answer.steps))


def _chart(chart: Chart, unit: float) -> Chart:
    limits = tuple(pair and (pair[0] * unit, pair[1] * unit) for pair in chart.limits)
    sigma = None if chart.sigma is None else chart.sigma * unit
    return replace(chart, center=chart.center * unit, sigma=sigma, limits=limits)


def _effect(found: Effect, unit: float) -> Effect:
    changes = {name: getattr(found, name) for name in ("abs", "abs_lo", "abs_hi")}
    back = {name: None if change is None else change * unit for name, change in changes.items()}
    phi = found.phi if found.relative else found.phi * unit * unit
    return replace(found, m1=found.m1 * unit, m2=found.m2 * unit, phi=phi, **back)
