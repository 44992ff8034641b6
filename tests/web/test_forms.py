"""Fields that take what people mean and refuse what nobody means to type."""

from __future__ import annotations

from datetime import date

import pytest

from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, Whole, needed_text, optional, optional_text


class Sample(Form):
    title = Line("Title", needed_text(20))
    story = Paragraph("Story", optional_text(200))
    on = Day("On", optional)
    count = Whole("Count", optional)
    kind = Choice("Kind", optional, choices=[("", "none"), ("a", "A")])
    version = Version()


@pytest.fixture
def sent(app):
    def fill(**fields) -> Sample:
        with app.test_request_context(method="POST", data={"title": "Plain", "version": "1", **fields}):
            form = Sample()
            form.is_fine = form.validate()
            return form

    return fill


def test_urdu_digits_are_digits(sent):
    form = sent(count="۱۲", on="۲۰۲۶-۰۱-۱۵")
    assert form.is_fine, form.errors
    assert (form.count.data, form.on.data) == (12, date(2026, 1, 15))


@pytest.mark.parametrize(("typed", "meant"), [("8,450", 8450), ("1,20,000", 120_000), ("۸٬۴۵۰", 8450), ("-1,200", -1200)])
def test_numbers_are_taken_as_they_are_printed(sent, typed, meant):
    assert sent(count=typed).count.data == meant


@pytest.mark.parametrize("typed", ["8,45", "1,2,3", ",450", "8,450,", "8.450"])
def test_other_groups_are_no_number(sent, typed):
    assert sent(count=typed).count.errors == ["Write a whole number, for example 12."]


def test_arabic_digits_are_digits(sent):
    assert sent(count="٣٤").count.data == 34


def test_text_is_kept_without_stray_white_space_and_composed(sent):
    form = sent(title="  Cafe\u0301 ", story="one\r\ntwo \n")
    assert form.title.data == "Café"
    assert form.story.data == "one\ntwo"


@pytest.mark.parametrize("mark", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_hidden_direction_marks_are_refused(sent, mark):
    form = sent(title=f"gn{mark}p.exe")
    assert not form.is_fine
    assert "direction" in form.errors["title"][0]


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f"])
def test_what_cannot_be_shown_is_refused(sent, letter):
    assert "title" in sent(title=f"be{letter}fore").errors


def test_joiners_of_urdu_words_stay(sent):
    assert sent(title="می\u200cروم").title.data == "می\u200cروم"


def test_one_line_is_one_line(sent):
    assert "title" in sent(title="one\ntwo").errors


def test_white_space_alone_is_nothing(sent):
    assert "title" in sent(title="   ").errors


def test_too_long_says_how_long_it_may_be(sent):
    assert "20" in sent(title="x" * 21).errors["title"][0]


def test_no_browser_cuts_a_pasted_text_in_silence(sent):
    assert "maxlength" not in str(sent(title="x").title)


@pytest.mark.parametrize("day", ["1900-01-01", "2999-12-31", "2004-12-31", "2100-01-01"])
def test_days_beyond_the_programme_are_refused_in_words(sent, day):
    form = sent(on=day)
    assert "2005" in form.errors["on"][0]
    assert form.on._value() == day  # what was typed is still there


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "15/01/2026", "2026-1-1T00:00"])
def test_a_day_that_is_none_keeps_what_was_typed(sent, day):
    form = sent(on=day)
    assert form.errors["on"]
    assert form.on._value() == day


@pytest.mark.parametrize("number", ["many", "1.5", "9" * 40, "1e9", "nan", "−"])
def test_a_number_that_is_none_is_refused(sent, number):
    assert "count" in sent(count=number).errors


def test_a_choice_that_was_not_offered_is_refused(sent):
    assert "kind" in sent(kind="b").errors


def test_an_empty_choice_is_none(sent):
    assert sent(kind="").kind.data is None


@pytest.mark.parametrize("version", ["", "abc", "-1", "1.0", "9" * 12, "۱"])
def test_a_version_is_a_plain_number(sent, version):
    assert "version" in sent(version=version).errors


def test_values_are_what_was_filled_in_without_the_plumbing(sent):
    assert set(sent().values) == {"title", "story", "on", "count", "kind"}


def test_filling_never_covers_what_was_typed(app):
    with app.test_request_context(method="POST", data={"title": "Typed", "version": "1"}):
        assert Sample().fill(title="Saved").title.data == "Typed"
    with app.test_request_context():
        assert Sample().fill(title="Saved").title.data == "Saved"


def test_every_opening_of_a_form_has_a_key_of_its_own(app):
    with app.test_request_context():
        assert Sample().key.data != Sample().key.data


def test_a_form_that_comes_back_with_errors_keeps_its_key(app):
    with app.test_request_context(method="POST", data={"_key": "mine", "title": ""}):
        assert Sample().key.data == "mine"
