"""The worked example is computed, exactly, and nothing else is."""

from fractions import Fraction

import pytest

from portal.curriculum.figures import Wrong, compute, fill, shown
from portal.curriculum.rendering import line, markdown
from portal.curriculum.shapes import example
from tests.curriculum.build import EXAMPLE

pytestmark = pytest.mark.once

INPUTS = {"rugs": "12", "knots": "125.5", "sold": "7"}


def figures(**derived: str) -> dict[str, Fraction]:
    return compute(INPUTS, derived)


@pytest.mark.parametrize(
    "expression, value",
    [
        ("rugs * knots", "1506"),
        ("(rugs - sold) / 2", "2.5"),
        ("round(sold / rugs * 100, 1)", "58.3"),
        ("round(2.5)", "3"),
        ("-rugs + max(1, sold, 3) - min(sold, 2)", "-7"),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_sums_are_exact(expression, value):
    assert figures(it=expression)["it"] == Fraction(value)


@pytest.mark.parametrize(
    "expression",
    ["__import__('os')", "rugs ** 99", "rugs.real", "[1][0]", "'a' * 9", "later + 1", "rugs / 0", "True", "(lambda: 1)()", "1 if rugs else 2", "round(rugs, 99)", "((", "min()", "1" + "+1" * 500, "rugs @ 2", "f'{rugs}'"],
)  # fmt: skip
def test_nothing_but_arithmetic_is_computed(expression):
    with pytest.raises(Wrong):
        figures(it=expression)


def test_a_sum_may_use_the_sums_before_it():
    assert figures(a="rugs + 1", b="a * 2")["b"] == 26


@pytest.mark.parametrize(
    "value, digits, text", [("1506000", None, "1,506,000"), ("2.5", 0, "3"), ("-3", None, "−3"), ("0.125", None, "0.13"), ("7", 1, "7.0")]
)
def test_figures_are_shown_as_people_write_them(value, digits, text):
    assert shown(Fraction(value), digits) == text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_example_reads_right_in_both_languages(language):
    known = figures(all_knots="rugs * knots * 100", share="round(sold / rugs * 100, 1)")
    html = markdown(fill(EXAMPLE, known), language)
    assert '<bdi dir="ltr">150,600</bdi> knots' in html
    assert '<bdi dir="ltr">58.3' in html
    assert "\ue000" not in html


def test_a_whole_sum_is_one_isolate_in_urdu():
    known = figures(all_knots="rugs * knots")
    html = markdown(fill("{rugs} × {knots} = {all_knots}", known), "ur")
    assert html == '<p><bdi dir="ltr" class="sum">12 × 125.5 = 1,506</bdi></p>'


def test_ranges_and_shares_stand_in_isolates_in_urdu_only():
    assert line("حصہ 5–3 % ہے", "ur") == 'حصہ <bdi dir="ltr">5–3\u00a0%</bdi> ہے'.replace("\u00a0", "&nbsp;")
    assert line("from 3–5 %", "en") == "from 3–5 %"


def test_the_example_of_a_file_without_figures_needs_none():
    assert example(None, "Nothing to count.", {}) == "Nothing to count."  # pyright: ignore


HOSTILE = """
<script>alert(1)</script>

<img src=x onerror=alert(1)> **bold**

[click](javascript:alert(1)) [fine](https://example.org/) ![x](javascript:1)

| <b>a</b> | `b` |
|---|---|
| <svg onload=alert(1)> |  |
"""


def test_hostile_markdown_is_harmless():
    html = markdown(HOSTILE, "en")
    assert "<script" not in html and "<img" not in html and "<svg" not in html and 'href="javascript' not in html
    assert '<a href="https://example.org/" rel="noopener">fine</a>' in html
    assert "<strong>bold</strong>" in html


def test_hostile_lines_are_words():
    assert line('<b onclick="x">5–3</b>', "ur") == '&lt;b onclick="x"&gt;<bdi dir="ltr">5–3</bdi>&lt;/b&gt;'


def test_a_sheet_is_wide_where_one_writes():
    audit = markdown("| Item | Points | What we saw |\n|---|---|---|\n| Only what is needed today is here |  |  |", "en")
    assert "<th>Item</th>" in audit and '<th class="short">Points</th>' in audit and '<th class="wide">What we saw</th>' in audit
    week = markdown("|  | Mon | Tue |\n|---|---|---|\n| Pieces |  |  |", "en")
    assert '<table class="even">' in week and '<td class="short"></td>' in week
    actions = markdown("| What | Who | By when |\n|---|---|---|\n|  |  |  |\n|  |  |  |", "en")
    assert "<th>What</th>" in actions and '<th class="short">By when</th>' in actions
