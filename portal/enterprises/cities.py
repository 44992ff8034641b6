"""Cities by their names in the reader's language: kept is what was written, and one that is not known here stands as it was written."""

from __future__ import annotations

from sqlalchemy import func, or_

from portal.say import _l

KNOWN = {
    "karachi": _l("Karachi"),
    "hyderabad": _l("Hyderabad"),
    "hub": _l("Hub"),
    "thatta": _l("Thatta"),
    "sukkur": _l("Sukkur"),
    "larkana": _l("Larkana"),
    "nawabshah": _l("Nawabshah"),
    "mirpur khas": _l("Mirpur Khas"),
    "jacobabad": _l("Jacobabad"),
    "khairpur": _l("Khairpur"),
    "dadu": _l("Dadu"),
    "badin": _l("Badin"),
    "kotri": _l("Kotri"),
    "jamshoro": _l("Jamshoro"),
    "nooriabad": _l("Nooriabad"),
    "shikarpur": _l("Shikarpur"),
    "lahore": _l("Lahore"),
    "faisalabad": _l("Faisalabad"),
    "sialkot": _l("Sialkot"),
    "gujranwala": _l("Gujranwala"),
    "gujrat": _l("Gujrat"),
    "multan": _l("Multan"),
    "rawalpindi": _l("Rawalpindi"),
    "islamabad": _l("Islamabad"),
    "bahawalpur": _l("Bahawalpur"),
    "sargodha": _l("Sargodha"),
    "sahiwal": _l("Sahiwal"),
    "sheikhupura": _l("Sheikhupura"),
    "kasur": _l("Kasur"),
    "okara": _l("Okara"),
    "jhang": _l("Jhang"),
    "jhelum": _l("Jhelum"),
    "rahim yar khan": _l("Rahim Yar Khan"),
    "dera ghazi khan": _l("Dera Ghazi Khan"),
    "wazirabad": _l("Wazirabad"),
    "daska": _l("Daska"),
    "chiniot": _l("Chiniot"),
    "hafizabad": _l("Hafizabad"),
    "taxila": _l("Taxila"),
    "peshawar": _l("Peshawar"),
    "mardan": _l("Mardan"),
    "swabi": _l("Swabi"),
    "nowshera": _l("Nowshera"),
    "haripur": _l("Haripur"),
    "abbottabad": _l("Abbottabad"),
    "mingora": _l("Mingora"),
    "kohat": _l("Kohat"),
    "quetta": _l("Quetta"),
    "gwadar": _l("Gwadar"),
    "khuzdar": _l("Khuzdar"),
    "turbat": _l("Turbat"),
    "mirpur": _l("Mirpur"),
    "muzaffarabad": _l("Muzaffarabad"),
    "gilgit": _l("Gilgit"),
}


def said(name: str | None) -> str:
    """A city as the reader's language writes it."""
    known = KNOWN.get((name or "").strip().casefold())
    return str(known) if known else name or ""


def named(column, text: str):
    """The condition that this text is in a city's name, as it was written or as the reader's language says it."""
    known = [name for name, city in KNOWN.items() if text.casefold() in str(city).casefold()]
    return or_(column.icontains(text, autoescape=True), func.lower(column).in_(known))
