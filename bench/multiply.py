"""A large programme in seconds: one factory is made by the portal's own verbs, and its rows are copied as often as is wanted.

Every table is copied, with the history (chained anew) and the search index, so that a copy is what the verbs would have written:
tests/upkeep/test_multiply.py compares row by row. `python -m bench.multiply` prints how long 200 factories with 20,000 projects take.
"""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlalchemy import Table, insert, select
from uuid_utils.compat import uuid7

from bench.sample import MARK, make_sample
from portal.accounts.models import Programme
from portal.database import Base, db
from portal.history.models import chain_of
from portal.history.recording import _PAYLOADS, _ROWS, lengthen
from portal.search.keeping import learn
from portal.search.sources import SPACE

AN_ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f-])[0-9a-f]{32}(?![0-9a-f])|[@][ep][0-9a-f]{32}"
)
OF_HISTORY = ("at", "actor_id", "agent", "what", "record_id")
AT_ONCE = 10
entries = Base.metadata.tables["search_entry"]


@dataclass(frozen=True)
class Sample:
    programme: UUID
    rows: dict[Table, list[dict]]
    history: list[dict]
    found: list[dict]  # entries of the search index

    @property
    def ids(self) -> list[UUID]:
        """Of all rows, in the order in which they were made."""
        return sorted({row["id"] for rows in self.rows.values() for row in rows if "id" in row})


def read_sample(programme: UUID) -> Sample:
    """All that stands under this programme, but the programme itself."""
    tables = [table for table in Base.metadata.sorted_tables if "programme_id" in table.c and table is not entries]
    rows = {table: rows_of(select(table).where(table.c.programme_id == programme)) for table in tables}
    past, said = Base.metadata.tables["history"], Base.metadata.tables["history_payload"]
    both = select(*(past.c[name] for name in OF_HISTORY), said.c.body).join(
        said, (said.c.chain == past.c.chain) & (said.c.number == past.c.number)
    )
    of_it = both.where(past.c.chain == chain_of(programme), past.c.record_id != programme).order_by(past.c.number)
    return Sample(
        programme,
        {table: found for table, found in rows.items() if found},
        rows_of(of_it),
        rows_of(select(entries).where(entries.c.programme_id == programme)),
    )


def rows_of(statement) -> list[dict]:
    return [dict(row) for row in db.session.execute(statement).mappings()]


class Copy:
    """One more of the sample under another programme: new ids in the old order, and its own word in its names."""

    def __init__(self, sample: Sample, into: UUID, word: str):
        self.sample, self.word = sample, word
        self.ids = {sample.programme: into, **{old: uuid7() for old in sample.ids}}
        texts = {str(old): str(new) for old, new in self.ids.items()} | {old.hex: new.hex for old, new in self.ids.items()}
        self.texts = texts | {f"@{letter}{old.hex}": f"@{letter}{new.hex}" for old, new in self.ids.items() for letter in "ep"}

    def value(self, value):
        if isinstance(value, UUID):
            return self.ids.get(value, value)
        return value.replace(MARK, self.word) if isinstance(value, str) else value

    def text(self, value: str) -> str:
        return AN_ID.sub(lambda match: self.texts.get(match[0], match[0]), value).replace(MARK, self.word)

    def row(self, row: dict) -> dict:
        return {name: self.value(value) for name, value in row.items()}

    def past(self, row: dict, chain: str) -> dict:
        return {**self.row(row), "chain": chain, "body": self.text(row["body"])}

    def entry(self, row: dict) -> dict:
        """As `Entry.row` makes it."""
        facts = {name: value for name, value in self.row(row).items() if name not in ("id", "stamp")}
        facts |= {"path": self.text(row["path"]), "tokens": " ".join(sorted(self.text(row["tokens"]).split(" ")))}
        facts["key"] = uuid5(SPACE, f"{facts['kind']} {facts['record_id']} {facts['language']}")
        return {**facts, "stamp": hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:16]}


def multiply(sample: Sample, into: UUID, words: list[str]) -> None:
    """A copy for each of these words. Commits as it goes, so that nothing is held long."""
    for begin in range(0, len(words), AT_ONCE):
        copies = [Copy(sample, into, word) for word in words[begin : begin + AT_ONCE]]
        connection = db.session.connection()
        for table, rows in sample.rows.items():
            connection.execute(insert(table), [copy.row(row) for copy in copies for row in rows])
        past = [copy.past(row, chain_of(into)) for copy in copies for row in sample.history]
        if past:
            connection.execute(_PAYLOADS, lengthen(connection, chain_of(into), past))
            connection.execute(_ROWS, past)
        if sample.found:
            connection.execute(insert(entries), [copy.entry(row) for copy in copies for row in sample.found])
        learn(db.session(), [copy.word for copy in copies])
        db.session.commit()


def words_for(count: int) -> list[str]:
    return [f"k{number:04d}" for number in range(count)]


def main(factories: int = 200, projects: int = 100) -> None:
    import tempfile
    from pathlib import Path

    from portal import create_app
    from portal.upgrade import know_migrations, migrate

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            ENV_NAME="test", SECRET_KEY="t" * 40, INSTANCE=Path(folder), SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder}/portal.db"
        )
        know_migrations(app)
        with app.app_context():
            migrate()
            began = time.monotonic()
            sample = read_sample(make_sample(projects))
            made = time.monotonic()
            into = Programme(code="BIG", name="A large programme")
            db.session.add(into)
            db.session.commit()
            multiply(sample, into.id, words_for(factories))
            counts = {
                name: db.session.execute(select(db.func.count()).select_from(Base.metadata.tables[name])).scalar_one()
                for name in ("enterprise", "project", "action", "history", "search_entry")
            }
            print(f"{made - began:.1f} s for the one by verbs, {time.monotonic() - made:.1f} s for {factories} copies:", counts)
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
