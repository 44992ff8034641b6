"""Runs about a centre line (Anhoej & Olesen 2014)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .quantiles import binomial_half_quantile


@dataclass(frozen=True, slots=True)
class Runs:
    """Counts of points; the two bounds are None with fewer than two points off the line."""

    n: int
    longest: int
    crossings: int
    longest_max: int | None
    crossings_min: int | None


def runs(y: Sequence[float], centre: float) -> Runs:
    """Longest run and crossings of `y` about `centre`; points on the line are struck and break no run."""
    sides = [value > centre for value in y if value != centre]
    n = len(sides)
    crossings = sum(a != b for a, b in pairwise(sides))
    longest_max = round(math.log2(n)) + 3 if n >= 2 else None
    crossings_min = binomial_half_quantile(0.05, n - 1) if n >= 2 else None
    return Runs(n, _longest(sides), crossings, longest_max, crossings_min)


def _longest(sides: Sequence[bool]) -> int:
    longest = length = 0
    previous: bool | None = None
    for side in sides:
        length = length + 1 if side is previous else 1
        longest, previous = max(longest, length), side
    return longest
