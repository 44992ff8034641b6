"""A sheet as HTML and as a PDF: the same parts, once marked as clean words, once handed to the typesetter as data."""

from __future__ import annotations

import json
from pathlib import Path

from portal.curriculum import rendering, sheets
from portal.curriculum.rows import Row, html
from portal.curriculum.sheet_drawings import drawn
from portal.web.language import direction
from portal.web.typesetting import typeset

PAGE = Path(__file__).parent / "print" / "sheet.typ"
FEW, LEAST = 3, 0.2  # columns of a table that has room, and what part of it the narrowest has


def parts_of(sheet: Row, other: Row | None, is_filled: bool) -> tuple[list[dict], list[dict]]:
    """The title and the blocks, in one language or with a second beside it."""
    laid, title = sheets.laid(said(sheet, is_filled), sheet.language), sheets.part(sheet.title, sheet.language)
    if other is None:
        return title, drawn(laid)
    both = sheets.beside(laid, sheets.laid(said(other, is_filled), other.language))
    return title + sheets.part(other.title, other.language), drawn(both)


def said(sheet: Row, is_filled: bool) -> list[dict]:
    return sheet.filled if is_filled and sheet.filled else sheet.blocks


def on_page(title: list[dict], blocks: list[dict], home: str) -> dict:
    """What the template shows: each text as clean HTML."""
    shown = [shown_block(block, home) for block in blocks]
    named = {block["kind"]: block["items"] for block in shown if block["kind"] in ("when", "how")}
    return {"title": cell(title, home), **named, "blocks": [block for block in shown if block["kind"] not in named]}


def shown_block(block: dict, home: str) -> dict:
    if block["kind"] == "halves":
        return {**block, "halves": [[shown_block(one, home) for one in half] for half in block["halves"]]}
    return {**sheets.parted(block, lambda parts: cell(parts, home)), "widths": widths(block)}


def widths(block: dict) -> list[float]:
    """The columns of a table in hundredths of its width, as on paper; on a phone the narrow ones of a few stay legible."""
    parts = sheets.weights(block) if block["kind"] == "table" else []
    if len(parts) <= FEW:
        parts = [max(part, LEAST * sum(parts)) for part in parts]
    return [round(100 * part / sum(parts), 1) for part in parts]


def cell(parts: list[dict], home: str):
    return html("".join(marked(part, home) for part in parts))


def marked(part: dict, home: str) -> str:
    if drawing := part.get("code"):
        box, path = f"0 0 {drawing['size']} {drawing['size']}", drawing["path"]
        return f'<svg class="qr" viewBox="{box}" aria-hidden="true" shape-rendering="crispEdges"><path d="{path}"/></svg>'
    if part.get("photo"):
        return f'<img src="{part["photo"]}" alt="" loading="lazy">'
    words = rendering.emphasised(part["text"], part["language"])
    words = f'<span class="ink">{words}</span>' if part["ink"] else words
    foreign = f' lang="{part["language"]}" dir="{direction(part["language"])}"'
    return words if part["language"] == home else f'<span class="beside"{foreign}>{words}</span>'


def pdf(title: list[dict], blocks: list[dict], across: bool, paper: str = "a4", **facts) -> bytes:
    """`facts`: name, note, foot and link, in plain words."""
    told = [plain(block) for block in blocks]
    named = {block["kind"]: block["items"] for block in told if block["kind"] in ("when", "how")}
    data = {
        **{name: rendering.isolated_plain(words) for name, words in facts.items()},
        "title": [plain_part(part) for part in title],
        "when": named["when"][0],
        "how": named["how"],
        "blocks": [block for block in told if block["kind"] not in named],
        "across": across,
        "paper": paper,
        "language": title[0]["language"],
        "rtl": title[0]["rtl"],
    }
    data["link"] = facts["link"]
    return typeset(PAGE, json.dumps(data, ensure_ascii=False))


def plain(block: dict) -> dict:
    if block["kind"] == "halves":
        return {**block, "halves": [[plain(one) for one in half] for half in block["halves"]]}
    shown = sheets.parted(block, lambda parts: [plain_part(part) for part in parts])
    return {**shown, "weights": sheets.weights(block)} if block["kind"] == "table" else shown


def plain_part(part: dict) -> dict:
    return {**part, "text": rendering.isolated_plain(part["text"])}
