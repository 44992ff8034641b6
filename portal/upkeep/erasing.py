"""Erasing a person: what is replaced, what of the history is erased, and what stays for a human being to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import String, Table, func, or_, select

from portal.accounts import erasing as accounts_erasing
from portal.database import Base, db
from portal.history import erasing as history_erasing
from portal.history import recording
from portal.web.unnamed import is_distinct, stands_in

MOST_SHOWN = 50


@dataclass
class Erasure:
    """What would be done, or was."""

    person_id: UUID
    name: str
    replaced: list[str] = field(default_factory=list)
    contents: int = 0  # rows of the history whose contents go
    mentions: list[str] = field(default_factory=list)  # texts of others in which the name still stands


class NobodyThere(LookupError):
    """No such person; the message says what was looked for."""


def erase_person(wanted: str, reason: str, for_good: bool) -> Erasure:
    """All of it in one transaction, which a preview takes back. The caller commits."""
    found = accounts_erasing.find(wanted)
    if found is None:
        raise NobodyThere(f"Nobody has the username or id {wanted}.")
    person, user = found
    if person.name == accounts_erasing.GONE:
        raise NobodyThere("This person is erased already.")
    known, erasure = accounts_erasing.Known.of(person, user), Erasure(person.id, person.name)
    erasure.replaced = accounts_erasing.forget(known)
    recording.write(db.session())  # the rows of this very change tell the old name: they are erased with the others
    rows = history_erasing.rows_naming(db.session(), known.names, known.records)
    erasure.contents = sum(map(len, rows.values()))
    history_erasing.erase(db.session(), rows, person.id, reason)
    erasure.mentions = mentions(known.names)
    if not for_good:
        db.session.rollback()
    return erasure


def mentions(names: list[str]) -> list[str]:
    """Texts that people wrote in which a name of several words, an address or a number still stands: only a human being mends a sentence."""
    whole = [name for name in names if is_distinct(name)]
    if not whole:
        return []
    found = []
    for table in Base.metadata.sorted_tables:
        if not table.name.startswith(("history", "search_")):  # the search says what the records say
            found += mentions_in(table, whole)
    return found


def mentions_in(table: Table, names: list[str]) -> list[str]:
    key = table.primary_key.columns.keys()[-1]
    found = []
    for column in table.c:
        if isinstance(column.type, String) and column.type.python_type is str:
            like = [func.lower(column).contains(name.lower(), autoescape=True) for name in names]
            rows = db.session.execute(select(table.c[key], column).where(or_(*like)).limit(MOST_SHOWN))
            found += [f"{table.name} {row[0]}: {column.name}" for row in rows if any(stands_in(name, row[1]) for name in names)]
    return found
