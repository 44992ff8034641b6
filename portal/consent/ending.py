"""Where a factory has said no to the programme, nothing of it is written any more, by whomever and in whichever room."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from portal.accounts.reach import is_data
from portal.consent.models import Consent, ConsentRequest, Scope, ScopeStanding, State
from portal.database import Base, Tenant
from portal.errors import NotNow
from portal.files.models import StoredFile
from portal.say import _l

ENDED = _l(
    "This factory has withdrawn its agreement to the programme, so nothing is written down here any more. Its manager can sign again on the factory’s consent page."
)
ABOUT_IT = (Consent, ConsentRequest, ScopeStanding, StoredFile)  # the agreement itself can always be signed again


def refuse_entry(session: Session, _flush) -> None:
    """After a flush by a person, when every row knows where it hangs: the portal's own work, and whoever runs the server, go on."""
    if not session.info.get("actor_id"):
        return
    written = (r for r in (*session.new, *session.dirty) if isinstance(r, Tenant) and not isinstance(r, ABOUT_IT) and is_data(r))
    with session.no_autoflush:
        places = {place for record in written if (place := place_of(session, record))}
        if places and has_ended(session, places):
            raise NotNow(ENDED)


def place_of(session: Session, record: Any) -> tuple | None:
    """The factory of a record: its own column says it, else what it hangs on."""
    if hasattr(record, "enterprise_id"):
        return (record.programme_id, record.enterprise_id) if record.enterprise_id else None
    for key in type(record).__table__.foreign_key_constraints:
        above = model_of(key.referred_table.name)
        column = next((name for name in key.column_keys if name != "programme_id"), None)
        if above is None or column is None or (value := getattr(record, column)) is None:
            continue
        parent = session.get(above, (record.programme_id, value))
        if enterprise_id := getattr(parent, "enterprise_id", None):
            return record.programme_id, enterprise_id
    return None


@lru_cache
def model_of(table: str) -> Any:
    """The model of a table whose rows belong to one factory."""
    found = (mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == table)
    return next((model for model in found if hasattr(model, "enterprise_id")), None)


def has_ended(session: Session, places: set[tuple]) -> bool:
    ended = select(ScopeStanding.id).where(
        tuple_(ScopeStanding.programme_id, ScopeStanding.enterprise_id).in_(places),
        ScopeStanding.scope == Scope.DATA,
        ScopeStanding.state != State.GIVEN,
    )
    return session.scalar(ended.limit(1)) is not None
