"""Many hands at one record: what was acknowledged is there, on SQLite and on PostgreSQL. Long form: `make contention`."""

import os

import pytest

from bench.contention import contend, read
from portal.database import db
from portal.enterprises.models import Enterprise

START = 0
EDITS = int(os.environ.get("N") or 10_000)


@pytest.fixture
def record(app, cast):
    key = (cast.programme, cast.roshan)
    with app.app_context():
        db.session.get_one(Enterprise, key).women_count = START
        db.session.commit()
        db.session.remove()
    return key


def number_of(app, key) -> int:
    with app.app_context():
        return read(key)[0]


def test_contended_edits_keep_their_sum(app, record, record_property):
    tally = contend(app, record, EDITS)
    record_property("count: contended edits", tally.saved + tally.clashes)
    assert tally.saved + tally.clashes == EDITS
    assert tally.clashes, "nobody met anybody"
    assert number_of(app, record) == START + tally.saved


def test_without_versions_edits_are_lost(app, record):
    """The control: the sum above is kept by the versions."""
    tally = contend(app, record, 400, with_versions=False)
    assert number_of(app, record) < START + tally.saved
