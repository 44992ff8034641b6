"""The period that a cell of a sheet names, however people write a day."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names
from flask_babel import gettext as _

from portal import clock
from portal.evidence import Kind
from portal.measures.models import Frequency, MeasureCard
from portal.measures.periods import FIRST_DAY
from portal.measures.typed import DIGITS
from portal.web.formats import inside

A_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
A_WEEK = re.compile(r"(\d{4})-W(\d{1,2})", re.I)
A_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
IN_WORDS = re.compile(r"(\d{1,2})[-\s.]*([^\W\d]+)[-\s.,،]*(\d{4})")


@cache
def months() -> dict[str, int]:
    """In both languages, whole and short: as the portal writes a day, and as a spreadsheet does."""
    return {
        name.casefold().rstrip("."): number
        for code in ("en", "ur")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=code).items()
    }


def period(card: MeasureCard, text: str) -> tuple[date | None, object]:
    """The first day of the period that a cell names, or why it names none."""
    plain = text.translate(DIGITS).strip()
    if week := A_WEEK.fullmatch(plain):
        return of_week(card, int(week[1]), int(week[2]))
    if month := A_MONTH.fullmatch(plain):
        if card.frequency is not Frequency.MONTHLY or card.kind is Kind.RARE:
            return None, no_month(text)
        plain = f"{month[1]}-{int(month[2]):02d}-01"
    named = day_of(plain)
    if named is None:
        return None, _("“%(text)s” is not a day. Write it as year-month-day, for example 2026-11-23.", text=inside(text[:40]))
    if not FIRST_DAY <= named < clock.today():
        return None, _("“%(text)s” lies outside of the days that can be counted.", text=inside(text[:40]))
    return (named if card.kind is Kind.RARE else card.frequency.start(named)), None


def day_of(text: str) -> date | None:
    plain = text.translate(DIGITS).strip()
    if day := A_DAY_FIRST.fullmatch(plain):
        plain = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    elif (day := IN_WORDS.fullmatch(plain)) and (month := months().get(day[2].casefold())):
        plain = f"{day[3]}-{month:02d}-{int(day[1]):02d}"
    try:
        return date.fromisoformat(plain[:10])
    except ValueError:
        return None


def of_week(card: MeasureCard, year: int, week: int) -> tuple[date | None, object]:
    if card.frequency is not Frequency.WEEKLY:
        return None, _("This is a week, and this card does not count weeks.")
    try:
        return date.fromisocalendar(year, week, 1), None
    except ValueError:
        return None, _("This year has no such week.")


def no_month(text: str) -> str:
    return _("“%(text)s” is a whole month, and this card does not count months. Write the Monday of each week.", text=inside(text[:40]))
