"""A whole module in one ZIP that opens by itself in a browser, without a connection: lessons, drawings, sheets and added material."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from flask import render_template

from portal.config import ROOT
from portal.files.kinds import MEGABYTE
from portal.files.storage import shelf

STILL = (1980, 1, 1, 0, 0, 0)  # the same module is the same file, byte for byte
FONTS = ("naskh-400.woff2",)


MOST = 60 * MEGABYTE  # of added material: more is no file that one takes along on a phone
IN_MEMORY = 4 * MEGABYTE


class Taken(NamedTuple):
    """A material and the name of its file in the ZIP; no name where it does not go along."""

    row: Any
    file: str | None


def chosen(rows: Iterable[Any]) -> Iterator[Taken]:
    """Each that still fits; of a link only the address goes along."""
    room = MOST
    for number, row in enumerate(rows, 1):
        fits = row.digest is not None and row.bytes <= room and shelf().has(row.digest)
        room -= row.bytes if fits else 0
        yield Taken(row, f"materials/{number:03d}-{row.name}" if fits else None)


def pack(module, lessons: list, tools: list, language: str, materials: list[Taken]) -> IO[bytes]:
    """`lessons` are whole pages, `tools` pairs of a sheet and its blocks; every link in the ZIP is relative."""
    shown = {"module": module, "lessons": lessons, "tools": tools, "materials": materials}
    pages = {"index.html": render_template("curriculum/offline/index.html", **shown)}
    for page in lessons:
        pages[f"{page.lesson.slug}.html"] = render_template("curriculum/offline/lesson.html", page=page, lesson=page.lesson, module=module)
    for sheet, blocks in tools:
        pages[f"sheet-{sheet.slug}.html"] = render_template("curriculum/offline/sheet.html", sheet=sheet, shown=blocks, module=module)
    kept, home = SpooledTemporaryFile(IN_MEMORY), f"{module.code}-{language}"  # noqa: SIM115 – whoever sends it closes it
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in {**pages, "look.css": look()}.items():
            box.writestr(still(f"{home}/{name}"), text, zipfile.ZIP_DEFLATED)
        for font in FONTS if language == "ur" else ():
            box.writestr(still(f"{home}/fonts/{font}"), (ROOT / "static" / "fonts" / font).read_bytes())
        for one in materials:
            put(box, home, one)
    return kept


def still(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, STILL)


def put(box: zipfile.ZipFile, home: str, one: Taken) -> None:
    """Piece by piece, as it lies on the shelf; a film's captions stand beside it under its name, where players look for them."""
    if one.file is None:
        return
    parts = {one.file: one.row.digest, f"{one.file.rpartition('.')[0]}.vtt": one.row.captions_digest}
    for name, digest in parts.items():
        if digest and shelf().has(digest):
            with box.open(still(f"{home}/{name}"), "w") as part:
                for piece in shelf().open(digest):
                    part.write(piece)


@lru_cache(1)
def look() -> str:
    """The portal's own look in one file: the base that it stands on, its parts, and those of a lesson."""
    sheets = ("vendor/pico-2.1.1.parts.min.css", "portal.css", "lesson.css", "sheet.css")
    return "\n".join(re.sub(r"/\*.*?\*/", "", (ROOT / "static" / name).read_text(encoding="utf-8"), flags=re.S) for name in sheets)
