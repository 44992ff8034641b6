"""What people type into a box for a number: with a comma, with Urdu digits, with a percent sign, in lakhs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.say import _l

DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬٪−", "01234567890123456789.,%-")
GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")  # 1,200 and 12,34,567.5, but not 0,125
SPACED = re.compile(r"-?[1-9]\d{0,2}(?:\s\d{2,3})*\s\d{3}(?:[.,]\d+)?%?")  # 1 200, but not 5 2
TORN = re.compile(r"\d\s+\d")
PLAIN = re.compile(r"-?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
NOTHING = frozenset({"", "-", "–", "—"})
MOST = 1e12

NO_NUMBER = _l("This is not a number. Write it in figures, for example 120 or 5.2; leave it empty if nobody counted.")
TOO_LARGE = _l("This number is too large to be counted by anybody.")
A_PERCENTAGE = _l("Write how many, not a percentage: the portal divides for you.")


@dataclass(frozen=True, slots=True)
class Typed:
    """`number` none and no `wrong`: nothing was typed, which is missing and never zero."""

    number: float | None = None
    is_percent: bool = False
    wrong: object = None


def parse(text: str | None) -> Typed:
    """`5,2`, `۵٫۲` and `5.2 %` are one number; `1,200` is twelve hundred, as people write it here."""
    typed = (text or "").translate(DIGITS).strip()
    if TORN.search(typed) and not SPACED.fullmatch(re.sub(r"\s+%", "%", typed)):
        return Typed(wrong=NO_NUMBER)
    plain = re.sub(r"\s", "", typed)
    is_percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    if plain in NOTHING:
        return Typed(wrong=NO_NUMBER) if is_percent else Typed()
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif not PLAIN.fullmatch(plain):
        return Typed(wrong=NO_NUMBER)
    number = float(plain.replace(",", "."))
    return Typed(wrong=TOO_LARGE) if abs(number) > MOST else Typed(number, is_percent)


def parse_count(text: str | None) -> Typed:
    """One half of a quotient: a percentage in it is a misunderstanding, and is explained."""
    typed = parse(text)
    return Typed(wrong=A_PERCENTAGE) if typed.is_percent else typed
