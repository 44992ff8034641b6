"""The control chart of one card, ready to be printed: every number on the page is reckoned here, the macro only prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.evidence import Kind
from portal.measures.picture_axis import PDI, RTL, Scale, Tick, day_text, days_along, scale_of
from portal.measures.picture_events import event_axis, event_sections, event_spots
from portal.measures.picture_lines import Band, Line, Mark, bands_of, beside_lines, bucket_of, is_gap, limit_lines, marks_of, run_path
from portal.measures.picture_phases import Section, Spot, changes_of, named_pair, sections_of, spots_of, with_signals
from portal.measures.picture_table import PhaseRow, Row, average_digits, phase_rows, phase_word, rows_of
from portal.measures.picture_time import Place, TimeAxis, of_periods
from portal.measures.picture_words import Key, help_of, key_of, label_of, reading_of
from portal.measures.saying import figure, own_words, plain
from portal.measures.saying import gettext as _
from portal.measures.terms import bare, drawn_factor, drawn_unit, is_monthly
from portal.measures.told import Told
from portal.web.language import direction

EDGE, NARROW = 34, 14  # percent of a phone's width that "Changed 10 Aug", and "10 Aug", need
SHORT, LENGTHY = 4, 7  # letters
LONG = 400  # days; beyond a year the year is written beneath
LOWEST_LABEL = 93  # beneath it stand the dates
SHORT_OF_LABELS = 7  # percent of the height


@dataclass(frozen=True, slots=True)
class Cut:
    """The line of one change. `before`, `after`: words on its two sides with the average there, empty where there is no room."""

    x: float
    before: str
    before_more: str
    after: str
    after_more: str
    is_turned: bool  # the words after it stand on its left: no room on the right


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the end of a limit, above (-5) or below (14) it."""

    x: float
    y: float
    text: str
    at_end: bool
    dy: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Positions in percent of the frame; y from the top. `is_empty`: there is no number to draw. `rows`: those without a number, too."""

    heading: Markup
    reading: Markup
    label: str
    help: tuple[Markup, ...]
    isolate: tuple[str, str]
    is_empty: bool
    room: str
    ticks: list[Tick]
    days: list[Tick]
    gaps: list[Band]
    changing: list[Band]
    lines: list[Line]
    run: str
    long_runs: list[Band]
    labels: list[Label]
    cuts: list[Cut]
    marks: list[Mark]
    key: list[Key]
    phases: list[PhaseRow]
    rows: list[Row]
    numbers: int
    left_out: int


def control_chart(told: Told) -> Picture:
    """A picture for every state of a card, from no number at all to thousands."""
    if told.kind is Kind.RARE:
        spots = event_spots(told)
        axis, sections = event_axis(told, spots), event_sections(spots)
    else:
        spots = spots_of(told)
        axis = of_periods([(spot.point.starts_on, spot.point.ends_on) for spot in spots], changes_of(told))
        sections = sections_of(told.kind, spots)
    return _drawn(told, with_signals(spots, sections), axis, sections)


def _drawn(told: Told, spots: Sequence[Spot], axis: TimeAxis, sections: Sequence[Section]) -> Picture:
    by, bucket, places = drawn_factor(told), bucket_of(len(spots)), axis.places
    scale = scale_of(_heights(spots, sections, by, told.beside), 100 if told.kind is Kind.SHARE else None)
    ticks = scale.ticks()
    rows, digits = rows_of(told, spots), average_digits(told, spots)
    return Picture(
        heading=_heading(told),
        reading=reading_of(told, spots, sections, digits),
        label=label_of(told, spots),
        help=help_of(told),
        isolate=(RTL, PDI) if direction() == "rtl" else ("", ""),
        is_empty=not any(spot.value is not None for spot in spots),
        room=_room(ticks),
        ticks=ticks,
        days=days_along(axis.days, is_monthly(told) or _is_long(axis)),
        gaps=bands_of([is_gap(spot) for spot in spots], places),
        changing=bands_of([spot.phase is None for spot in spots], places),
        lines=[*beside_lines(told, spots, places, scale, by), *_limits(sections, places, scale, by, bucket)],
        run=run_path(spots, places, scale, by, bucket),
        long_runs=[_from_to(places, section.long_run) for section in sections if section.long_run],
        labels=_labels(sections, places, scale, by, digits),
        cuts=_cuts(told, axis, sections, digits, by),
        marks=list(marks_of(spots, places, scale, by, bucket > 1)),
        key=key_of(told, spots, sections, bucket),
        phases=phase_rows(told, spots, sections, digits),
        rows=rows,
        numbers=sum(spot.value is not None for spot in spots),
        left_out=len(spots) - len(rows),
    )


def _limits(sections: Sequence[Section], places: Sequence[Place], scale: Scale, by: float, bucket: int) -> list[Line]:
    return [line for section in sections for line in limit_lines(section, places, scale, by, bucket)]


def _room(ticks: Sequence[Tick]) -> str:
    """How much room the numbers beside the frame need, as a class."""
    longest = max((len(tick.text) for tick in ticks), default=0)
    return "" if longest <= SHORT else " roomy" if longest <= LENGTHY else " spacious"


def _is_long(axis: TimeAxis) -> bool:
    return bool(axis.days) and (axis.days[-1][1] - axis.days[0][1]).days > LONG


def _heading(told: Told) -> Markup:
    unit = drawn_unit(told)
    return _("%(measure)s, %(unit)s.", measure=own_words(told.name), unit=unit) if unit else own_words(told.name)


def _heights(spots: Sequence[Spot], sections: Sequence[Section], by: float, beside: Sequence = ()) -> list[float]:
    """All numbers, and limits as far as three times beyond them: a frame filled by limits alone would hide the numbers."""
    values = [spot.value * by for spot in spots if spot.value is not None]
    if not values:
        return []
    values += [value * by for _, value in beside]
    low, high = min(values), max(values)
    reach = (high - low) or abs(high)
    limits = [end * by for section in sections for pair in section.limits if pair for end in pair]
    bottom = 0.0 if low >= 0 else low - reach
    return values + [limit for limit in limits if bottom <= limit <= high + 2 * reach]


def _from_to(places: Sequence[Place], ends: tuple[int, int]) -> Band:
    left, right = places[ends[0]].left, places[ends[1]].right
    return Band(left, round(right - left, 2))


def _labels(sections: Sequence[Section], places: Sequence[Place], scale: Scale, by: float, digits: int) -> list[Label]:
    """The limits of the first phase at its beginning, those of the last at its end."""
    own = [section for section in sections if section.limits and not section.is_carried]
    labels = []
    for section in dict.fromkeys((own[0], own[-1]) if own else ()):
        pair, at_end = named_pair(section, sections)
        x = places[section.last].right if at_end else places[section.first].left
        heights = [scale.y(end * by) for end in pair or ()]
        if pair and abs(heights[0] - heights[1]) > SHORT_OF_LABELS:
            labels += [
                Label(x, y, figure(end * by, digits), at_end, dy)
                for end, y, dy in zip(pair, heights, (14, -5), strict=True)
                if 0 < y < LOWEST_LABEL
            ]
    return labels


def _cuts(told: Told, axis: TimeAxis, sections: Sequence[Section], digits: int, by: float) -> list[Cut]:
    """One line a change, with what fits beside it."""
    ends = [*(x for _, x in axis.changes[1:]), 100.0]
    cuts = []
    for number, ((change, x), end) in enumerate(zip(axis.changes, ends, strict=False)):
        turned = end == 100 and end - x <= EDGE
        room = x if turned else end - x
        before = _average(sections, 0, told, digits, by) if number == 0 else ""
        has_before = number == 0 and x > NARROW and not turned
        words = _("Changed %(day)s", day=day_text(change)) if room > EDGE else day_text(change) if room > NARROW else ""
        after = _average(sections, number + 1, told, digits, by) if room > EDGE else ""
        cuts.append(Cut(x, plain(phase_word(0)) if has_before else "", before if x > EDGE else "", plain(words), after, turned))
    return cuts


def _average(sections: Sequence[Section], phase: int, told: Told, digits: int, by: float) -> str:
    mean = next((section.mean for section in sections if section.phase == phase), None)
    return "" if mean is None else plain(_("average %(mean)s", mean=bare(told, mean * by, digits)))
