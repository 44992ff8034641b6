"""What is said of the area that a card is compared with: how it moved over the same dates, and what is left of the difference."""

from __future__ import annotations

import math

from markupsafe import Markup

from portal.evidence import Comparison, Effect
from portal.measures.comparing import BOTH_CHANGED, NO_SCALE, Compared
from portal.measures.saying import digits_of, joined, own_words, signed
from portal.measures.saying import gettext as _
from portal.web.formats import day, ltr


def beside_said(one: Compared) -> Markup:
    place = own_words(one.place or one.name)
    if one.comparison is None or one.effect is None:
        return why_said(one.why, place)
    return joined(until_said(one, place), there_said(one.effect, place), left_said(one.comparison, one.effect))


def why_said(why: str | None, place: Markup) -> Markup:
    if why == BOTH_CHANGED:
        return _("%(place)s was changed in the same time, so it cannot show what would have happened without the change.", place=place)
    if why == NO_SCALE:
        return _("%(place)s cannot be set beside it: there is no common percentage for the two.", place=place)
    return _("In %(place)s there are too few numbers over the same dates yet: at least 6 before and 4 after are needed.", place=place)


def until_said(one: Compared, place: Markup) -> Markup | None:
    if one.until is None:
        return None
    return _("%(place)s was changed itself on %(day)s: both are compared up to then.", place=place, day=day(one.until))


def there_said(effect: Effect, place: Markup) -> Markup:
    if effect.ratio is None or not math.isfinite(effect.ratio):
        return _("Over the same dates %(place)s moved too, but no percentage can be given.", place=place)
    return _("Over the same dates %(place)s changed by %(change)s.", place=place, change=percent(effect.ratio))


def left_said(found: Comparison, effect: Effect) -> Markup:
    """On the scale that was reckoned: of the number itself, or of the failures."""
    facts = {"change": percent(math.exp(found.delta)), "low": percent(limited(found.lo)), "high": percent(limited(found.hi))}
    if effect.complement:
        return _("Against it, the failures here changed by %(change)s (between %(low)s and %(high)s).", **facts)
    return _("Against it, this place changed by %(change)s (between %(low)s and %(high)s).", **facts)


def limited(log_ratio: float) -> float:
    return math.exp(log_ratio) if log_ratio < 700 else math.inf


def percent(ratio: float) -> Markup:
    change = 100 * (ratio - 1)
    return ltr(f"{signed(change, min(1, digits_of(change)))} %")
