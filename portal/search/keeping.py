"""The index kept up: with every flush, in the transaction of the record itself; and made anew by the same code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy import inspect as look_at
from sqlalchemy.orm import Session

from portal.database import db
from portal.search.folding import can_be_mistyped, near
from portal.search.models import SearchEntry, SearchNear
from portal.search.sources import Source, Watch, sources

AT_ONCE = 400
entries: Any = SearchEntry.__table__
spellings: Any = SearchNear.__table__


def keep_up(session: Session, _flush) -> None:
    """After a flush: whatever of it can be found is found as it now stands."""
    touched: dict[str, set[UUID]] = defaultdict(set)
    for record in (*session.new, *session.dirty, *session.deleted):
        for source, watch in sources.watching.get(type(record), ()):
            if matters(session, record, watch):
                ids = watch.ids(record)
                touched[source.kind].update(session.scalars(ids) if isinstance(ids, Select) else ids)
    for kind, ids in touched.items():
        for some in in_parts(ids):
            keep(session, sources.of_kind[kind], some)


def matters(session: Session, record, watch: Watch) -> bool:
    if record in session.new or record in session.deleted:
        return True
    state = look_at(record).attrs
    return any(state[name].history.has_changes() for name in watch.of) if watch.of else session.is_modified(record)


def in_parts(things: Iterable, most: int = AT_ONCE) -> Iterator[list]:
    source = iter(things)
    while part := list(islice(source, most)):
        yield part


def keep(session: Session, source: Source, ids: Collection[UUID]) -> int:
    """Entries of these records made equal to what the records say; how many were written."""
    fresh = {row["key"]: row for entry in source.read(ids) for row in [entry.row(source.kind)]}
    known = select(entries.c.key, entries.c.stamp).where(entries.c.kind == source.kind, entries.c.record_id.in_(ids))
    stamps = {row.key: row.stamp for row in session.execute(known)}
    return write(session, fresh, stamps)


def write(session: Session, fresh: dict[UUID, dict], stamps: dict[UUID, str]) -> int:
    new = [row for key, row in fresh.items() if key not in stamps]
    changed = [row for key, row in fresh.items() if key in stamps and stamps[key] != row["stamp"]]
    if gone := [key for key in stamps if key not in fresh]:
        session.execute(delete(entries).where(entries.c.key.in_(gone)))
    if new:
        session.execute(insert(entries), new)
    for row in changed:
        session.execute(update(entries).where(entries.c.key == row["key"]).values(row))
    if new or changed:
        learn(session, {word for row in (*new, *changed) for word in row["tokens"].split(" ")})
    return len(new) + len(changed) + len(gone)


def learn(session: Session, words: Iterable[str]) -> None:
    """The spellings near each word that is not known yet; sorted, so that two writers never wait for each other crosswise."""
    insert_new = insert_for(session.get_bind().dialect.name)
    for some in in_parts(sorted(filter(can_be_mistyped, words))):
        known = set(session.scalars(select(spellings.c.word).where(spellings.c.word.in_(some), spellings.c.near == spellings.c.word)))
        rows = [{"near": short, "word": word} for word in some if word not in known for short in sorted(near(word))]
        if rows:
            session.execute(insert_new(spellings).on_conflict_do_nothing(), rows)


def insert_for(dialect: str):
    """Each dialect's own INSERT, loaded where it is used: PostgreSQL's brings its driver along."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as upsert
    else:
        from sqlalchemy.dialects.sqlite import insert as upsert
    return upsert


def rebuild() -> Iterator[int]:
    """Every entry as its record says now, in parts; after each part the caller commits. How many were written in it."""
    for source in sources.of_kind.values():
        seen: set[UUID] = set()
        for some in in_parts(source.read(None)):
            fresh = {row["key"]: row for entry in some for row in [entry.row(source.kind)]}
            seen |= fresh.keys()
            known = select(entries.c.key, entries.c.stamp).where(entries.c.key.in_(fresh))
            yield write(db.session(), fresh, {row.key: row.stamp for row in db.session.execute(known)})
        stale = set(db.session.scalars(select(entries.c.key).where(entries.c.kind == source.kind))) - seen
        for keys in in_parts(stale):
            db.session.execute(delete(entries).where(entries.c.key.in_(keys)))
            yield len(keys)
    db.session.execute(delete(entries).where(entries.c.kind.not_in(list(sources.of_kind))))
    yield forget_words()


def forget_words() -> int:
    """Drop spellings of words that stand nowhere any more: what is erased is not to be guessed at."""
    standing = {word for tokens in db.session.scalars(select(entries.c.tokens)) for word in tokens.split(" ") if can_be_mistyped(word)}
    known = set(db.session.scalars(select(spellings.c.word).where(spellings.c.near == spellings.c.word)))
    for words in in_parts(known - standing):
        db.session.execute(delete(spellings).where(spellings.c.word.in_(words)))
    return len(known - standing)


def is_empty() -> bool:
    return db.session.scalar(select(entries.c.id).limit(1)) is None
