"""Radar and trend as places in a frame of 100 by 100: reckoned here, printed by a macro, without script or style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import NamedTuple

from portal.audits.models import Audit
from portal.audits.series import Point
from portal.measures.picture_axis import PDI, RTL, day_text
from portal.web.formats import own
from portal.web.language import direction

MIDDLE, REACH = 50, 36
RINGS = (20, 40, 60, 80, 100)
SCALE = (0, 50, 100)


@dataclass(frozen=True)
class Spoke:
    label: str
    percent: int | None
    end: tuple[float, float]
    at: tuple[float, float]  # of its label

    @property
    def side(self) -> str:
        """On which side of the radar its label stands, and so runs outwards."""
        return "" if self.at[0] == MIDDLE else "east" if self.at[0] > MIDDLE else "west"


@dataclass(frozen=True)
class Radar:
    spokes: list[Spoke]
    shape: str  # points of the polygon
    rings: list[str]
    earlier: str  # the audit before, where there is one with the same steps

    @property
    def least(self) -> int:
        return min(self.scores, default=0)

    @property
    def most(self) -> int:
        return max(self.scores, default=0)

    @property
    def scores(self) -> list[int]:
        return [spoke.percent for spoke in self.spokes if spoke.percent is not None]


def radar(audit: Audit, before: Audit | None = None) -> Radar:
    steps = audit.edition.steps
    count = len(steps)
    spokes = [Spoke(own(step), audit.of_step(step), place(turn, count, 100), place(turn, count, 112)) for turn, step in enumerate(steps)]
    same = before if before and before.edition_number == audit.edition_number else None
    shapes = [polygon([one.of_step(step) or 0 for step in steps]) if one else "" for one in (audit, same)]
    return Radar(spokes, shapes[0], [polygon([ring] * count) for ring in RINGS], shapes[1])


def place(turn: int, count: int, percent: float) -> tuple[float, float]:
    angle = 2 * pi * turn / count - pi / 2
    return round(MIDDLE + REACH * percent / 100 * cos(angle), 1), round(MIDDLE + REACH * percent / 100 * sin(angle), 1)


def polygon(values: Sequence[int]) -> str:
    return " ".join("{:g},{:g}".format(*place(turn, len(values), value)) for turn, value in enumerate(values))


class Dot(NamedTuple):
    on: date
    percent: int
    x: float  # both in percent of the picture
    y: float


@dataclass(frozen=True)
class Trend:
    path: str
    points: list[Dot]
    days: list[tuple[float, str]]  # the first and the last
    scale: list[tuple[int, float]]  # percent, and how high it stands
    is_broken: bool  # the questions changed on the way


def trend(points: Sequence[Point]) -> Trend:
    """By the day, so that a long pause is long; another edition begins another line."""
    first, span = (points[0].on, max(1, (points[-1].on - points[0].on).days)) if points else (date.min, 1)
    dots, path, last = [], [], None
    for point in points:
        score = round(100 * point.numerator / point.denominator)
        dot = Dot(point.on, score, round(4 + 92 * (point.on - first).days / span, 1), height(score))
        path.append(f"{'L' if last == point.edition else 'M'}{dot.x:g} {dot.y:g}")
        dots.append(dot)
        last = point.edition
    ends = [dots[0], dots[-1]] if len(dots) > 1 else dots
    days = [(dot.x, isolated(day_text(dot.on, with_year=True))) for dot in ends]
    return Trend("".join(path), dots, days, [(mark, height(mark)) for mark in SCALE], len({point.edition for point in points}) > 1)


def height(score: int) -> float:
    return round(96 - 0.92 * score, 1)


def isolated(text: str) -> str:
    """The picture runs from left to right, a day in it as its language does."""
    return f"{RTL}{text}{PDI}" if direction() == "rtl" else text
