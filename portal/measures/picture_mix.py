"""How many improvements had which verdict: one bar, all six in their order, none left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.evidence import Verdict
from portal.measures.sentences import STAMPS, Stamp

ORDER = (Verdict.SUSTAINED, Verdict.EARLY, Verdict.NO_CLEAR_CHANGE, Verdict.WORSE, Verdict.NOT_STABLE, Verdict.NOT_ENOUGH)


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    stamp: Stamp
    count: int
    x: float
    width: float


def verdict_mix(counts: Mapping[Verdict, int]) -> list[Part]:
    """A part for each verdict, also where nothing had it."""
    total, parts, done = sum(counts.get(one, 0) for one in ORDER), [], 0
    for one in ORDER:
        count = counts.get(one, 0)
        width = round(100 * count / total, 2) if total else 0.0
        parts.append(Part(one.name.lower(), STAMPS[one], count, round(100 * done / total, 2) if total else 0.0, width))
        done += count
    return parts
