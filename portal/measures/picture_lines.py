"""Paths of a picture in a frame of 100 by 100: the line through the points, stepped limits, bands; thinned where too many."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.measures.picture_axis import Scale
from portal.measures.picture_phases import Section, Spot
from portal.measures.picture_time import Place
from portal.measures.told import Told

MOST_DOTS = 300  # more points than this are drawn as a band from lowest to highest
Look = Literal["dot", "out", "hollow", "grey", "struck", "estimate", "open"]


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    look: Look
    is_after: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`cls`: mean, lim, lim firm, beside; `carried` where it belongs to the phase before."""

    path: str
    cls: str


@dataclass(frozen=True, slots=True)
class Band:
    x: float
    width: float


def bucket_of(count: int) -> int:
    """How many neighbours are drawn as one."""
    return 1 if count <= MOST_DOTS else math.ceil(count / MOST_DOTS)


def run_path(spots: Sequence[Spot], places: Sequence[Place], scale: Scale, by: float, bucket: int = 1) -> str:
    """Through every number that is not left out; a missing one, and a change between two cases, breaks the line."""
    path, pen_down, phase = [], False, None
    for start in range(0, len(spots), bucket):
        mine = spots[start : start + bucket]
        part = [(at, spot.value) for at, spot in enumerate(mine, start) if spot.value is not None and not spot.point.excluded]
        if not part and not any(spot.point.excluded for spot in mine):
            pen_down = False
        for at, value in _extremes(part):
            if None not in (phase, spots[at].phase) and phase != spots[at].phase:
                pen_down = False
            path.append(f"{'L' if pen_down else 'M'}{places[at].middle:g} {scale.y(value * by):g}")
            pen_down, phase = True, spots[at].phase
    return "".join(path)


def beside_lines(told: Told, spots: Sequence[Spot], places: Sequence[Place], scale: Scale, by: float) -> list[Line]:
    """The area that it is compared with, as one thin line; broken where nothing was counted there."""
    there, path, pen_down = dict(told.beside), [], False
    for spot, place in zip(spots, places, strict=True):
        value = there.get(spot.point.starts_on)
        if value is not None:
            path.append(f"{'L' if pen_down else 'M'}{place.middle:g} {scale.y(value * by):g}")
        pen_down = value is not None
    return [Line("".join(path), "beside")] if path else []


def _extremes(part: list) -> list:
    """The lowest and the highest of a bucket, in their order of time."""
    if len(part) < 2:
        return part
    return sorted({min(part, key=lambda one: one[1]), max(part, key=lambda one: one[1])})


def limit_lines(section: Section, places: Sequence[Place], scale: Scale, by: float, bucket: int) -> list[Line]:
    """Lower, mean and upper line of one phase; a limit that leaves the frame is not drawn."""
    cls = f"lim{' firm' if section.status == 'firm' else ''}{' carried' if section.is_carried else ''}"
    lines = [Line(_steps(section, side, places, scale, by, bucket), cls) for side in (0, 1)]
    if section.mean is not None and section.n > 1:
        y = scale.y(section.mean * by)
        lines.append(Line(f"M{places[section.first].left:g} {y:g}H{places[section.last].right:g}", "mean"))
    return [line for line in lines if line.path]


def _steps(section: Section, side: int, places: Sequence[Place], scale: Scale, by: float, bucket: int) -> str:
    if len(set(section.limits)) == 1 and section.limits[0]:  # values: one height for the whole phase
        height = section.limits[0][side] * by
        level = f"M{places[section.first].left:g} {scale.y(height):g}H{places[section.last].right:g}"
        return level if _shows(height, scale) else ""
    path, level = "", None
    for at in range(section.first, section.first + len(section.limits), bucket):
        pair, end = section.limits[at - section.first], places[min(at + bucket - 1, section.last)].right
        if pair is None or not _shows(pair[side] * by, scale):
            level = None
            continue
        y = scale.y(pair[side] * by)
        path += f"M{places[at].left:g} {y:g}" if level is None else "" if y == level else f"V{y:g}"
        path, level = f"{path}H{end:g}", y
    return _joined(path)


def _joined(path: str) -> str:
    """Neighbouring horizontal strokes of one height as one."""
    strokes = path.split("H")
    return "".join(
        stroke if n == 0 else ("" if n < len(strokes) - 1 and not _bends(strokes[n]) else "H" + stroke) for n, stroke in enumerate(strokes)
    )


def _bends(stroke: str) -> bool:
    return "V" in stroke or "M" in stroke


def _shows(value: float, scale: Scale) -> bool:
    """Not beyond the frame; a limit at nothing says no more than the axis does."""
    reach = (scale.high - scale.low) * 1e-6
    return math.isfinite(value) and scale.low + reach < value / scale.unit <= scale.high + reach


def marks_of(spots: Sequence[Spot], places: Sequence[Place], scale: Scale, by: float, is_thinned: bool) -> Iterator[Mark]:
    """A dot for every number; where they are too many only those left out."""
    for spot, place in zip(spots, places, strict=True):
        if spot.value is None:
            continue
        look = look_of(spot)
        if not is_thinned or look in ("hollow", "open"):
            yield Mark(place.middle, scale.y(spot.value * by), look, bool(spot.phase))


def look_of(spot: Spot) -> Look:
    if spot.point.excluded:
        return "hollow"
    if spot.is_struck:
        return "struck"
    if spot.phase is None:
        return "grey"
    return "out" if spot.is_out else "estimate" if spot.point.is_estimate else "dot"


def is_gap(spot: Spot) -> bool:
    """The time of a change has a ground of its own: its number counts for neither phase, so none is missed."""
    return spot.value is None and spot.phase is not None


def bands_of(chosen: Sequence[bool], places: Sequence[Place]) -> list[Band]:
    """Neighbours that share something, as one band."""
    bands: list[Band] = []
    for at, place in enumerate(places):
        if not chosen[at]:
            continue
        if at and chosen[at - 1]:
            bands[-1] = Band(bands[-1].x, round(place.right - bands[-1].x, 2))
        else:
            bands.append(Band(place.left, round(place.right - place.left, 2)))
    return bands
