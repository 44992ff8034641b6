"""An answer of the evidence as JSON, and back: pages show what was reckoned when the number was saved."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

from portal.evidence import Assessment, Chart, Code, Effect, LimitsStatus, Reason, Step, Verdict

INFINITIES = {"inf": math.inf, "-inf": -math.inf}


def freeze(answer: Assessment) -> dict[str, Any]:
    """All of it; infinities as words, and limits that are the same for all periods once."""
    return {
        "verdict": answer.verdict and str(answer.verdict),
        "reasons": [str(reason) for reason in answer.reasons],
        "n_before": answer.n_before,
        "n_after": answer.n_after,
        "limits_status": str(answer.limits_status),
        "chart": frozen_chart(answer.chart),
        "effect": frozen_fields(answer.effect) if answer.effect else None,
        "share_better": answer.share_better,
        "too_regular": answer.too_regular,
        "struck": answer.struck,
        "steps": [[str(step.code), step.applies, {k: spell(v) for k, v in step.numbers.items()}] for step in answer.steps],
        "error": answer.error,
    }


def frozen_fields(part) -> dict[str, Any]:
    return {one.name: spell(getattr(part, one.name)) for one in fields(part)}


def frozen_chart(chart: Chart | None) -> dict[str, Any] | None:
    if chart is None:
        return None
    told = {"name": chart.name, "center": spell(chart.center), "sigma": spell(chart.sigma), "sigma_z": spell(chart.sigma_z)}
    if len(set(chart.limits)) == 1:
        return {**told, "all": spelled_pair(chart.limits[0]), "n": len(chart.limits)}
    return {**told, "limits": [spelled_pair(pair) for pair in chart.limits]}


def spelled_pair(pair):
    return pair and [spell(end) for end in pair]


def spell(value):
    return str(value) if isinstance(value, float) and math.isinf(value) else value


def read(value: Any) -> Any:
    return INFINITIES.get(value, value) if isinstance(value, str) else value


def thaw(kept: dict[str, Any]) -> Assessment:
    """The same answer; what an older portal did not keep stands at its default."""
    steps = kept.get("steps") or ()
    return Assessment(
        verdict=Verdict(kept["verdict"]) if kept.get("verdict") else None,
        reasons=tuple(Reason(one) for one in kept.get("reasons") or ()),
        n_before=kept.get("n_before", 0),
        n_after=kept.get("n_after", 0),
        limits_status=LimitsStatus(kept.get("limits_status") or "none"),
        chart=thawed_chart(kept.get("chart")),
        effect=Effect(**{name: read(value) for name, value in kept["effect"].items()}) if kept.get("effect") else None,
        share_better=kept.get("share_better"),
        too_regular=kept.get("too_regular", False),
        struck=kept.get("struck", 0),
        steps=tuple(Step(Code(code), applies, {k: read(v) for k, v in numbers.items()}) for code, applies, numbers in steps),
        error=kept.get("error"),
    )


def thawed_chart(kept: dict[str, Any] | None) -> Chart | None:
    if kept is None:
        return None
    pairs = [kept["all"]] * kept["n"] if "all" in kept else kept["limits"]
    limits = tuple(pair and (read(pair[0]), read(pair[1])) for pair in pairs)
    return Chart(kept["name"], read(kept["center"]), read(kept["sigma"]), read(kept["sigma_z"]), limits)
