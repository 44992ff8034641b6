"""A record's history in words: who, when, what was before, what came after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Enum, or_, select, union_all

from portal.database import db
from portal.history.acting import AGENTS
from portal.history.models import PORTAL, HistoryRow, chain_of
from portal.history.recording import HIDDEN
from portal.history.records import Kind, Table, words
from portal.web import formats
from portal.web.asking import as_id
from portal.web.language import language

MOST, LONG = 60, 160


@dataclass(frozen=True)
class Said:
    """A value as the page shows it; what is long stands whole behind the short."""

    shown: Any
    whole: str | None = None


@dataclass(frozen=True)
class Change:
    label: Any
    before: Said | None
    after: Said | None


@dataclass(frozen=True)
class Entry:
    row: HistoryRow
    actor: Any
    title: Any
    subject: str | None  # which of the things that belong to the record
    changes: list[Change]

    @property
    def is_new(self) -> bool:
        return not self.row.is_erased and self.row.before is None


def rows_about(kind: Kind, user, record, last: tuple[datetime, int] | None) -> list[HistoryRow]:
    """Newest first: sixty, and one more that tells whether there are others."""
    wanted = select(HistoryRow).where(HistoryRow.chain.in_((chain_of(record.programme_id), PORTAL)))
    ids = [HistoryRow.record_id.in_(below) for below in kind.below(user, record)]
    wanted = wanted.where(or_(HistoryRow.record_id == record.id, *ids))
    if last:
        at, number = last
        wanted = wanted.where(or_(HistoryRow.at < at, (HistoryRow.at == at) & (HistoryRow.number < number)))
    wanted = wanted.order_by(HistoryRow.at.desc(), HistoryRow.number.desc()).limit(MOST + 1)
    return [row for row in db.session.scalars(wanted) if row.what in words.tables]


def entries(rows: list[HistoryRow], record_id: UUID) -> list[Entry]:
    known = names_in(rows)
    codes = {column: told() for column, told in words.codes.items() if any(column in (row.after or {}) for row in rows)}
    return [entry_of(row, record_id, known, codes) for row in rows]


def entry_of(row: HistoryRow, record_id: UUID, known: dict[UUID, str], codes: dict) -> Entry:
    table = words.tables[row.what]
    before, after = table.reads(row.before or {}), table.reads(row.after or {})
    changes = [
        Change(label, said(table, name, before.get(name), known, codes), said(table, name, after.get(name), known, codes))
        for name, label in table.fields.items()
        if name in before or name in after
    ]
    actor = known.get(row.actor_id) if row.actor_id else AGENTS.get(row.agent or "")
    subject = None if row.record_id == record_id or row.record_id is None else known.get(row.record_id)
    return Entry(row, actor or _("A person who is no longer named"), table.title, subject, changes)


def said(table: Table, name: str, value, known: dict[UUID, str], codes: dict) -> Said | None:
    """A value of a column in the page's words and language."""
    if value is None:
        return None
    if value == HIDDEN:
        return Said(_("kept secret"))
    if name in codes:
        return Said(formats.words(codes[name].get(value, value)))
    if isinstance(value, bool):
        return Said(_("Yes") if value else _("No"))
    if isinstance(value, int | float):
        return Said(formats.num(value))
    kind = table.model.__mapper__.columns[name].type  # pyright: ignore[reportAttributeAccessIssue]
    return said_of_text(kind, str(value), known)


def said_of_text(kind, text: str, known: dict[UUID, str]) -> Said:
    wanted = getattr(kind, "impl_instance", kind).python_type
    if isinstance(kind, Enum):
        return Said(next((label for word, label in words.choices.get(kind.enum_class or str, {}).items() if word == text), text))
    if wanted is UUID:
        return Said(formats.words(known.get(UUID(text)) or _("not named here")))
    if wanted is datetime:
        return Said(formats.moment(datetime.fromisoformat(text)))
    if wanted is date:
        return Said(formats.day(date.fromisoformat(text)))
    if len(text) <= LONG:
        return Said(formats.words(text))
    return Said(formats.words(text[:LONG].rsplit(" ", 1)[0] + " …"), text)


def names_in(rows: list[HistoryRow]) -> dict[UUID, str]:
    """Whoever and whatever these rows name, in the page's language where it has a name in that: one statement, and one for each table that says its names itself."""
    ids = {row.actor_id for row in rows} | {row.record_id for row in rows}
    for row in rows:
        ids |= {as_id(value) for side in (row.before, row.after) for value in (side or {}).values() if isinstance(value, str)}
    ids.discard(None)
    if not ids or not words.names:
        return {}
    parts = []
    for named in words.names.values():
        one = named()
        key = one.selected_columns[0]
        parts.append(one.where(key.in_(ids)))
    found: Any = db.session.execute(union_all(*parts))
    named = {row[0]: (row[2] if language() == "ur" else None) or row[1] for row in found}
    for what in {row.what for row in rows} & words.spoken.keys():
        named |= words.spoken[what](ids)
    return named


def last_of(text: str | None) -> tuple[datetime, int] | None:
    """Where the page before this one ended, as its link says; what cannot be meant is left out."""
    at, _tilde, number = (text or "").partition("~")
    try:
        return datetime.fromisoformat(at).replace(tzinfo=None), min(abs(int(number)), 2**62)
    except ValueError:
        return None


def following(rows: list[HistoryRow]) -> str | None:
    return f"{rows[MOST - 1].at.isoformat()}~{rows[MOST - 1].number}" if len(rows) > MOST else None
