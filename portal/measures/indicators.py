"""The catalogue of indicators, read once from `content/indicators.yaml`: what a measure card can be made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from portal.config import ROOT
from portal.evidence import Better, Kind
from portal.say import _l
from portal.web.language import language

FILE = ROOT / "content" / "indicators.yaml"
SPOKEN = ("name", "unit", "numerator", "denominator", "how")
SOURCES = {
    "I": _l("ICLS resolution concerning statistics of occupational injuries"),
    "P": _l("common practice in personnel records"),
    "G": _l("common practice in the garment industry"),
    "L": _l("common practice in lean manufacturing"),
}


@dataclass(frozen=True)
class Indicator:
    """One indicator in one language; `scale` multiplies the quotient on display, `plausible` is a band as displayed."""

    code: str
    version: int
    kind: Kind
    better: Better
    scale: float
    name: str
    unit: str
    numerator: str
    denominator: str
    how: str
    source: object  # said in the reader's language
    is_core: bool = False
    is_activity: bool = False
    is_seasonal: bool = False  # heat, harvest and orders move it every year
    plausible: tuple[float, float] | None = None


@cache
def catalogue(tongue: str = "en") -> dict[str, Indicator]:
    """All indicators by their code, the core ones first; what is not translated stays English."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = [_indicator(entry, told["version"], tongue) for entry in told["indicators"]]
    return {one.code: one for one in sorted(found, key=lambda one: not one.is_core)}


def is_seasonal(code: str | None) -> bool:
    return bool(code and code in catalogue() and catalogue()[code].is_seasonal)


def _indicator(entry: dict, version: int, tongue: str) -> Indicator:
    spoken = {name: entry[name].get(tongue) or entry[name]["en"] for name in SPOKEN}
    return Indicator(
        code=entry["code"],
        version=entry.get("version", version),
        kind=Kind(entry["kind"]),
        better=Better(entry["better"]),
        scale=float(entry["scale"]),
        source=SOURCES[entry["source"]],
        is_core=entry.get("core", False),
        is_activity=entry.get("activity", False),
        is_seasonal=entry.get("seasonal", False),
        plausible=tuple(entry["plausible"]) if "plausible" in entry else None,
        **spoken,
    )


def words_of(card, names: tuple[str, ...] = SPOKEN) -> dict[str, str]:
    """What a card, or a row with its columns, says: in the reader's language where the catalogue gave it and nobody changed it."""
    told = {name: getattr(card, name) or "" for name in names}
    english, here = catalogue().get(card.indicator_code or ""), catalogue(language()).get(card.indicator_code or "")
    if english and here and card.indicator_version == here.version:
        told |= {name: getattr(here, name) for name in told if told[name] == getattr(english, name)}
    return told


def word_of(card, name: str = "name") -> str:
    return words_of(card, (name,))[name]
