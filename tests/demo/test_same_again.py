"""The demonstration is the same on every run: told twice, but for what is drawn by lot."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import LargeBinary, Uuid, select

from portal.database import Base, db
from tests.serving import build_demo, make_demo

DRAWN = {"digest", "key", "token", "salt", "password_hash", "chain"}  # keys, and what is hashed with one
NAMES_IDS = {  # texts in which an id stands
    "history": {"contents", "at"},  # `at`: the modules are loaded today, whatever day the story is told from
    "history_payload": {"body"},
    "search_entry": {"stamp", "path", "tokens"},
    "notice": {"path"},
    "module": {"revision"},
    "measure_review": {"answer"},
    "stored_file": {"name", "bytes"},  # of a signed consent: its token stands in its name and its QR
}


def told(app) -> dict[str, Counter]:
    """table → all rows by what is said in them, without the ids."""
    found = {}
    with app.app_context(), db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            left_out = DRAWN | NAMES_IDS.get(table.name, set())
            columns = [c for c in table.c if c.name not in left_out and not isinstance(c.type, Uuid | LargeBinary)]
            found[table.name] = Counter(map(repr, connection.execute(select(*columns)))) if columns else Counter()
    return found


def test_the_demonstration_told_twice_is_the_same(tmp_path, record_property):
    once, again = told(make_demo(tmp_path / "once")), told(build_demo(tmp_path / "again"))
    record_property("count: rows of the demonstration compared", sum(rows.total() for rows in once.values()))
    different = [
        f"{name}: {list((once[name] - again[name]) + (again[name] - once[name]))[:2]}" for name in once if once[name] != again[name]
    ]
    assert not different, "\n".join(different)
    assert sum(rows.total() for rows in once.values()) > 1000
