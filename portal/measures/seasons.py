"""Whether the two phases of a measure that goes with the seasons lie in the same months: summer against winter says little of a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.measures.picture_axis import day_text
from portal.measures.saying import gettext as _
from portal.measures.told import Phase, Point
from portal.web.formats import name


@dataclass(frozen=True, slots=True)
class Months:
    """From the first to the last month with a usable number of one phase."""

    first: date
    last: date


def unlike(points: Sequence[Point]) -> tuple[Months, Months] | None:
    """Both phases, where one has a number in a month of the year in which the other has none; of one change's own points."""
    usable = [one for one in points if one.value is not None and not one.excluded]
    before, after = ([one.starts_on for one in usable if one.phase is phase] for phase in (Phase.BEFORE, Phase.AFTER))
    if not before or not after or {day.month for day in before} == {day.month for day in after}:
        return None
    return Months(min(before), max(before)), Months(min(after), max(after))


def season_said(months: tuple[Months, Months] | None) -> Markup | None:
    if months is None:
        return None
    before, after = map(span_said, months)
    return _(
        "This measure goes with the seasons, and the numbers before (%(before)s) and after (%(after)s) do not lie in the same months of the year: part of the difference may be the season. An area beside it that was not changed would tell, or the same months a year later.",
        before=before,
        after=after,
    )


def span_said(months: Months) -> Markup:
    first, last = (name(day_text(day, monthly=True)) for day in (months.first, months.last))
    return first if first == last else _("%(first)s to %(last)s", first=first, last=last)
