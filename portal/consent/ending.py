"""Where a factory has said no to the programme, nothing of it is written any more, by whomever and in whichever room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect as look_at
from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import MANYTOONE

from portal.accounts.reach import is_data
from portal.consent.models import Consent, ConsentRequest, Scope, ScopeStanding, State
from portal.database import Tenant
from portal.errors import NotNow
from portal.files.models import StoredFile
from portal.say import _l

ABOUT_IT = (Consent, ConsentRequest, ScopeStanding, StoredFile)  # the agreement itself can always be signed again


def refuse_entry(session: Session, _flush, _instances) -> None:
    """Before a flush by a person: the portal's own work, and whoever runs the server, go on."""
    if not session.info.get("actor_id"):
        return
    written = (record for record in (*session.new, *session.dirty) if isinstance(record, Tenant) and session.is_modified(record))
    places = {place for record in written if not isinstance(record, ABOUT_IT) and is_data(record) for place in places_of(record)}
    if places and has_ended(session, places):
        raise NotNow(
            _l(
                "This factory has withdrawn its agreement to the programme, so nothing is written down here any more. Its manager can sign again on the factory’s consent page."
            )
        )


def places_of(record: Any) -> Iterator[tuple]:
    """The factory of a record: its own column says it, else what it hangs on."""
    if enterprise_id := getattr(record, "enterprise_id", None):
        yield record.programme_id, enterprise_id
        return
    state = look_at(record)
    for relation in state.mapper.relationships:
        above = state.dict.get(relation.key) if relation.direction is MANYTOONE else None
        if enterprise_id := getattr(above, "enterprise_id", None):
            yield above.programme_id, enterprise_id


def has_ended(session: Session, places: set[tuple]) -> bool:
    ended = select(ScopeStanding.id).where(
        tuple_(ScopeStanding.programme_id, ScopeStanding.enterprise_id).in_(places),
        ScopeStanding.scope == Scope.DATA,
        ScopeStanding.state != State.GIVEN,
    )
    with session.no_autoflush:
        return session.scalar(ended.limit(1)) is not None
