"""The coordinator's list: each factory with what it said to each scope, what is asked, and what runs out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, select, tuple_

from portal import clock
from portal.consent.models import ConsentRequest, Scope, ScopeStanding, State
from portal.consent.policy import visible_places
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.say import _l
from portal.web.paging import page_after

SOON = timedelta(days=60)
FILTERS = {
    "": _l("All"),
    "signed": _l("Signed"),
    "waiting": _l("Asked, not signed"),
    "silent": _l("Never asked"),
    "expiring": _l("Runs out soon"),
    "withdrawn": _l("Taken back"),
}


TO_ASK = ("silent", "expiring")  # where several are asked at once


@dataclass(frozen=True)
class Line:
    place: Row
    standings: dict[Scope, ScopeStanding]
    is_asked: bool

    @property
    def id(self) -> UUID:
        return self.place.id

    @property
    def ends_on(self) -> date | None:
        return min((one.valid_until for one in self.standings.values() if one.valid_until and one.state is State.GIVEN), default=None)

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < clock.today()

    @property
    def runs_out(self) -> bool:
        return self.ends_on is not None and self.ends_on <= clock.today() + SOON


def lines(user, which: str, last: UUID | None) -> list[Line]:
    """A page and one more: three statements."""
    shown = (Enterprise.programme_id, Enterprise.id, Enterprise.name, Enterprise.name_ur, Enterprise.city)
    found = visible_places(user).with_only_columns(*shown).where(Enterprise.merged_into_id.is_(None))
    for term in terms_of(which):
        found = found.where(term)
    places = list(db.session.execute(page_after(found, Enterprise.name, Enterprise.id, last)))
    return [Line(place, *facts) for place, facts in zip(places, facts_of(places), strict=True)]


def ticked(user, ids: Collection[UUID]) -> list[Enterprise]:
    """Of those that were ticked, the ones within reach, by name."""
    return list(db.session.scalars(visible_places(user).where(Enterprise.id.in_(ids)).order_by(Enterprise.name)))


def facts_of(places: list[Row]) -> Iterable[tuple[dict, bool]]:
    keys = [(place.programme_id, place.id) for place in places]
    standings: dict = defaultdict(dict)
    for one in db.session.scalars(select(ScopeStanding).where(tuple_(ScopeStanding.programme_id, ScopeStanding.enterprise_id).in_(keys))):
        standings[one.enterprise_id][one.scope] = one
    asked = select(ConsentRequest.enterprise_id).where(
        tuple_(ConsentRequest.programme_id, ConsentRequest.enterprise_id).in_(keys), ConsentRequest.closed_at.is_(None)
    )
    waiting = set(db.session.scalars(asked))
    return [(standings[key], key in waiting) for _, key in keys]


def terms_of(which: str) -> list[ColumnElement[bool]]:
    requested = there(ConsentRequest)
    is_open = there(ConsentRequest, ConsentRequest.closed_at.is_(None))
    said = there(ScopeStanding)
    data = ScopeStanding.scope == Scope.DATA
    soon = and_(ScopeStanding.state == State.GIVEN, ScopeStanding.valid_until <= clock.today() + SOON)
    return {
        "signed": [there(ScopeStanding, data, ScopeStanding.state == State.GIVEN)],
        "waiting": [is_open],
        "silent": [~requested, ~said],
        "expiring": [there(ScopeStanding, soon)],
        "withdrawn": [there(ScopeStanding, ScopeStanding.state == State.WITHDRAWN)],
    }.get(which, [])


def there(model, *terms) -> ColumnElement[bool]:
    return exists().where(model.programme_id == Enterprise.programme_id, model.enterprise_id == Enterprise.id, *terms)
