"""The tables of a sheet to fill in: which column is narrow, which is wide enough to write in, told from its words alone."""

from __future__ import annotations

from itertools import pairwise

from markdown_it.token import Token

SHORT, MANY = 16, 3  # letters of a narrow column; from how many columns on they share the width evenly
BRIEF = 9  # letters of a head such as “By when”, under which little is written
Column = list[tuple[Token, str]]


def shape(tokens: list[Token]) -> None:
    """A table scrolls in a box of its own; a head without a word is a cell; a column in which one writes is marked as such."""
    table: list[int] = []
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            table = [index]
        elif token.type == "table_close":
            shape_one(tokens[table[0] : index + 1])
        elif token.type == "th_open" and not tokens[index + 1].content.strip():
            token.tag = tokens[index + 2].tag = "td"


def shape_one(tokens: list[Token]) -> None:
    columns: dict[int, Column] = {}
    column = 0
    for token, inside in pairwise(tokens):
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            columns.setdefault(column, []).append((token, inside.content.strip()))
            column += 1
    blank = [cells for cells in columns.values() if len(cells) > 1 and not any(text for _, text in cells[1:])]
    filled = [cells for cells in columns.values() if cells not in blank]
    if not blank:
        return
    longest = max((len(text) for cells in filled for _, text in cells), default=0)
    if longest <= SHORT or len(blank) > MANY:
        tokens[0].attrSet("class", "even")
        widen(filled, "short" if longest <= SHORT else "wide")
        widen([cells for cells in blank[1:] if not filled and len(cells) > 2 and len(cells[0][1]) <= BRIEF], "short")
    else:
        widen([cells for cells in blank[:-1] if len(cells[0][1]) <= SHORT], "short")
        widen(blank[-1:], "wide")


def widen(columns: list[Column], name: str) -> None:
    for cells in columns:
        cells[0][0].attrSet("class", name)
