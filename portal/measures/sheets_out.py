"""A card's numbers as CSV and XLSX, out. Text stays text: no cell of ours is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from flask_babel import gettext as _

from portal.measures.indicators import words_of
from portal.measures.models import MeasureCard
from portal.measures.tables import COLUMNS, ESTIMATE, quoted


def header(card: MeasureCard) -> list[str]:
    """In the reader's language: coming back, a heading is known by holding no number, and its columns by their names."""
    words = words_of(card)
    numbers = [words["numerator"] or words["name"], *([words["denominator"]] if card.is_divided else [])]
    return [_("Period"), *numbers, *map(str, COLUMNS.values())]


def rows(card: MeasureCard) -> Iterable[list]:
    for one in card.readings:
        numbers = [whole(number) for number in (one.pair if card.is_divided else one.pair[:1])]
        words = {name: getattr(one, name) or "" for name in COLUMNS} | {ESTIMATE: _("yes") if one.is_estimate else ""}
        yield [one.starts_on.isoformat(), *numbers, *words.values()]


def whole(number: float | None) -> float | int | None:
    """38, as it was counted, and not 38.0."""
    return int(number) if number is not None and number.is_integer() else number


def as_csv(card: MeasureCard) -> str:
    out = io.StringIO()
    written = csv.writer(out)
    for row in (header(card), *rows(card)):
        written.writerow([quoted(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def as_xlsx(card: MeasureCard) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("numbers")
        for at, row in enumerate((header(card), *rows(card))):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif cell is not None:
                    sheet.write_number(at, column, cell)
        sheet.set_column(0, 6, 18)
    return out.getvalue()
