"""A drawn name: strokes as the path of an SVG, in a field that is 600 wide and 200 high."""

from __future__ import annotations

import re

STROKES = re.compile(r"(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)+")
POINT = re.compile(r"([ML])(\d{1,3}) (\d{1,3})")
SHORTEST = 60  # of a name; a dot is none
MOST = 20_000


def is_readable(path: str) -> bool:
    return len(path) <= MOST and STROKES.fullmatch(path) is not None


def is_name(path: str) -> bool:
    return length_of(path) >= SHORTEST


def length_of(path: str) -> float:
    whole, last = 0.0, (0, 0)
    for kind, x, y in POINT.findall(path):
        here = int(x), int(y)
        if kind == "L":
            whole += ((here[0] - last[0]) ** 2 + (here[1] - last[1]) ** 2) ** 0.5
        last = here
    return whole


def picture(path: str) -> str:
    """As an SVG. The path holds nothing but M, L and whole numbers: the form saw to it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200">'
        f'<path d="{path}" fill="none" stroke="#1d4a8c" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
