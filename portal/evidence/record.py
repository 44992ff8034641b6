"""Series and answers as the plain JSON of the vectors' schema."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .answer import Assessment
from .charts import Chart
from .effect import Effect
from .points import number
from .series import Better, InvalidPeriod, Kind, RareSeries, Series

_RATE = ("relative", "phi", "m1", "m2", "abs")
_SPREAD = (*_RATE, "rho", "k", "df", "t", "est", "se", "lo", "hi", "abs_lo", "abs_hi")
_RATIOS = ("ratio", "ratio_lo", "ratio_hi", "pool_y", "pool_se")
_RARE = (*_RATE, *_RATIOS, "lo", "hi")


def series_from(record: Mapping[str, Any]) -> Series | RareSeries:
    """A series from its record. Raises KeyError for a missing field, ValueError for an unknown type."""
    kind, better = Kind(record["type"]), Better(record["better"])
    if kind is Kind.RARE:
        days = record["before_days"], record["after_days"]
        return RareSeries(better, days[0], record["before_events"], days[1], record["after_events"])
    return Series(
        kind,
        better,
        record["before"],
        record["after"],
        tuple(record.get("excluded") or ()),
        record.get("selection_window") or 0,
        record.get("areas_compared"),
        record.get("days_after"),
    )


def series_record(series: Series | RareSeries) -> dict[str, Any]:
    """The record of a series; `series_from` reads it back."""
    record = asdict(series) | {"better": str(series.better)}
    if isinstance(series, RareSeries):
        numbers, kind = ("before_days", "before_events", "after_days", "after_events"), Kind.RARE
    else:
        numbers, kind = ("before", "after", "days_after"), record.pop("kind")
        record["excluded"] = sorted(set(series.excluded))
    return record | {"type": str(kind)} | {name: _plain(record[name]) for name in numbers}


def fingerprint(series: Series | RareSeries) -> str:
    """SHA-256 of everything a verdict was made from, to be stored with it and the rule's version."""
    return hashlib.sha256(json.dumps(series_record(series), sort_keys=True).encode()).hexdigest()


def assessment_record(answer: Assessment) -> dict[str, Any]:
    """The fields of docs/methods/rule.md, section 11; infinities as the words "inf" and "-inf"."""
    if answer.error:
        return {"error": answer.error}
    record: dict[str, Any] = {
        "verdict": str(answer.verdict),
        "reasons": [str(reason) for reason in answer.reasons],
        "n_before": answer.n_before,
        "n_after": answer.n_after,
        "limits_status": str(answer.limits_status),
        "chart": chart_record(answer.chart),
        "effect": effect_record(answer.effect),
    }
    if answer.share_better is not None:
        record["share_better"] = answer.share_better
    return _spelled(record)


def chart_record(chart: Chart | None) -> dict[str, Any] | None:
    if chart is None:
        return None
    limits = [pair and list(pair) for pair in chart.limits]
    if chart.name == "t":
        return _spelled({"chart": chart.name, "center": chart.center, "limits": limits[0]})
    sigmas = {"sigma": chart.sigma, "sigma_z": chart.sigma_z}
    return _spelled({"chart": chart.name, "center": chart.center, "limits": limits, **sigmas})


def effect_record(effect: Effect | None) -> dict[str, Any] | None:
    if effect is None:
        return None
    if effect.rho is None:
        return _spelled({name: getattr(effect, name) for name in _RARE})
    names = (*_SPREAD, *_RATIOS, "complement") if effect.relative else _SPREAD
    return _spelled({name: getattr(effect, name) for name in names})


def plain_record(result: Any) -> dict[str, Any] | None:
    """Runs, pools and chances: their fields as they are."""
    return None if result is None else _spelled(asdict(result))


def _plain(part: Any) -> Any:
    """Numbers as floats, so that 5, 5.0 and Decimal("5") are one input; what is no number as its text."""
    if isinstance(part, (list, tuple)):
        return [_plain(one) for one in part]
    try:
        return None if part is None else number(part)
    except InvalidPeriod:
        return str(part)


def _spelled(value: Any) -> Any:
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if isinstance(value, dict):
        return {key: _spelled(part) for key, part in value.items()}
    return [_spelled(part) for part in value] if isinstance(value, list) else value
