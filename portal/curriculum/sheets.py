"""A sheet to fill in as plain data: headings, notes and tables, blank or filled with an invented example, in one language or two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import zip_longest

from markdown_it.token import Token

from portal.curriculum.reading import Source
from portal.curriculum.rendering import tokens_of
from portal.web.language import direction

BOX, TICKED = "☐", "☑"
LOOK = re.compile(r" *\{#([a-z]+)\}$")
SAME = "="  # in a translation's example: what the English one says
KINDS = {"heading_open": "heading", "paragraph_open": "text", "bullet_list_open": "list", "ordered_list_open": "list", "hr": "cut"}


def blocks(body: str) -> list[dict]:
    """What stands on the sheet from top to bottom."""
    found: list[dict] = []
    tokens = iter(tokens_of(body))
    for token in tokens:
        if token.type == "table_open":
            found.append(table(tokens, str(token.attrGet("class") or "")))
        elif token.type in KINDS and token.level == 0:
            kind = KINDS[token.type]
            found.append({"kind": kind} if kind == "cut" else looked({"kind": kind, "items": list(texts(tokens, token.type))}))
    return found


def looked(block: dict) -> dict:
    """A heading may say how what stands under it is drawn: `## Causes {#fish}`."""
    asked = LOOK.search(block["items"][0]) if block["kind"] == "heading" else None
    return {**block, "items": [block["items"][0][: asked.start()]], "look": asked[1]} if asked else block


def texts(tokens: Iterator[Token], opened: str) -> Iterator[str]:
    closing = opened.replace("_open", "_close")
    for token in tokens:
        if token.type == closing and token.level == 0:
            return
        if token.type == "inline":
            yield token.content.strip()


def table(tokens: Iterator[Token], kind: str) -> dict:
    """`columns` says which are narrow and which one writes in; the first row of `rows` is the head."""
    columns: list[str] = []
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open") and len(rows) == 1:
            columns.append(str(token.attrGet("class") or ""))
        elif token.type == "inline":
            rows[-1].append(token.content.strip())
    return {"kind": "table", "class": kind, "columns": columns, "rows": rows}


def takes_ink(text: str, is_head: bool) -> bool:
    """A cell without a word is written in, a box is ticked; a head is written in only where it offers boxes."""
    return BOX in text if is_head else not text or BOX in text


def fill(sheet: list[dict], example: list[list[str]], source: Source) -> list[dict]:
    """The sheet with each table's example in it: one line for each row that takes ink, its cells parted by ` | `."""
    filled = deepcopy(sheet)
    tables = [block for block in filled if block["kind"] == "table"]
    if len(example) > len(tables):
        raise source.broken(f"the example has {len(example)} tables, the sheet {len(tables)}", "filled")
    for number, (block, lines) in enumerate(zip(tables, example, strict=False)):
        fill_table(block, lines, source, number)
    return filled


def fill_table(block: dict, lines: list[str], source: Source, number: int) -> None:
    takers = [(row, [at for at, text in enumerate(row) if takes_ink(text, row is block["rows"][0])]) for row in block["rows"]]
    takers = [(row, places) for row, places in takers if places]
    if len(lines) > len(takers):
        raise source.broken(f"table {number + 1} of the example has {len(lines)} rows, the sheet takes {len(takers)}", "filled", number)
    for (row, places), line in zip(takers, lines, strict=False):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > len(places):
            raise source.broken(f"table {number + 1}: “{line}” has {len(cells)} cells, the row takes {len(places)}", "filled", number)
        for place, cell in zip(places, cells, strict=False):
            row[place] = inked(row[place], cell, source)


def inked(label: str, written: str, source: Source):
    """What was written, or the label with the named boxes ticked (`2` ticks the second)."""
    if BOX not in label:
        return {"ink": written} if written else ""
    parts = label.split(BOX)
    for number in written.split():
        if not number.isdigit() or not 0 < int(number) < len(parts):
            raise source.broken(f"“{written}” names no box of “{label}”", "filled")
        parts[int(number)] = "\0" + parts[int(number)]
    return BOX.join(parts).replace(BOX + "\0", TICKED)


def example_of(source: Source, english: Source) -> list[list[str]]:
    """The lines of the example; what a translation leaves as `=` is said as in English."""
    mine, theirs = raw(source), raw(english)
    if source is english:
        return mine
    return [
        [same(line, other) for line, other in zip_longest(a, b[: len(a)], fillvalue="")] for a, b in zip_longest(mine, theirs, fillvalue=[])
    ]


def same(line: str, english: str) -> str:
    if line.strip() == SAME:
        return english
    cells = zip_longest(line.split("|"), english.split("|")[: line.count("|") + 1], fillvalue="")
    return "|".join(other if cell.strip() == SAME else cell for cell, other in cells)


def raw(source: Source) -> list[list[str]]:
    rows = source.facts.get("filled", [])
    if not isinstance(rows, list) or not all(isinstance(lines, list) and all(isinstance(line, str) for line in lines) for lines in rows):
        raise source.broken("“filled” must be a list with a list of lines for each table", "filled")
    return rows


def laid(sheet: list[dict], language: str) -> list[dict]:
    """Each text as parts, each part in its language, ready to be laid out."""
    return [parted(block, lambda text: part(text, language)) for block in sheet]


def parted(block: dict, cut) -> dict:
    if block["kind"] == "table":
        return {**block, "rows": [[cut(cell) for cell in row] for row in block["rows"]]}
    return {**block, "items": [cut(item) for item in block.get("items", [])]}


def part(text, language: str) -> list[dict]:
    words, is_ink = (text["ink"], True) if isinstance(text, dict) else (text, False)
    return [{"text": words, "language": language, "rtl": direction(language) == "rtl", "ink": is_ink}] if words else []


def beside(first: list[dict], second: list[dict]) -> list[dict]:
    """Two languages on one sheet: each text under its fellow; what is the same in both stands once."""
    return [{**one, **joined(one, other)} for one, other in zip(first, second, strict=True)]


def joined(one: dict, other: dict) -> dict:
    if one["kind"] == "table":
        return {"rows": [[both(a, b) for a, b in zip(x, y, strict=True)] for x, y in zip(one["rows"], other["rows"], strict=True)]}
    return {"items": [both(a, b) for a, b in zip(one["items"], other["items"], strict=True)]}


def both(one: list[dict], other: list[dict]) -> list[dict]:
    return one if [p["text"] for p in one] == [p["text"] for p in other] else one + other


def shape_of(sheet: list[dict]) -> list:
    """What two languages of a sheet must share so that they can stand beside each other."""
    return [[b["kind"], [len(row) for row in b["rows"]] if b["kind"] == "table" else len(b.get("items", []))] for b in sheet]


def words_of(sheet: list[dict]) -> Iterator[str]:
    """All that a sheet says, for searching."""
    for block in sheet:
        cells = [cell for row in block["rows"] for cell in row] if block["kind"] == "table" else block.get("items", [])
        yield from (cell for cell in cells if isinstance(cell, str) and cell)


ROOMY = 1.4  # a long word alone in its column would stand over the next one


def weights(block: dict) -> list[float]:
    """How wide each column of a table is beside the others."""
    return [weight([row[at] for row in block["rows"]], name) for at, name in enumerate(block["columns"])]


def weight(cells: list[list[dict]], name: str) -> float:
    head, *rest = [max((len(p["text"]) for p in cell if not p["ink"]), default=0) for cell in cells]
    said = max(rest, default=0)
    if said:
        word = max((len(word) for cell in cells for p in cell if not p["ink"] for word in p["text"].split()), default=0)
        return min(max(said, head / 2, ROOMY * word, 5), 46)
    return {"short": max(9, head / 2), "wide": 38}.get(name, max(12, min(head, 24)))
