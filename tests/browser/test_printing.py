"""A sheet that a browser prints takes one A4, as its PDF does."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
LONGEST = (
    "workplace-cooperation/tools/5s-audit-sheet",
    "workplace-cooperation/tools/eit-charter",
    "workplace-cooperation/tools/problem-sheet",
    "cleaner-production/tools/savings-worksheet",
)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_longest_sheets_take_one_page(screen, language):
    with screen("trainer", language) as desk:
        pages = {}
        for path in [f"/modules/{sheet}{asked}" for sheet in LONGEST for asked in ("", "?filled=1")]:
            desk.open(path)
            pages[path] = len(re.findall(rb"/Type\s*/Page\b", desk.page.pdf(format="A4", prefer_css_page_size=True)))
    assert set(pages.values()) == {1}, pages
