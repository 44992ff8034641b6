"""The style guide's sheet of pictures: each sample drawn and said, a forest plot, sparklines, a mix of verdicts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from portal.evidence import Better, Estimate, Verdict, pool
from portal.measures.picture import Picture, control_chart
from portal.measures.picture_forest import Forest, ForestRow, forest
from portal.measures.picture_mix import Part, verdict_mix
from portal.measures.picture_sparkline import Sparkline, sparkline
from portal.measures.samples import SAMPLES
from portal.measures.sentences import STAMPS, Finding, Stamp, find

PLACES = (  # log ratio and its standard error, verdict
    ("Line 5", -0.48, 0.12, Verdict.SUSTAINED),
    ("Line 7", -0.35, 0.10, Verdict.SUSTAINED),
    ("Cutting", -0.22, 0.14, Verdict.EARLY),
    ("Finishing", -0.05, 0.11, Verdict.NO_CLEAR_CHANGE),
    ("Line 9", 0.2, 0.08, Verdict.WORSE),
)


@dataclass(frozen=True, slots=True)
class Shown:
    title: str
    finding: Finding
    picture: Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    charts: list[Shown]
    stamps: list[Stamp]
    forests: list[Forest]
    sparks: list[Sparkline]
    mix: list[Part]


def sheet() -> Sheet:
    counts = dict(zip(Verdict, (5, 4, 2, 10, 6, 9), strict=True))
    charts = [Shown(title, find(told), control_chart(told)) for title, told in ((title, make()) for title, make in SAMPLES.items())]
    return Sheet(charts, list(STAMPS.values()), sample_forests(), sample_sparks(6), verdict_mix(counts))


def sample_forests() -> list[Forest]:
    """With a pool and a pilot; too few for a pool, with an end beyond the edge and one that is not known."""
    rows = [_row(*place) for place in PLACES]
    pilot = ForestRow("Line 3", 0.62, 0.52, 0.71, Verdict.SUSTAINED, is_pilot=True)
    few = [
        ForestRow("Line 1", 1.4, 0.9, math.inf, Verdict.NO_CLEAR_CHANGE, note="no case before"),
        ForestRow("Line 2", None, None, None, Verdict.NOT_ENOUGH),
    ]
    return [
        forest([*rows, pilot], Better.LOWER, pool(Estimate(y, se) for _, y, se, _ in PLACES)),
        forest(few, Better.LOWER),
        forest([], Better.LOWER),
    ]


def _row(label: str, y: float, se: float, verdict: Verdict) -> ForestRow:
    return ForestRow(label, math.exp(y), math.exp(y - 2 * se), math.exp(y + 2 * se), verdict)


def sample_sparks(count: int) -> list[Sparkline]:
    luck = Random(1)  # noqa: S311 # nosec B311 – made-up series
    series = [[None if luck.random() < 0.06 else luck.gauss(30 if at < 12 else 22, 4) for at in range(26)] for _ in range(count - 3)]
    return [*(sparkline(values, change_at=12) for values in series), sparkline([]), sparkline([5]), sparkline([5, None, 5, 5])]
