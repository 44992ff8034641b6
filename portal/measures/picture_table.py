"""The picture's equal in numbers: one row a phase, and one a period."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from portal.evidence import Kind
from portal.measures.picture_events import watched
from portal.measures.picture_phases import Section, Spot, changes_of, named_pair
from portal.measures.saying import digits_of, figure
from portal.measures.saying import gettext as _
from portal.measures.terms import bare, drawn_factor
from portal.measures.told import Told
from portal.web.formats import day, ltr, name

MOST_ROWS = 300
MOST_DECIMALS = 4
DOT, NOTHING = escape(" · "), escape("")


@dataclass(frozen=True, slots=True)
class PhaseRow:
    phase: Markup
    since: Markup | str
    until: Markup | str
    counted: Markup
    mean: Markup | str
    usual: Markup | str


@dataclass(frozen=True, slots=True)
class Row:
    when: Markup | str
    phase: Markup
    value: Markup
    parts: Markup | str
    note: Markup


def phase_rows(told: Told, spots: Sequence[Spot], sections: Sequence[Section], digits: int) -> list[PhaseRow]:
    by = drawn_factor(told)
    return [_phase_row(told, spots[one.first : one.last + 1], one, sections, by, digits) for one in sections]


def _phase_row(told: Told, mine: Sequence[Spot], section: Section, sections: Sequence[Section], by: float, digits: int) -> PhaseRow:
    counted = sum(spot.is_used for spot in mine)
    mean = "–" if section.mean is None else bare(told, section.mean * by, digits)
    since, until = _span(told, mine, section.phase)
    return PhaseRow(
        phase_word(section.phase),
        day(since),
        day(until),
        _("%(counted)s of %(periods)s", counted=ltr(counted), periods=ltr(len(mine))),
        mean,
        _usual(told, mine, section, sections, digits),
    )


def _span(told: Told, mine: Sequence[Spot], phase: int) -> tuple[date, date]:
    """Of cases the days on which somebody looked: those without a case count as much. The day of a change is in neither phase."""
    first, last = mine[0].point.starts_on, mine[-1].point.ends_on
    changes, looked = changes_of(told), watched(told) if told.kind is Kind.RARE else None
    if looked is None:
        return first, last
    since = changes[phase - 1] + timedelta(days=1) if phase else looked[0]
    until = changes[phase] - timedelta(days=1) if phase < len(changes) else looked[1]
    return min(since, first), max(until, last)


def _usual(told: Told, mine: Sequence[Spot], section: Section, sections: Sequence[Section], digits: int) -> Markup | str:
    """Between which numbers nearly all lie if nothing changes: the same two that the picture names."""
    pair = None if section.is_carried or not section.limits else named_pair(section, sections)[0]
    if pair is None or not all(map(math.isfinite, pair)):
        return "–"
    by, low, high = drawn_factor(told), *pair
    if all(spot.value is None or spot.value >= 0 for spot in mine):
        low = max(0.0, low)  # what cannot be negative is not told to be
    ends = figure(low * by, digits), figure(high * by, digits)
    return ltr(("–" if low >= 0 else " … ").join(ends) + (" %" if told.kind is Kind.SHARE else ""))


def phase_word(phase: int | None) -> Markup:
    if phase is None:
        return _("Change")
    if phase == 0:
        return _("Before")
    return _("After") if phase == 1 else _("After change %(number)s", number=phase)


def rows_of(told: Told, spots: Sequence[Spot]) -> list[Row]:
    """The newest, at most MOST_ROWS; a list of thousands belongs into the spreadsheet."""
    by, shown = drawn_factor(told), spots[-MOST_ROWS:]
    digits = digits_for([spot.value * by for spot in shown if spot.value is not None])
    words = {phase: phase_word(phase) for phase in {spot.phase for spot in shown}}
    missing = _("no number")
    return [
        Row(
            day(spot.point.ends_on),
            words[spot.phase],
            missing if spot.value is None else bare(told, spot.value * by, digits),
            "" if spot.point.denominator is None else _parts(spot.point.numerator, spot.point.denominator),
            note_of(spot),
        )
        for spot in shown
    ]


def average_digits(told: Told, spots: Sequence[Spot]) -> int:
    """An average has decimals where its numbers have none; shares and rates are averages already."""
    digits = digits_for([spot.value * drawn_factor(told) for spot in spots if spot.value is not None])
    return digits or int(told.kind in (Kind.VALUE, Kind.RARE))


def digits_for(values: Sequence[float]) -> int:
    """As few decimals as show every number as it was typed; of long fractions, two digits of their range."""
    for digits in range(MOST_DECIMALS + 1):
        if all(abs(round(value, digits) - value) <= 1e-9 * max(1.0, abs(value)) for value in values):
            return digits
    return max(0, min(MOST_DECIMALS, digits_of(max(values) / 2 - min(values) / 2, max(values))))


def _parts(numerator: float | None, denominator: float) -> Markup | str:
    if numerator is None:
        return ""
    return _("%(part)s of %(all)s", part=ltr(f"{numerator:,g}"), all=ltr(f"{denominator:,g}"))


def note_of(spot: Spot) -> Markup:
    """Why a point is drawn as it is; people's own reasons in their own direction."""
    point, notes = spot.point, []
    if point.excluded:
        notes.append(_("left out: %(reason)s", reason=name(point.excluded)))
    if spot.is_struck:
        notes.append(_("not used: it led to the choice of this place"))
    if spot.value is None and point.gap:
        notes.append(name(point.gap))
    if spot.is_out:
        notes.append(_("outside the lines"))
    if point.is_estimate:
        notes.append(_("estimated"))
    if point.first:
        notes.append(_("written first as %(number)s", number=ltr(" / ".join(f"{one:,g}" for one in point.first if one is not None))))
    if point.note:
        notes.append(name(point.note))
    return DOT.join(notes) if notes else NOTHING
