"""What a notice says: a sentence per code, put together in the reader's language when it is read."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from babel.dates import format_date
from markupsafe import Markup, escape

from portal.say import _l
from portal.web.formats import name as isolated
from portal.web.language import language

UNKNOWN = _l("Something happened here.")
OUT_OF_REACH = _l("Something happened in a factory that you no longer reach.")

_templates: dict[str, object] = {}


def register(**templates: object) -> None:
    """`register(action_given=_l("%(by)s gave you “%(action)s”."))`: a room's own sentences, by code."""
    _templates.update(templates)


def known() -> frozenset[str]:
    return frozenset(_templates)


def kept(value: Any):
    """A fact as JSON: a name with both its scripts, a day as a day, all else as its words."""
    if isinstance(value, date):
        return {"on": value.isoformat()}
    if hasattr(value, "name"):
        return {"name": value.name, "name_ur": getattr(value, "name_ur", None)}
    if isinstance(value, dict):  # names by language, as {"name": …, "name_ur": …}
        return value
    return str(value)


def told(fact) -> str:
    """A kept fact in the reader's language."""
    if not isinstance(fact, dict):
        return str(fact)
    if "on" in fact:
        return format_date(date.fromisoformat(fact["on"]), "d MMMM y", locale=language())
    return (fact.get("name_ur") if language() == "ur" else None) or fact.get("name") or "…"


def html(what: str, facts: dict) -> Markup:
    """The sentence for a page: each fact in its own isolate."""
    shown = defaultdict(lambda: "…", {key: isolated(told(fact)) for key, fact in facts.items()})
    return escape(str(_templates.get(what, UNKNOWN))) % shown


def plain(what: str, facts: dict) -> str:
    """The sentence for a letter or a calendar: isolates as characters."""
    shown = defaultdict(lambda: "…", {key: f"\u2068{told(fact)}\u2069" for key, fact in facts.items()})
    return str(_templates.get(what, UNKNOWN)) % shown
