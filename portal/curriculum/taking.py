"""A whole module in one ZIP that opens by itself in a browser, without a connection: lessons, drawings and sheets."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache

from flask import render_template

from portal.config import ROOT

STILL = (1980, 1, 1, 0, 0, 0)  # the same module is the same file, byte for byte
FONTS = ("naskh-400.woff2", "naskh-600.woff2")


def pack(module, lessons: list, tools: list, language: str) -> bytes:
    """`lessons` are whole pages, `tools` pairs of a sheet and its blocks; every link in the ZIP is relative."""
    pages = {"index.html": render_template("curriculum/offline/index.html", module=module, lessons=lessons, tools=tools)}
    for page in lessons:
        pages[f"{page.lesson.slug}.html"] = render_template("curriculum/offline/lesson.html", page=page, lesson=page.lesson, module=module)
    for sheet, shown in tools:
        pages[f"sheet-{sheet.slug}.html"] = render_template("curriculum/offline/sheet.html", sheet=sheet, shown=shown, module=module)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in {**pages, "look.css": look()}.items():
            box.writestr(zipfile.ZipInfo(f"{module.code}-{language}/{name}", STILL), text, zipfile.ZIP_DEFLATED)
        for font in FONTS if language == "ur" else ():
            box.writestr(zipfile.ZipInfo(f"{module.code}-{language}/fonts/{font}", STILL), (ROOT / "static" / "fonts" / font).read_bytes())
    return kept.getvalue()


@lru_cache(1)
def look() -> str:
    """The portal's own look in one file: the base that it stands on, its parts, and those of a lesson."""
    sheets = ("vendor/pico-2.1.1.min.css", "portal.css", "lesson.css")
    return "\n".join(re.sub(r"/\*.*?\*/", "", (ROOT / "static" / name).read_text(encoding="utf-8"), flags=re.S) for name in sheets)
