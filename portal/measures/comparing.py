"""What the area beside it did over the same dates, and what is left of the effect when that is taken off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from portal.evidence import Comparison, Effect, Series, assess, compare
from portal.measures.kept import frozen_fields, read
from portal.measures.series import Span, entry, points_of, series_of
from portal.measures.told import Phase, Point

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard
    from portal.measures.changes import Change

BOTH_CHANGED, TOO_FEW, NO_SCALE = "both_changed", "too_few", "no_scale"


@dataclass(frozen=True, slots=True)
class Compared:
    """As a page tells it. `why`: why nothing can be said; `until`: the other place was changed on this day, so both end before it."""

    name: str
    place: str
    why: str | None
    until: date | None
    comparison: Comparison | None
    effect: Effect | None
    run: tuple[tuple[date, float], ...]


def compared(card: MeasureCard, change: Change) -> dict[str, Any] | None:
    """What is kept beside the answer; none where no area was named."""
    other = card.beside.other if card.beside else None
    if other is None:
        return None
    span = Span(card, change)
    mine = [one for one in points_of(card, span) if span.holds(one.starts_on, one.ends_on)]
    told = {"name": other.name, "place": other.place or (other.area.name if other.area else ""), "other": str(other.id)}
    if not mine:
        return {**told, "why": TOO_FEW}
    changed = [one.changed_on for one in other.changes if one.changed_on >= mine[0].starts_on]
    if any(day <= change.changed_on for day in changed):
        return {**told, "why": BOTH_CHANGED}
    until = min(changed, default=None)
    theirs = [one for one in points_of(other, span) if mine[0].starts_on <= one.starts_on <= mine[-1].starts_on]
    mine, theirs = ([one for one in points if until is None or one.ends_on < until] for points in (mine, theirs))
    told |= {"until": until and until.isoformat(), "run": [[p.starts_on.isoformat(), p.value] for p in theirs if p.value is not None]}
    return {**told, **judged(card, other, span, mine, theirs)}


def judged(card: MeasureCard, other: MeasureCard, span: Span, mine: list[Point], theirs: list[Point]) -> dict[str, Any]:
    """Both effects by the same rule over the same dates."""
    own, area = assess(series_of(card, tuple(mine), span)).effect, assess(untouched(other, theirs, span)).effect
    if own is None or area is None:
        return {"why": TOO_FEW}
    found = compare(own, area)
    effect = {"effect": frozen_fields(area)}
    return {**effect, "comparison": frozen_fields(found)} if found else {**effect, "why": NO_SCALE}


def untouched(other: MeasureCard, points: list[Point], span: Span) -> Series:
    """Their numbers in the phases of our change; nothing drove the choice of that place."""
    before = [one for one in points if one.phase is Phase.BEFORE]
    after = [one for one in points if one.phase is Phase.AFTER]
    usable = [one for one in after if one.value is not None]
    days = (usable[-1].ends_on - span.on).days if usable and span.on else None
    left_out = tuple(at for at, one in enumerate(before) if one.excluded)
    return Series(other.kind, other.better, [entry(other, p) for p in before], [entry(other, p) for p in after], left_out, 0, None, days)


def thawed(kept: dict[str, Any] | None) -> Compared | None:
    if not kept:
        return None
    effect, found = kept.get("effect"), kept.get("comparison")
    return Compared(
        kept["name"],
        kept.get("place") or "",
        kept.get("why"),
        date.fromisoformat(kept["until"]) if kept.get("until") else None,
        Comparison(**{name: read(value) for name, value in found.items()}) if found else None,
        Effect(**{name: read(value) for name, value in effect.items()}) if effect else None,
        tuple((date.fromisoformat(day), value) for day, value in kept.get("run") or ()),
    )
