"""Which number of a baseline lies furthest from the others: the one that the rule's test for far points is about."""

from __future__ import annotations

from portal.evidence import InvalidPeriod, Kind, Series
from portal.evidence.charts import standardised
from portal.evidence.points import ENOUGH_BEFORE, Phase, read
from portal.measures.told import Phase as When
from portal.measures.told import Point, Told


def far_of(told: Told) -> Point | None:
    """Of the numbers that count as before: neither missing nor left out nor struck."""
    series = told.series
    if not isinstance(series, Series):
        return None
    since = max((day for day in told.other_changes if told.changed_on is None or day < told.changed_on), default=None)
    mine = [one for one in told.points if one.phase is When.BEFORE and (since is None or one.starts_on > since)]
    try:
        usable = [(at, point) for at, point in enumerate(read(series.kind, series.before)) if point and at not in series.excluded]
    except InvalidPeriod:
        return None
    kept = [(at, point) for at, point in usable if at < len(series.before) - max(0, series.selection_window)]
    kept = kept if len(kept) >= ENOUGH_BEFORE else usable
    base = Phase(tuple(point for _at, point in kept))
    if base.n < ENOUGH_BEFORE or len(mine) != len(series.before):
        return None
    distances = [value - base.mean for value in base.y] if series.kind is Kind.VALUE else standardised(series.kind, base)
    if distances is None:
        return None
    return mine[max(zip(distances, kept, strict=True), key=lambda one: abs(one[0]))[1][0]]
