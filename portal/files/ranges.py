"""A part of a file, as browsers ask for it: one range or the whole."""

from __future__ import annotations

import re

ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unfit(ValueError):
    """No such part: 416, with the size that there is."""


def part_asked(header: str | None, if_range: str | None, etag: str, size: int) -> tuple[int, int] | None:
    """(start, stop) of the one range that is asked for; none: the whole. Several at once are refused: they multiply the work."""
    if not header or not header.startswith("bytes=") or (if_range and if_range != etag):
        return None
    one = ONE.fullmatch(header.replace(" ", ""))
    if one is None or one[0] == "bytes=-":
        raise Unfit
    first, last = one.groups()
    if not first:  # the last so many
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(int(last) + 1 if last else size, size)
    if start >= stop:
        raise Unfit
    return start, stop
