"""Radar and trend as places in a frame of 100 by 100: reckoned here, printed by a macro, without script or style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from portal.audits.models import Audit
from portal.audits.series import Point
from portal.web.formats import own

MIDDLE, REACH = 50, 36
RINGS = (20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Spoke:
    label: str
    percent: int | None
    end: tuple[float, float]
    at: tuple[float, float]  # of its label


@dataclass(frozen=True)
class Radar:
    spokes: list[Spoke]
    shape: str  # points of the polygon
    rings: list[str]
    earlier: str  # the audit before, where there is one with the same steps


def radar(audit: Audit, before: Audit | None = None) -> Radar:
    steps = audit.edition.steps
    count = len(steps)
    spokes = [Spoke(own(step), audit.of_step(step), place(turn, count, 100), place(turn, count, 122)) for turn, step in enumerate(steps)]
    same = before if before and before.edition_number == audit.edition_number else None
    shapes = [polygon([one.of_step(step) or 0 for step in steps]) if one else "" for one in (audit, same)]
    return Radar(spokes, shapes[0], [polygon([ring] * count) for ring in RINGS], shapes[1])


def place(turn: int, count: int, percent: float) -> tuple[float, float]:
    angle = 2 * pi * turn / count - pi / 2
    return round(MIDDLE + REACH * percent / 100 * cos(angle), 1), round(MIDDLE + REACH * percent / 100 * sin(angle), 1)


def polygon(values: Sequence[int]) -> str:
    return " ".join("{:g},{:g}".format(*place(turn, len(values), value)) for turn, value in enumerate(values))


@dataclass(frozen=True)
class Trend:
    path: str
    dots: list[tuple[float, float, int]]  # x, y in percent, and the score


def trend(points: Sequence[Point]) -> Trend:
    """By the day, so that a long pause is long; another edition begins another line."""
    if not points:
        return Trend("", [])
    first, days = points[0].on, max(1, (points[-1].on - points[0].on).days)
    dots, path, last = [], [], None
    for point in points:
        score = round(100 * point.numerator / point.denominator)
        x, y = round(4 + 92 * (point.on - first).days / days, 1), round(96 - 0.92 * score, 1)
        path.append(f"{'L' if last == point.edition else 'M'}{x:g} {y:g}")
        dots.append((x, y, score))
        last = point.edition
    return Trend("".join(path), dots)
