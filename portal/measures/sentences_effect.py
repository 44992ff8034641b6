"""How large the change was, in words: from where to where, and both ends of what it may have been."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.evidence import Effect, Kind, Reason
from portal.measures.saying import digits_of, figure, joined, number, said, signed
from portal.measures.saying import gettext as _
from portal.measures.terms import bare, better_said, factor, with_unit
from portal.measures.told import Told
from portal.web.formats import ltr

HOPELESS = 20  # an interval from below nothing to twenty times as much says nothing as a percentage
TIMES_FROM = 3  # a percentage above 200 is told as "3 times"

RANGES = {  # by what is counted and where the interval lies
    ("count", "down"): _l("With 95 %% confidence: between %(least)s and %(most)s fewer."),
    ("count", "up"): _l("With 95 %% confidence: between %(least)s and %(most)s more."),
    ("count", "across"): _l("With 95 %% confidence: anything between %(down)s fewer and %(up)s more."),
    ("count", "from"): _l("With 95 %% confidence: at least %(least)s more."),
    ("count", "open"): _l("With 95 %% confidence: anything from %(down)s fewer upwards."),
    ("share", "down"): _l("With 95 %% confidence: between %(least)s and %(most)s fewer in every 100."),
    ("share", "up"): _l("With 95 %% confidence: between %(least)s and %(most)s more in every 100."),
    ("share", "across"): _l("With 95 %% confidence: anything between %(down)s fewer and %(up)s more in every 100."),
    ("share", "from"): _l("With 95 %% confidence: at least %(least)s more in every 100."),
    ("share", "open"): _l("With 95 %% confidence: anything from %(down)s fewer in every 100 upwards."),
    ("value", "down"): _l("With 95 %% confidence: between %(least)s and %(most)s lower."),
    ("value", "up"): _l("With 95 %% confidence: between %(least)s and %(most)s higher."),
    ("value", "across"): _l("With 95 %% confidence: anything between %(down)s lower and %(up)s higher."),
    ("value", "from"): _l("With 95 %% confidence: at least %(least)s higher."),
    ("value", "open"): _l("With 95 %% confidence: anything from %(down)s lower upwards."),
}
COUNTED = {Kind.RATE: "count", Kind.RARE: "count", Kind.SHARE: "share", Kind.VALUE: "value"}
RELATIVE = {
    "down": _l("That is %(change)s lower (between %(least)s and %(most)s lower)."),
    "up": _l("That is %(change)s higher (between %(least)s and %(most)s higher)."),
    "across": _l("That is %(change)s (anything between %(down)s lower and %(up)s higher)."),
    "from": _l("That is %(change)s higher (at least %(least)s higher)."),
    "open": _l("That is %(change)s (anything from %(down)s lower upwards)."),
}


@dataclass(frozen=True, slots=True)
class EffectSaid:
    """`size`: the change as one number with its unit. `absolute`, `relative`: sentences, both ends in each."""

    size: Markup
    absolute: Markup
    relative: Markup
    allowance: Markup | None


def effect_said(told: Told) -> EffectSaid | None:
    """None where the answer has no effect to speak of."""
    effect = told.answer.effect
    if effect is None:
        return None
    if Reason.NO_VARIATION in told.answer.reasons:  # without any spread there is nothing to reckon ends from
        effect = replace(effect, ratio_lo=None, ratio_hi=None, abs_lo=None, abs_hi=None)
    by = factor(told, effect.m1, effect.m2)
    before, after = effect.m1 * by, effect.m2 * by
    change, low, high = (None if part is None else part * by for part in ends(effect))
    change = after - before if change is None else change
    digits = digits_of(change, low, high, before)
    size, levels = _size(told, change, digits, by), levels_said(told, before, after, digits, by)
    if change == low == high == 0:
        return EffectSaid(size, levels, better_said(told.better), None)
    absolute, relative = joined(levels, _range(told, low, high, digits)), joined(_relative(effect), better_said(told.better))
    return EffectSaid(size, absolute, relative, _allowance(effect))


def ends(effect: Effect) -> tuple[float | None, float | None, float | None]:
    """The absolute change and its ends; of rare events they follow from the ratios."""
    low, high = effect.abs_lo, effect.abs_hi
    if low is None and effect.rho is None and effect.ratio_lo is not None and effect.ratio_hi is not None and effect.m1 > 0:
        low, high = (effect.m1 * (ratio - 1) for ratio in (effect.ratio_lo, effect.ratio_hi))
    return effect.abs, low, high


def levels_said(told: Told, before: float, after: float, digits: int, by: float) -> Markup:
    """From where to where, with at least two digits of the smaller level where there is room for them."""
    smaller = min((abs(level) for level in (before, after) if level), default=0.0)
    shown = max(digits, min(digits_of(smaller), digits + 2))
    old, new = bare(told, before, shown), bare(told, after, shown)
    facts = {"before": old, "after": with_unit(told, new, by)}
    if old == new:
        return _("It stayed at %(after)s.", after=facts["after"])
    return _("It fell from %(before)s to %(after)s.", **facts) if after < before else _("It rose from %(before)s to %(after)s.", **facts)


def _size(told: Told, change: float, digits: int, by: float) -> Markup:
    text = ltr(signed(change, digits))
    return _("%(change)s in every 100", change=text) if told.kind is Kind.SHARE else with_unit(told, text, by)


def where(low: float, high: float) -> str:
    """On which side of nothing an interval lies; "from" and "open" have no upper end."""
    if math.isinf(high):
        return "from" if low >= 0 else "open"
    return "down" if high <= 0 else "up" if low >= 0 else "across"


def _facts(low: float, high: float, shown) -> dict[str, Markup]:
    small, large = sorted((abs(low), abs(high)))
    return {"least": shown(small if math.isfinite(high) else low), "most": shown(large), "down": shown(abs(low)), "up": shown(high)}


def _range(told: Told, low: float | None, high: float | None, digits: int) -> Markup | None:
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return None
    return said(
        RANGES[COUNTED[told.kind], where(low, high)],
        **_facts(low, high, lambda value: _end(value, digits)),
    )


def _end(value: float, digits: int) -> Markup:
    """Two digits at most; an end that would round to nothing keeps one of its own."""
    own = digits_of(value)
    return number(value, min(digits, own) if round(value, max(digits, -9)) else max(digits, own - 1))


def _relative(effect: Effect) -> Markup:
    if not effect.relative or effect.ratio is None:
        return _("No percentage is given, because an average is zero or below.")
    if effect.m1 == 0:
        return _("There was none before, so no percentage can be given.")
    if effect.ratio_lo is not None and effect.ratio_hi is not None and effect.ratio_lo < 1 and effect.ratio_hi > HOPELESS:
        return _("A percentage would be too unsure to tell.")
    if effect.ratio_lo is None or effect.ratio_hi is None:
        return _("That is %(change)s.", change=_percent(100 * (effect.ratio - 1), signed))
    if effect.ratio >= TIMES_FROM and math.isfinite(effect.ratio_hi):
        facts = {"times": effect.ratio, "least": effect.ratio_lo, "most": effect.ratio_hi}
        return _("That is %(times)s times as much (between %(least)s and %(most)s times).", **_times(facts))
    change, low, high = (100 * (ratio - 1) for ratio in (effect.ratio, effect.ratio_lo, effect.ratio_hi))
    side = where(low, high)
    size = _percent(change, signed) if side in ("across", "open") else _percent(abs(change))
    return said(RELATIVE[side], change=size, **_facts(low, high, _percent))


def _times(ratios: dict[str, float]) -> dict[str, Markup]:
    return {key: number(ratio, max(0, digits_of(ratio))) for key, ratio in ratios.items()}


def _percent(value: float, write=figure) -> Markup:
    """Two digits, at most one decimal."""
    return ltr(f"{write(value, min(1, digits_of(value)))} %")


def _allowance(effect: Effect) -> Markup | None:
    if not effect.handicap:
        return None
    return _("An allowance was made for choosing the worst area: bad numbers that pick a place get a little better by themselves.")
