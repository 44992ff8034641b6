"""Words as they are looked for: one spelling for what people write in several, in both scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

NON_JOINER = "\u200c"
WORD = re.compile(rf"[^\W_]+(?:[{NON_JOINER}\u200d\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f]+[^\W_]*)*")
LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىېۍ", "ی"),
        "ك": "ک",
        **dict.fromkeys("هھۃةە", "ہ"),
        "ے": "ے",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        **dict.fromkeys("\u0640\u200b\u200d\u200e\u200f\u2060\ufeff", ""),
    }
)
LONGEST = 40
SHORTEST_TO_MISTYPE = 4
LONGEST_TO_MISTYPE = 24


@lru_cache(1 << 15)
def fold(word: str) -> str:
    """Case, accents, vowel marks, Arabic forms of Urdu letters and digits, joiners: gone or made one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if unicodedata.category(c) != "Mn")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain.translate(LETTERS) if c.isalnum())[:LONGEST]


def words_of(text: str | None) -> Iterator[str]:
    """Each word of a text; one that is written with a non-joiner also in its parts."""
    for match in WORD.finditer(text or ""):
        if word := fold(match[0]):
            yield word
        if NON_JOINER in match[0]:
            yield from filter(None, map(fold, match[0].split(NON_JOINER)))


def asked_words(text: str, most: int = 8) -> list[str]:
    """What somebody looks for, in its parts: a non-joiner is as good as a space."""
    return list(dict.fromkeys(words_of(text.replace(NON_JOINER, " "))))[:most]


def can_be_mistyped(word: str) -> bool:
    return SHORTEST_TO_MISTYPE <= len(word) <= LONGEST_TO_MISTYPE and word.isalpha()


def near(word: str) -> set[str]:
    """The word, and the word without each of its letters: two words that are one mistake apart share one of these."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def is_one_mistake_away(one: str, other: str) -> bool:
    """One letter too many, missing, wrong, or two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    changed_places = shorter[at : at + 2] == longer[at : at + 2][::-1]
    return shorter[at + 1 :] == longer[at + 1 :] or (changed_places and shorter[at + 2 :] == longer[at + 2 :])
