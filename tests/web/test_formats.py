"""Numbers, dates and words in their isolates, in both languages."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from portal import clock
from portal.web import formats

pytestmark = pytest.mark.once


@pytest.fixture(params=["en", "ur"])
def language(app, request):
    with app.test_request_context(), force_locale(request.param):
        yield request.param


@pytest.mark.parametrize("text", ["10/5", "3–5 %", "0300 1234567", "−17.9", "12:30", "1 < 2"])
def test_signs_and_ranges_stand_in_an_isolate(language, text):
    shown = str(formats.ltr(text))
    assert shown.startswith('<bdi dir="ltr"') and shown.endswith("</bdi>")
    assert "<2" not in shown.replace(" ", "") or "&lt;" in shown


def test_numbers_have_western_digits_and_a_real_minus(language):
    assert "1,234.5" in str(formats.num(1234.5))
    assert "−3" in str(formats.num(-3))
    assert "2.50" in str(formats.num(2.5, 2))


def test_what_is_missing_is_a_dash_and_never_a_zero(language):
    assert formats.num(None) == formats.day(None) == formats.moment(None) == formats.short_day(None) == "–"
    assert "0" in str(formats.num(0))


def test_a_day_is_written_out_in_the_language_of_the_page(language):
    shown = str(formats.day(date(2026, 1, 5)))
    assert 'datetime="2026-01-05"' in shown
    assert {"en": "5 January 2026", "ur": "جنوری"}[language] in shown
    assert not set(shown) & set("۰۱۲۳۴۵۶۷۸۹")


def test_the_year_stands_only_where_it_is_not_this_one(app):
    with app.test_request_context(), clock.at(date(2026, 6, 1)):
        assert "2026" not in str(formats.short_day(date(2026, 1, 5))).split(">")[1]
        assert "2025" in str(formats.short_day(date(2025, 1, 5))).split(">")[1]


def test_a_moment_is_shown_by_the_clock_on_the_wall(language):
    shown = str(formats.moment(datetime(2026, 1, 1, 21, 30)))  # noqa: DTZ001 – UTC, as the database keeps it
    assert "02:30" in shown and 'datetime="2026-01-01T21:30:00Z"' in shown
    assert "2 " in shown


def test_words_are_escaped_and_find_their_own_direction(language):
    shown = str(formats.words("<b>برا</b>"))
    assert 'dir="auto"' in shown and "&lt;b&gt;" in shown and "<b>" not in shown


def test_a_name_is_shown_in_the_script_of_the_page(language):
    both, one = SimpleNamespace(name="Roshan", name_ur="روشن"), SimpleNamespace(name="Dastak", name_ur=None)
    assert str(formats.own(both)) == {"en": "Roshan", "ur": "روشن"}[language]
    assert str(formats.own(one)) == "Dastak"
