"""What a file or a pasted block holds: rows of cells, and which column says what beside the number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.measures.typed import DIGITS, parse
from portal.say import _l

MOST_LINES, MOST_BYTES = 12_000, 2_000_000
ESTIMATE, GAP, LEFT_OUT, NOTE = "is_estimate", "gap_because", "excluded_because", "note"
COLUMNS = {ESTIMATE: _l("Estimate"), GAP: _l("No number because"), LEFT_OUT: _l("Left out because"), NOTE: _l("Note")}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def from_xlsx(content: bytes) -> list[list[str]]:
    """Raises ValueError for what is no workbook."""
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        cells = book.get_sheet_by_index(0).to_python(nrows=MOST_LINES)
    except (CalamineError, IndexError, OSError, ValueError) as broken:
        raise ValueError("no workbook") from broken
    return [[as_cell(cell) for cell in row] for row in cells]


def as_cell(cell) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell if cell is not None else "")


def from_text(text: str) -> list[list[str]]:
    """A block from a spreadsheet (tabs), or CSV with commas or semicolons."""
    text = text.replace("\0", "").lstrip("\ufeff")
    first = text.split("\n", 1)[0]
    mark = "\t" if "\t" in first else ";" if ";" in first else ","
    csv.field_size_limit(MOST_BYTES)
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="\n")
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)][:MOST_LINES]


def is_heading(row: Sequence[str]) -> bool:
    """Names of columns: no day in the first, no number in the others."""
    return not re.search(r"\d", row[0].translate(DIGITS)) and all(parse(cell).number is None for cell in row[1:])


def columns_of(heading: Sequence[str] | None) -> dict[int, str]:
    """Which of the columns are the portal's own, by their names in either language."""
    names = {str(label).casefold(): name for code in ("en", "ur") for name, label in spoken(code)}
    return {at: names[cell] for at, one in enumerate(heading or ()) if (cell := one.strip().casefold()) in names}


def spoken(code: str) -> list[tuple[str, str]]:
    with force_locale(code):
        return [(name, str(label)) for name, label in COLUMNS.items()]


def quoted(cell):
    """What a spreadsheet would take for a formula is led by an apostrophe; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(DANGEROUS) else cell


def is_yes(cell: str) -> bool:
    return cell.strip().casefold() in {"yes", "y", "1", "x", "true", "ہاں", _("yes").casefold()}
