"""The one difference between the databases: how a wish is written for FTS5 and for PostgreSQL, and how it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import DDL, Select, cast, column, event, literal_column, select, table
from sqlalchemy.types import UserDefinedType

from portal.search.models import SearchEntry


class Query(UserDefinedType):
    """PostgreSQL's `tsquery`, without loading its driver where there is none."""

    cache_ok = True

    def get_col_spec(self, **_facts) -> str:
        return "TSQUERY"


fts = table("search_index", column("rowid"), column("search_index"))
VECTOR = literal_column("array_to_tsvector(string_to_array(search_entry.tokens, ' '))")  # as the index has it, to the letter


@dataclass(frozen=True)
class Wish:
    """A wish in the language of one database. Words are quoted, so that none of them is taken for an operator."""

    dialect: str
    text: str

    def __and__(self, other: Wish) -> Wish:
        return Wish(self.dialect, f"({self.text} {'AND' if self.is_fts else '&'} {other.text})")

    def __or__(self, other: Wish) -> Wish:
        return Wish(self.dialect, f"({self.text} {'OR' if self.is_fts else '|'} {other.text})")

    def __sub__(self, other: Wish) -> Wish:
        return Wish(self.dialect, f"({self.text} {'NOT' if self.is_fts else '& !'} {other.text})")

    @property
    def is_fts(self) -> bool:
        return self.dialect == "sqlite"


def word(dialect: str, text: str, is_prefix: bool = False) -> Wish:
    if dialect == "sqlite":
        return Wish(dialect, '"' + text.replace('"', '""') + '"' + ("*" if is_prefix else ""))
    return Wish(dialect, "'" + text.replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if is_prefix else ""))


def one_of(wishes: list[Wish]) -> Wish:
    """Any of these, as one flat list: a person may reach hundreds of factories."""
    joint = " OR " if wishes[0].is_fts else " | "
    return Wish(wishes[0].dialect, f"({joint.join(wish.text for wish in wishes)})")


def found(wish: Wish, *columns) -> Select:
    """The entries that fit, the newest first, read as far as they are asked for."""
    if wish.is_fts:
        there = select(*columns).select_from(fts.join(SearchEntry, SearchEntry.id == fts.c.rowid))
        return there.where(fts.c.search_index.op("MATCH")(wish.text)).order_by(fts.c.rowid.desc())
    return select(*columns).where(VECTOR.op("@@")(cast(wish.text, Query()))).order_by(SearchEntry.id.desc())


def number(wish: Wish):
    """The column in whose order the found stand."""
    return fts.c.rowid if wish.is_fts else SearchEntry.id


TAKE_OUT = "INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
PUT_IN = "INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);"
BY_HAND = {  # as in the migration: for a database that is made from the models
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='search_entry', content_rowid='id', "
        "tokenize=\"ascii tokenchars '=@#'\", prefix='2 3 4', detail=none)",
        f"CREATE TRIGGER search_index_takes_in AFTER INSERT ON search_entry BEGIN {PUT_IN} END",
        f"CREATE TRIGGER search_index_lets_go AFTER DELETE ON search_entry BEGIN {TAKE_OUT} END",
        f"CREATE TRIGGER search_index_changes AFTER UPDATE OF tokens ON search_entry BEGIN {TAKE_OUT} {PUT_IN} END",
    ),
    "postgresql": ("CREATE INDEX search_index ON search_entry USING gin (array_to_tsvector(string_to_array(tokens, ' ')))",),
}

for _dialect, _statements in BY_HAND.items():
    for _statement in _statements:
        event.listen(SearchEntry.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
