"""Numbers, dates and people's words as a page shows them: each in its isolate, so that Urdu never turns them round."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup, escape

from portal import clock
from portal.web.language import language


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(ltr=ltr, num=num, day=day, short_day=short_day, moment=moment, words=words, name=name, own=own)
    app.jinja_env.globals.update(today=clock.today)


def ltr(value) -> Markup:
    """A code, range, ratio, phone or size: read from left to right in every language."""
    return Markup(f'<bdi dir="ltr">{escape(value)}</bdi>')  # noqa: S704 – escaped here; `%` takes five times as long


def filled(sentence: str, **facts) -> Markup:
    """A sentence of our own catalogue, with what was marked up put in; anything else is escaped."""
    return Markup(sentence) % facts  # noqa: S704 – from our own catalogue


@lru_cache(4096)
def _decimal(value, digits: int | None) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "") if digits is not None else "#,##0.###"
    return format_decimal(value, pattern, locale="en").replace("-", "−")


def num(value, digits: int | None = None) -> Markup | str:
    """A number with Western digits; what is missing is a dash, never a zero."""
    return "–" if value is None else ltr(_decimal(value, digits))


@lru_cache(4096)
def _day(value: date, pattern: str, locale: str) -> str:
    return format_date(value, pattern, locale=locale)


@lru_cache(4096)
def _time(value: date, pattern: str, locale: str) -> Markup:
    return Markup('<time datetime="%s">%s</time>') % (value.isoformat(), _day(value, pattern, locale))


def _on(value: date) -> date:
    return clock.day_of(value) if isinstance(value, datetime) else value


def day(value: date | None) -> Markup | str:
    """Of a moment, the day on the programme's wall."""
    return _time(_on(value), "d MMMM y", language()) if value else "–"


def short_day(value: date | None) -> Markup | str:
    """Day and month; the year only where it is not this one."""
    if not value:
        return "–"
    value = _on(value)
    return _time(value, "d MMM" if value.year == clock.today().year else "d MMM y", language())


def moment(value: datetime | None) -> Markup | str:
    """A moment of the database on the programme's wall clock."""
    return _moment(value, language()) if value else "–"


@lru_cache(4096)
def _moment(value: datetime, locale: str) -> Markup:
    there = clock.local(value)
    comma = "،" if locale == "ur" else ","
    text = Markup('%s%s <bdi dir="ltr">%s</bdi>') % (
        _day(there.date(), "d MMM y", locale),
        comma,
        format_time(there.time(), "HH:mm", locale="en"),
    )
    return Markup('<time datetime="%sZ">%s</time>') % (value.replace(microsecond=0).isoformat(), text)


def words(text: str | None) -> Markup:
    """People's own words: their direction follows them, their line breaks stay."""
    return Markup(f'<span dir="auto" class="words">{escape(text or "")}</span>')  # noqa: S704 – escaped here


def name(text: str) -> Markup:
    """A name inside a sentence: it keeps its own direction, and the sentence keeps its."""
    return Markup(f"<bdi>{escape(text)}</bdi>")  # noqa: S704 – escaped here


def inside(text: object) -> str:
    """The same where a sentence is plain text (a letter, a calendar, a message that is kept): the isolate is two characters."""
    return f"\u2068{text}\u2069"


def own(record, attribute: str = "name") -> str:
    """A record's name in the page's language, where it has one in that script."""
    return (getattr(record, f"{attribute}_ur", None) if language() == "ur" else None) or getattr(record, attribute)
