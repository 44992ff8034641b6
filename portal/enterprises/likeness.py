"""How alike two names of firms sound, in whichever script each is written; and when two phone numbers are one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.search.folding import words_of

SAID_BY_ALL = frozenset(
    [
        "pvt",
        "private",
        "ltd",
        "limited",
        "co",
        "company",
        "llc",
        "smc",
        "and",
        "the",
        "of",
        "اینڈ",
        "پرائیویٹ",
        "پرائویٹ",
        "لمیٹڈ",
        "لمٹڈ",
        "کمپنی",
        "پی",
        "وی",
        "ٹی",
    ]
)
# How a word sounds, without its vowels: what is left is nearly the same in both scripts.
TOGETHER = (
    ("sch", "S"),
    ("tch", "C"),
    ("sh", "S"),
    ("ch", "C"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("x", "ks"),
)
LATIN = str.maketrans({"c": "k", "q": "k", "z": "z", "j": "j", "w": "", "v": "", "y": "", "h": "", **dict.fromkeys("aeiou", "")})
URDU = str.maketrans(
    {
        **dict.fromkeys("بﺑ", "b"), "پ": "p", **dict.fromkeys("تطٹ", "t"), **dict.fromkeys("سصث", "s"), "ج": "j", "چ": "C", "ش": "S",
        **dict.fromkeys("دڈ", "d"), **dict.fromkeys("رڑ", "r"), **dict.fromkeys("زذضظژ", "z"), **dict.fromkeys("غگ", "g"), "ف": "f",
        **dict.fromkeys("قکخ", "k"), "ل": "l", "م": "m", **dict.fromkeys("نں", "n"), **dict.fromkeys("اآعوؤیےئہحھء", ""),
    }
)  # fmt: skip
ALIKE, ALIKE_ELSEWHERE = 0.55, 0.8  # in one place; where the cities differ


@lru_cache(1 << 14)
def sound(word: str) -> str:
    """The consonants of a folded word, in one alphabet for both scripts; of a word of vowels alone, the word."""
    if any("\u0600" <= letter <= "\u06ff" for letter in word):
        told = word.translate(URDU)
    else:
        told = word.replace("ce", "se").replace("ci", "si")
        for written, heard in TOGETHER:
            told = told.replace(written, heard)
        told = told.translate(LATIN)
    return re.sub(r"(.)\1+", r"\1", told) or word


COMMON = frozenset(
    sound(word)
    for word in [
        "garment",
        "garments",
        "apparel",
        "apparels",
        "textile",
        "textiles",
        "mill",
        "mills",
        "industries",
        "industry",
        "enterprises",
        "enterprise",
        "factory",
        "hosiery",
        "ہوزری",
        "fabrics",
        "weaving",
        "knits",
        "knitwear",
        "stitch",
        "stitching",
        "works",
        "denim",
        "leather",
        "traders",
        "exports",
        "international",
        "clothing",
        "fashion",
    ]
)  # what half the firms of a trade are called: it weighs less than the rest of a name


def trigrams(heard: list[str]) -> frozenset[str]:
    """Each word begins and ends with a space, so that short ones count too."""
    padded = "".join(f" {word} " for word in heard).replace("  ", " ")
    return frozenset(padded[at : at + 3] for at in range(max(1, len(padded) - 2))) if heard else frozenset()


@lru_cache(1 << 14)
def parts_of(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The trigrams of all of a name's sounds, and of those that are its own."""
    heard = [sound(word) for word in words_of(name) if word not in SAID_BY_ALL]
    own = [word for word in heard if word not in COMMON]
    return trigrams(heard), trigrams(["".join(own or heard)])  # "Al-Karam" and "Alkaram" are one


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def likeness(one: str | None, other: str | None) -> float:
    """From 0 to 1: the share of sounds that two names have in common; half of it is for what is the name's own."""
    (whole, own), (their_whole, their_own) = parts_of(one or ""), parts_of(other or "")
    return (overlap(whole, their_whole) + overlap(own, their_own)) / 2


def phone_end(phone: str | None) -> str:
    """The last nine digits: whether with the country's code or with a nought, it is the same number."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-9:] if len(digits) >= 9 else ""


def bar(city: str | None, other: str | None) -> float:
    """How alike names must be that may mean one firm: more so where the cities differ."""
    return ALIKE if not city or not other or is_same_place(city, other) else ALIKE_ELSEWHERE


@dataclass(frozen=True)
class Described:
    """A firm as somebody wrote it down: its names in whichever script, its city, and the ends of its phone numbers."""

    names: tuple[str, ...]
    city: str | None
    ends: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str | None], city: str | None, phones: Iterable[str | None]) -> Described:
        return cls(tuple(filter(None, names)), city, ends_of(phones))

    def likeness_to(self, names: Iterable[str | None], city: str | None, phones: Iterable[str | None]) -> tuple[float, bool]:
        """How likely it is this known firm, and whether a phone number is the same; nought where they are two."""
        score = max((likeness(mine, theirs) for theirs in filter(None, names) for mine in self.names), default=0.0)
        same_phone = bool(self.ends & ends_of(phones))
        return (score + same_phone, same_phone) if same_phone or score >= bar(self.city, city) else (0.0, False)


def ends_of(phones: Iterable[str | None]) -> frozenset[str]:
    return frozenset(filter(None, map(phone_end, phones)))


def is_same_place(city: str | None, other: str | None) -> bool:
    """One city, in whichever script."""
    return likeness(city, other) >= ALIKE
