"""Sentences with numbers inside them, as safe markup: each number in its isolate, whatever people wrote escaped."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask_babel import get_translations
from markupsafe import Markup, escape

from portal.web import translating
from portal.web.formats import ltr, name

SCIENTIFIC_FROM, SCIENTIFIC_BELOW = 1e12, 1e-6
MOST_DIGITS = 8


def gettext(words: str, **facts: Any) -> Markup:
    """A sentence of the catalogue; facts that are not markup are escaped. A literal percent sign is written %%."""
    return translating.said(None, words, **facts)


def ngettext(one: str, many: str, num: float, **facts: Any) -> Markup:
    return escape(get_translations().ungettext(one, many, int(num))) % {"num": whole(num), **facts}


def said(words: object, **facts: Any) -> Markup:
    """A lazy sentence, said now."""
    return escape(str(words)) % facts


def joined(*sentences: Markup | None) -> Markup:
    """Whole sentences one after the other."""
    return escape(" ").join(one for one in sentences if one)


def plain(sentence: object) -> str:
    """A sentence for a terminal, a spreadsheet or a mail."""
    return escape(sentence).striptags()


def digits_of(*values: float | None) -> int:
    """Decimals that leave two digits of the first value that is not zero; negative ones round to tens, hundreds …"""
    for value in values:
        if value and math.isfinite(value):
            return max(-11, min(MOST_DIGITS, 1 - math.floor(math.log10(abs(value)))))
    return 0


def figure(value: float, digits: int) -> str:
    """Western digits, a true minus, powers of ten where nobody reads zeros."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size >= SCIENTIFIC_FROM or 0 < size < SCIENTIFIC_BELOW:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}×10^{int(exponent)}".replace("-", "−")
    return f"{rounded(value, digits):,.{max(digits, 0)}f}".replace("-", "−")


def rounded(value: float, digits: int) -> float:
    """Half away from zero, of what a person would take the number for: 21.5 and 21.499999999999996 are one number on one page."""
    return float(Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)) + 0.0


def number(value: float, digits: int) -> Markup:
    return ltr(figure(value, digits))


def signed(value: float, digits: int) -> str:
    """With its sign, also a plus; what rounds to nothing has none."""
    text = figure(value, digits)
    return f"+{text}" if value > 0 and any(letter in "123456789∞" for letter in text) else text


def whole(value: float) -> Markup:
    """A count in a sentence."""
    return ltr(f"{value:,.0f}")


def own_words(text: str) -> Markup:
    """A name or unit that people gave: it keeps its own direction."""
    return name(text)
