"""What each audience sees of a factory: one list, which the page shows and the file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from portal.consent.audiences import Audience, Who, shown_to
from portal.database import db
from portal.enterprises import cities
from portal.enterprises.models import Enterprise
from portal.say import _l

BY_AUDIENCE = {  # what of its own page a factory shows
    Who.DONOR: ("name", "name_ur", "city", "products", "women_count", "men_count"),
    Who.ALUMNI: ("name", "name_ur", "city", "products", "about"),
    Who.PUBLIC: ("name", "name_ur", "city"),
}
LABELS = {
    "name": _l("Name"),
    "name_ur": _l("Name in Urdu"),
    "city": _l("City"),
    "products": _l("What it makes"),
    "women_count": _l("Women employed"),
    "men_count": _l("Men employed"),
    "about": _l("What it says of itself"),
}


@dataclass(frozen=True)
class Item:
    label: object
    value: str
    url: str | None = None  # of a picture


Source = Callable[[Audience, Enterprise], Iterable[Item]]  # asked only where the audience sees the factory at all
_sources: list[Source] = []


def add(source: Source) -> None:
    """An upper room says what it shows this audience of a factory."""
    if source not in _sources:
        _sources.append(source)


def of(audience: Audience, enterprise: Enterprise) -> list[Item] | None:
    """None: this audience sees nothing of it, not even its name."""
    there = select(Enterprise.id).where(Enterprise.programme_id == enterprise.programme_id, Enterprise.id == enterprise.id)
    if db.session.scalar(there.where(shown_to(audience, Enterprise))) is None:
        return None
    shown = ((LABELS[name], getattr(enterprise, name)) for name in BY_AUDIENCE[audience.who])
    mine = [Item(label, cities.said(value) if label is LABELS["city"] else str(value)) for label, value in shown if value is not None]
    return [*mine, *(item for source in _sources for item in source(audience, enterprise))]
