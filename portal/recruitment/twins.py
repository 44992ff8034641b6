"""The same firm under two names: written otherwise, in the other script, or known by its phone number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import and_, select

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Stage
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
ALIKE, ALIKE_ELSEWHERE = 0.55, 0.8
MOST = 5


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


@dataclass(frozen=True)
class Twin:
    id: UUID
    name: str
    name_ur: str | None
    city: str
    is_prospect: bool
    prospect_id: UUID | None
    stage: Stage | None
    same_phone: bool
    score: float


def same_place(one: str, other: str) -> bool:
    return not one or not other or likeness(one, other) >= ALIKE


def known(programme_id: UUID) -> Iterable:
    """Every firm of the programme, in one statement."""
    of_it = and_(Prospect.programme_id == Enterprise.programme_id, Prospect.enterprise_id == Enterprise.id)
    asked = select(Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city, Enterprise.phone, Enterprise.is_prospect)
    asked = asked.add_columns(Prospect.id.label("prospect_id"), Prospect.contact_phone, Prospect.stage).outerjoin(Prospect, of_it)
    return db.session.execute(asked.where(Enterprise.programme_id == programme_id, Enterprise.merged_into_id.is_(None)))


def twins_of(
    programme_id: UUID, names: Iterable[str | None], city: str, phones: Iterable[str | None], but: UUID | None = None
) -> list[Twin]:
    """Firms that may be the same one, the likeliest first."""
    names, ends = [name for name in names if name], {phone_end(phone) for phone in phones} - {""}
    found = []
    for row in known(programme_id):
        if row.id == but:
            continue
        score = max((likeness(name, other) for name in names for other in (row.name, row.name_ur) if other), default=0.0)
        same_phone = bool(ends & {phone_end(row.phone), phone_end(row.contact_phone)})
        if same_phone or score >= (ALIKE if same_place(city, row.city) else ALIKE_ELSEWHERE):
            facts = (row.id, row.name, row.name_ur, row.city, row.is_prospect, row.prospect_id, row.stage)
            found.append(Twin(*facts, same_phone=same_phone, score=score + same_phone))
    return sorted(found, key=lambda twin: -twin.score)[:MOST]
