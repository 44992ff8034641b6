"""A sheet printed from the browser fits on the paper that it says, in both languages."""

from __future__ import annotations

import re

import pytest
from flask import render_template

from portal.config import ROOT
from portal.curriculum import printing, queries
from portal.curriculum.models import Module, Orientation
from portal.curriculum.rows import best
from portal.curriculum.taking import look
from portal.database import db

pytestmark = pytest.mark.once

ACROSS = sorted(path.stem for path in ROOT.glob("content/*/en/tools/*.md") if re.search(r"^orientation: landscape", path.read_text(), re.M))
PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_sheet_across_is_printed_on_one_page_across(app, taught, database, browser, language):
    sheets, page, wrong = dict(sheets_across(app, language)), browser.new_page(), []
    assert sorted(sheets) == ACROSS
    for slug, html in sheets.items():
        page.set_content(html)
        made = page.pdf(prefer_css_page_size=True)
        pages, boxes = len(PAGES.findall(made)), [(float(wide), float(high)) for wide, high in BOX.findall(made)]
        if pages != 1 or not boxes or boxes[0][0] <= boxes[0][1]:
            wrong.append(f"{slug}: {pages} pages, {boxes[:1]}")
    page.close()
    assert not wrong, wrong


def sheets_across(app, language: str):
    """The sheet as its page prints it, with all the looks in it and nothing else round it."""
    with app.test_request_context("/", headers={"Accept-Language": language}):
        for module in db.session.scalars(db.select(Module)):
            rows = queries.ask(queries.SHEETS, module_id=module.id, wanted=language)
            for sheet in best(rows, "slug", language):
                if sheet.orientation == Orientation.LANDSCAPE:
                    title, blocks = printing.parts_of(sheet, None, False)
                    shown = printing.on_page(title, blocks, sheet.language)
                    body = render_template("curriculum/_sheet.html", sheet=sheet, shown=shown)
                    yield sheet.slug, page_of(body, language)
        db.session.rollback()


def page_of(body: str, language: str) -> str:
    way = "rtl" if language == "ur" else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{way}"><head><meta charset="utf-8"><style>{look()}</style></head>'
        f'<body class="framed printable"><main id="main">{body}</main></body></html>'
    )
