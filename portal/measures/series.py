"""From a card's readings to the series that the evidence judges, and to the points that a picture shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from portal import clock
from portal.evidence import Assessment, Kind, RareSeries, Series, chart
from portal.evidence.charts import limits_status
from portal.measures.indicators import is_seasonal
from portal.measures.periods import Frequency
from portal.measures.readings import Reading
from portal.measures.seasons import unlike
from portal.measures.told import Phase, Point, Told

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard
    from portal.measures.changes import Change

DAY = timedelta(days=1)


class Span:
    """Where one change's phases lie: from the change before it to the one after it.

    Before is what came before the day that was declared first: who puts the change off adds nothing to what it is compared with."""

    def __init__(self, card: MeasureCard, change: Change | None):
        at = card.changes.index(change) if change else 0
        following = card.changes[at + 1] if change and at + 1 < len(card.changes) else None
        self.on = change.changed_on if change else None
        self.declared_for = change.declared_for if change else None
        self.is_first = at == 0
        self.after_that = card.changes[at - 1].changed_on if change and at else None
        self.until = following.declared_for if following else None

    def phase(self, starts_on: date, ends_on: date) -> Phase:
        if self.on is None or self.declared_for is None or ends_on < self.declared_for:
            return Phase.BEFORE
        return Phase.AFTER if starts_on > self.on else Phase.TRANSITION

    def holds(self, starts_on: date, ends_on: date) -> bool:
        """Neither from before the previous change nor from the next one on."""
        return (self.after_that is None or starts_on > self.after_that) and (self.until is None or ends_on < self.until)


def points_of(card: MeasureCard, span: Span) -> tuple[Point, ...]:
    """Every period from the first to the last, the missing ones too; of rare events only their days."""
    if not card.readings:
        return ()
    read = {one.starts_on: one for one in card.readings}
    if card.kind is Kind.RARE:
        return tuple(point(one.starts_on, one.starts_on, one, span) for one in card.readings)
    last = max(read)
    if span.on:
        last = max(last, card.frequency.latest_over(span.on))
    return tuple(point(day, card.frequency.end(day), read.get(day), span) for day in card.frequency.between(min(read), last))


def newest_points(card: MeasureCard, most: int) -> tuple[Point, ...]:
    """The newest so many numbers with the gaps between them, however long the series is."""
    read = {one.starts_on: one for one in card.readings[-most:]}
    span = Span(card, card.change)
    if card.kind is Kind.RARE:
        return tuple(point(day, day, one, span) for day, one in read.items())
    days = card.frequency.between(min(read), max(read)) if read else ()
    return tuple(point(day, card.frequency.end(day), read.get(day), span) for day in days)


def point(starts_on: date, ends_on: date, read: Reading | None, span: Span) -> Point:
    phase = span.phase(starts_on, ends_on)
    if read is None:
        return Point(starts_on, ends_on, phase=phase)
    words = {"excluded": read.excluded_because or "", "gap": read.gap_because or "", "note": read.note or ""}
    return Point(starts_on, ends_on, *read.pair, phase=phase, is_estimate=read.is_estimate, first=read.first, **words)


def series_of(card: MeasureCard, points: tuple[Point, ...], span: Span, most_after: int | None = None) -> Series | RareSeries:
    """What the evidence is given; `most_after` ends the after-phase with its so-manieth usable point."""
    mine = [one for one in points if span.holds(one.starts_on, one.ends_on)]
    before = [one for one in mine if one.phase is Phase.BEFORE]
    after = cut([one for one in mine if one.phase is Phase.AFTER], most_after)
    if card.kind is Kind.RARE:
        return rare_series(card, before, after, span)
    usable = [one for one in after if one.value is not None]
    window = card.selection_window if card.is_chosen_worst and span.is_first else 0
    return Series(
        card.kind,
        card.better,
        [entry(card, one) for one in before],
        [entry(card, one) for one in after],
        tuple(at for at, one in enumerate(before) if one.excluded),
        window,
        card.areas_compared if window else None,
        (usable[-1].ends_on - span.on).days if usable and span.on else None,
    )


def entry(card: MeasureCard, one: Point):
    if card.kind is Kind.VALUE:
        return one.value
    return None if one.numerator is None or one.denominator is None else (one.numerator, one.denominator)


def cut(after: list[Point], most: int | None) -> list[Point]:
    if most is None:
        return after
    usable = [at for at, one in enumerate(after) if one.value is not None]
    return after[: usable[most - 1] + 1] if len(usable) >= most else after


def rare_series(card: MeasureCard, before: list[Point], after: list[Point], span: Span) -> RareSeries:
    """Days since the first day watched, and since the day after the change; today is not over."""
    today = clock.today()
    begins = span.after_that + DAY if span.after_that else card.watched_from or (before[0].starts_on if before else today)
    changed = span.on or today
    ends = span.until or today
    return RareSeries(
        card.better,
        ((span.declared_for or changed) - begins).days,
        days_since(begins, before),
        max(0, (ends - changed - DAY).days),
        days_since(changed + DAY, after),
    )


def days_since(first: date, events: list[Point]) -> list[float]:
    return [float((one.starts_on - first).days) for one in events for _each in range(int(one.numerator or 0))]


def baseline_only(series: Series | RareSeries) -> Assessment:
    """No change is declared yet: nothing is judged, the chart alone speaks."""
    if isinstance(series, RareSeries):
        return Assessment(None)
    kept = [None if at in series.excluded else one for at, one in enumerate(series.before)]
    drawn = chart(series.kind, kept, series.before)
    usable = sum(one is not None for one in kept)
    return Assessment(None, n_before=usable, limits_status=limits_status(usable), chart=drawn)


def tell(card: MeasureCard, change: Change | None = None, answer: Assessment | None = None, most_after: int | None = None) -> Told:
    """The card's series about this change (none: before any), with the stored answer."""
    span = Span(card, change)
    points = points_of(card, span)
    series = series_of(card, points, span, most_after)
    return Told(
        name=card.name,
        unit=card.unit,
        kind=card.kind,
        better=card.better,
        scale=card.scale,
        frequency=str(Frequency.DAILY if card.kind is Kind.RARE else card.frequency),
        points=points,
        changed_on=span.on,
        series=series,
        answer=answer or (baseline_only(series) if change is None else Assessment(None)),
        other_changes=tuple(one.changed_on for one in card.changes if one is not change),
        is_amended=bool(change and change.amended_at),
        is_activity=card.is_activity,
        delays=tuple((one.first_for, one.changed_on) for one in card.changes if one.first_for),
        next_on=span.until,
        seasons=unlike([one for one in points if span.holds(one.starts_on, one.ends_on)]) if is_seasonal(card.indicator_code) else None,
    )
