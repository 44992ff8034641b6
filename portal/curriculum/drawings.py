"""A lesson's drawing: one file for all languages, its labels put in as it is loaded. Nothing but plain shapes is let through."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import escape

from portal.curriculum.reading import Broken, Source
from portal.web.language import direction

LARGEST = 4096
SHAPES = {"svg", "g", "path", "line", "rect", "circle", "ellipse", "polyline", "polygon", "text"}
GEOMETRY = "viewBox d x y x1 y1 x2 y2 cx cy r rx ry width height points transform"
LOOKS = {*GEOMETRY.split(), "class", "text-anchor", "font-size", "role", "xmlns"}
NAMESPACE = "http://www.w3.org/2000/svg"
TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z]+)(?P<looks>(?:\s+[\w:-]+="[^"<>&]*")*)\s*(?P<empty>/?)>')
LOOK = re.compile(r'([\w:-]+)="([^"]*)"')
VALUE = re.compile(r"[\w ,.()-]*", re.ASCII)
LABEL = re.compile(r"\{([a-z]+)\}")
TURNED, BACK = "\u2067", "\u2069"  # a label from right to left, in a drawing that runs from left to right
FIRST_TAG = re.compile(r"<svg[^>]*>")


def read_drawing(path: Path) -> str:
    """The file as it is, if it holds shapes only; a script, a link or a picture in it is refused by line."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if len(text.encode()) > LARGEST:
        raise Broken(path, 1, f"is larger than {LARGEST} bytes")
    opened: list[str] = []
    for tag in TAG.finditer(text):
        line = text.count("\n", 0, tag.start()) + 1
        if tag["name"] not in SHAPES:
            raise Broken(path, line, f"<{tag['name']}> is no shape of a drawing")
        for name, value in LOOK.findall(tag["looks"]):
            if name not in LOOKS or not (VALUE.fullmatch(value) or (name == "xmlns" and value == NAMESPACE)):
                raise Broken(path, line, f"{name}=“{value[:40]}” has no place in a drawing")
        if tag["end"] and (not opened or opened.pop() != tag["name"]):
            raise Broken(path, line, f"</{tag['name']}> ends nothing")
        if not tag["end"] and not tag["empty"]:
            opened.append(tag["name"])
    if opened or text.count("<svg") != 1 or not text.lstrip().startswith("<svg ") or re.search("[<>&]", TAG.sub("", text)):
        raise Broken(path, 1, "is no whole drawing of plain shapes")
    return text


def labels_of(drawing: str) -> set[str]:
    return set(LABEL.findall(drawing))


def draw(drawing: str, source: Source, language: str) -> str:
    """The drawing with its labels in one language; what it shows is said in words beside it, so readers skip it."""
    missing = labels_of(drawing) - set(source.mapping("drawing"))
    if missing:
        raise source.broken(f"the drawing has a label “{min(missing)}” that is not under “drawing”", "drawing")
    marked = FIRST_TAG.sub(lambda tag: tag[0].replace('role="img"', 'aria-hidden="true"'), drawing, count=1)
    shown = LABEL.sub(lambda label: turned(str(escape(source.word("drawing", label[1]))), language), marked)
    return re.sub(r">\n<", "><", shown.strip())


def turned(words: str, language: str) -> str:
    return TURNED + words + BACK if direction(language) == "rtl" else words
