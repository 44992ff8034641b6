"""What the team prints: sheets in the training's own hand, for the page and for paper from one set of parts, with a code on a line where it can be scanned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask import current_app

from portal.curriculum import printing
from portal.files.models import StoredFile
from portal.files.storage import shelf
from portal.measures.picture import Picture
from portal.web.language import direction, language
from portal.web.qr import drawn

STROKE = re.compile(r"([MLHV])([-+.e\d]+)(?: ([-+.e\d]+))?")
ARABIC = re.compile("[\u0600-\u06ff]")
NOTHING: list = []  # a place to write in with a pen


@dataclass(frozen=True)
class Sheet:
    """As the template of a sheet knows it: a title, when, how, and blocks."""

    title: str
    when: str
    how: list[str]
    blocks: list[dict]
    orientation: str = "portrait"  # or landscape; a3 behind it for the larger paper
    foot: str = ""
    link: str = ""

    @property
    def language(self) -> str:
        return language()

    @property
    def parts(self) -> list[dict]:
        head = [{"kind": "when", "items": [said(self.when)]}, {"kind": "how", "items": [said(line) for line in self.how]}]
        return [*head, *self.blocks]

    @property
    def shown(self) -> dict:
        return printing.on_page(said(self.title), self.parts, language())

    def pdf(self) -> bytes:
        across, paper = self.orientation.startswith("landscape"), "a3" if self.orientation.endswith("a3") else "a4"
        facts = {"name": self.title, "note": "", "foot": self.foot, "link": address(self.link)}
        return printing.pdf(said(self.title), self.parts, across, paper, **facts)


def answer_with(sheet: Sheet, name: str):
    answer = current_app.response_class(sheet.pdf(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def address(path: str) -> str:
    """As a phone that scans it asks for it."""
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + path


def said(text: str) -> list[dict]:
    """The portal's own words."""
    return [part(text, language(), False)] if text else []


def written(text: str | None) -> list[dict]:
    """What somebody of the team wrote, in whatever script."""
    return [part(text, script_of(text), True)] if text else []


def known(text: str) -> list[dict]:
    """What is no word of the catalogue, and nobody's own: a question, a day."""
    return [part(text, script_of(text), False)]


def script_of(text: str) -> str:
    return "ur" if ARABIC.search(text) else "en"


def on_day(day: date | None) -> list[dict]:
    return known(format_date(day, "d MMM y", locale=language())) if day else []


def code(path: str) -> list[dict]:
    """A code that opens this place on a phone, after signing in."""
    drawing = drawn(address(path))
    return [{**part("", "en", True), "code": {"size": drawing.size, "path": drawing.path}}]


def photo(file: StoredFile, is_printed: bool) -> list[dict]:
    """The small picture: its address on the page, its bytes on paper. What is no picture (yet) leaves its place empty."""
    shown = {**part("", "en", True), "photo": f"/files/{file.id}/small"}
    if not is_printed or not file.is_ready:
        return [shown] if file.is_ready else []
    held = b"".join(shelf().open(file.small_digest or file.digest))
    return [{**shown, "bytes": list(held)}] if held.startswith(b"\xff\xd8\xff") or held[8:12] == b"WEBP" else []


def part(text: str, tongue: str, is_ink: bool) -> dict:
    return {"text": text.replace("**", "* *"), "language": tongue, "rtl": direction(tongue) == "rtl", "ink": is_ink}


def table(head: list[str], rows: list[list[list[dict]]], columns: list[str]) -> dict:
    return {"kind": "table", "class": "", "columns": columns, "rows": [[said(word) for word in head], *rows]}


def heading(text: str, says=said) -> dict:
    return {"kind": "heading", "items": [says(text)]}


def halves(left: Iterable[dict], right: Iterable[dict]) -> dict:
    """Side by side on paper and desk, below one another on a phone."""
    return {"kind": "halves", "halves": [list(left), list(right)]}


def series(picture: Picture) -> dict:
    """The chart of a measure as lines and signs in a frame of 100 by 100, for pens that know no CSS."""
    lines = [(line.path, "mean" if line.cls == "mean" else "limit") for line in picture.lines if line.cls != "beside"]
    strokes = [{"look": look, "points": points} for path, look in [*lines, (picture.run, "run")] for points in strokes_of(path)]
    marks = [{"x": mark.x, "y": mark.y, "look": mark.look} for mark in picture.marks]
    first, last = picture.isolate
    ticks, days = [[tick.at, tick.text] for tick in picture.ticks], [[day.at, first + day.text + last] for day in picture.days]
    words = [[first + said + last if said else "" for said in (cut.before, cut.after)] for cut in picture.cuts]
    cuts = [{"x": cut.x, "before": a, "after": b, "turned": cut.is_turned} for cut, (a, b) in zip(picture.cuts, words, strict=True)]
    return {"kind": "series", "items": [], "strokes": strokes, "marks": marks, "ticks": ticks, "days": days, "cuts": cuts}


def strokes_of(path: str) -> list[list[list[float]]]:
    """Each unbroken piece of a path of M, L, H and V as its points."""
    pieces: list[list[list[float]]] = []
    for letter, first, second in STROKE.findall(path):
        if letter == "M":
            pieces.append([[float(first), float(second)]])
        else:
            x, y = pieces[-1][-1]
            pieces[-1].append({"L": [float(first), float(second or 0)], "H": [float(first), y], "V": [x, float(first)]}[letter])
    return pieces
