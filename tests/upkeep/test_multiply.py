"""bench/multiply.py writes what the verbs write: row for row, but for ids and moments."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from bench.multiply import AN_ID, multiply, read_sample
from bench.sample import MARK, make_sample
from portal.accounts.models import Programme
from portal.database import Base, db
from portal.search.keeping import keep
from portal.search.sources import sources
from tests.history.build import verified

pytestmark = pytest.mark.once

PROJECTS, WORD = 9, "k0001"
A_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?")


@pytest.fixture
def three(database, cast):
    """One by the verbs to be copied, one by the verbs under the copy's name, and the copy."""
    first, second = make_sample(PROJECTS), make_sample(PROJECTS, WORD)
    into = Programme(code=f"{WORD}b".upper(), name=f"Sample {WORD}")
    database.add(into)
    database.commit()
    multiply(read_sample(first), into.id, [WORD])
    return first, second, into.id


def plain(programme: UUID) -> dict[str, list]:
    """table → rows, with ids told by their place among all ids of the programme, and moments left out."""
    sample = read_sample(programme)
    names = {programme: "programme", **{record: f"id{number}" for number, record in enumerate(sample.ids)}}
    texts = {form: name for record, name in names.items() for form in (str(record), record.hex)}

    def value(one):
        if isinstance(one, UUID):
            return names.get(one, "elsewhere")
        if isinstance(one, datetime):
            return "moment"
        if isinstance(one, str):
            told = AN_ID.sub(
                lambda match: match[0][:2] * match[0].startswith("@") + texts.get(match[0].lstrip("@ep"), texts.get(match[0], "elsewhere")),
                one,
            )
            return A_MOMENT.sub("moment", told)
        return one if one is None or isinstance(one, (int, float, date, bool)) else str(one)

    tables = {table.name: rows for table, rows in sample.rows.items()}
    tables |= {"history": sample.history, "search_entry": sample.found}
    silent = {"search_entry": ("id", "key", "stamp")}
    found = {}
    for name, rows in tables.items():
        told = [{column: value(one) for column, one in row.items() if column not in silent.get(name, ())} for row in rows]
        for row in told if name == "search_entry" else ():
            row["tokens"] = sorted(row["tokens"].split(" "))
        found[name] = told if name == "history" else sorted(map(repr, told))
    return found


def test_a_copy_is_what_the_verbs_would_have_written(three, record_property):
    first, second, copied = three
    by_verbs, by_copy = plain(second), plain(copied)
    assert by_verbs.keys() == by_copy.keys() and len(by_verbs) >= 10
    assert len(by_verbs["project"]) == PROJECTS and len(by_verbs["history"]) > 10 * PROJECTS
    for table in by_verbs:
        assert by_verbs[table] == by_copy[table], table
    record_property("count: rows of a copy compared with the verbs' own", sum(map(len, by_verbs.values())))
    assert plain(first) != by_copy, f"the comparison notices that {MARK} is another word"
    is_whole_and_found(copied)


def is_whole_and_found(copied: UUID) -> None:
    """The chain verifies, and the index would write nothing anew."""
    assert verified().faults == []
    table = Base.metadata.tables["search_entry"]
    for source in sources.of_kind.values():
        ids = db.session.scalars(select(table.c.record_id).where(table.c.kind == source.kind, table.c.programme_id == copied)).all()
        assert not ids or keep(db.session(), source, set(ids)) == 0, source.kind
