"""How the numbers of one measure are spoken of: scaled, with their unit, a share in percent, rare events by the month."""

from __future__ import annotations

from markupsafe import Markup, escape

from portal.evidence import Better, Kind
from portal.measures.saying import figure, ngettext, own_words
from portal.measures.saying import gettext as _
from portal.measures.told import Told
from portal.web.formats import ltr

NOTHING = escape("")
MONTH, YEAR = 30, 365
SELDOM = 0.5 / MONTH  # rarer than every second month is told by the year


def factor(told: Told, *levels: float) -> float:
    """What levels are multiplied by to be shown."""
    if told.kind is Kind.SHARE:
        return 100
    if told.kind is Kind.RARE:
        return YEAR if max(map(abs, levels), default=0.0) < SELDOM else MONTH
    return told.scale


def drawn_factor(told: Told) -> float:
    """In pictures and tables rare events stand as the days between them."""
    return 1 if told.kind is Kind.RARE else factor(told)


def drawn_unit(told: Told) -> Markup:
    if told.kind is Kind.RARE:
        return _("days since the case before")
    return _("percent") if told.kind is Kind.SHARE else own_words(told.unit) if told.unit else NOTHING


def bare(told: Told, value: float, digits: int) -> Markup:
    """A scaled level without its unit; a share keeps its percent sign."""
    text = figure(value, digits)
    return ltr(f"{text} %" if told.kind is Kind.SHARE else text)


def with_unit(told: Told, value: Markup, by: float) -> Markup:
    if told.kind is Kind.RARE:
        return _("%(number)s a year", number=value) if by == YEAR else _("%(number)s in 30 days", number=value)
    return value if told.kind is Kind.SHARE or not told.unit else value + " " + own_words(told.unit)


def better_said(better: Better) -> Markup:
    return _("Here lower is better.") if better is Better.LOWER else _("Here higher is better.")


def is_monthly(told: Told) -> bool:
    return told.frequency == "monthly"


def more_periods(told: Told, count: int) -> Markup:
    if is_monthly(told):
        return ngettext("%(num)s more month", "%(num)s more months", count)
    return ngettext("%(num)s more week", "%(num)s more weeks", count)
