"""The score of an area over time, as a series of pairs that the evidence can read: points reached of points possible."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from portal.audits.models import Audit


class Point(NamedTuple):
    on: date
    numerator: int  # sum of the scores
    denominator: int  # of so many possible
    edition: int  # another edition asks other questions: what comes after it is not the same series


def of(audits: Iterable[Audit]) -> list[Point]:
    """Of those that stand."""
    return [Point(one.on, one.total, one.edition.most, one.edition_number) for one in audits if one.withdrawn_on is None]
