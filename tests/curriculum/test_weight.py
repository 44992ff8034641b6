"""What a lesson weighs on the wire, against the limits that the portal sets itself; and how few questions it asks the database."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from portal.config import ROOT
from portal.database import db

pytestmark = pytest.mark.once

FIRST, REPEAT, STATEMENTS = 60_000, 12_000, 8
LESSON = "/modules/quality/lessons/what-a-defect-costs"
HEAVY = (LESSON, "/modules/lean-manufacturing/lessons/pull-and-keep", "/modules/workplace-cooperation")
LINKED = re.compile(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))')
FONT = re.compile(r"@font-face\{font-family:Naskh;src:url\((fonts/[^)]+\.woff2)\)")
HEAD = 320  # bytes, about, of the lines before each answer


def on_the_wire(visitor, path: str, accepts: str = "br") -> int:
    answer = visitor.open("GET", path, headers={"Accept-Encoding": accepts})
    assert answer.status_code == 200, path
    return len(answer.data)


def html_on_the_wire(visitor, path: str) -> int:
    """Compressed as the server sends it: zstd at level 7 where it is there, else the size of gzip."""
    page = visitor.get(path).data
    try:
        from compression import zstd
    except ImportError:
        import gzip

        return len(gzip.compress(page, 6))
    return len(zstd.compress(page, 7))


def weights(visitor, path: str) -> tuple[int, int, dict]:
    """(first visit, repeat visit, parts) in bytes; every weight of the text font is counted where the page's language brings one."""
    page = visitor.get(path).text
    parts = {"html": html_on_the_wire(visitor, path)}
    for linked in dict.fromkeys(LINKED.findall(page)):
        parts[linked.rpartition("/")[2]] = on_the_wire(visitor, linked)
    if visitor.language == "ur":
        parts |= {font: (ROOT / "static" / font).stat().st_size for font in FONT.findall((ROOT / "static/portal.css").read_text())}
    return sum(parts.values()) + HEAD * len(parts), parts["html"] + HEAD, parts


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("path", HEAVY)
def test_a_first_visit_and_a_repeated_one_stay_light(visit, taught, path, language, record_property):
    first, repeat, parts = weights(visit("member", language), path)
    print(f"{path} {language}: first {first:,} of {FIRST:,} bytes, repeat {repeat:,} of {REPEAT:,}; {parts}")
    assert "lesson" in " ".join(parts) and first <= FIRST, (first, parts)
    assert repeat <= REPEAT, repeat


def test_an_unchanged_lesson_costs_no_page(visit, taught):
    member = visit("member")
    member.get(LESSON)
    known = member.get(LESSON)
    answer = member.open("GET", LESSON, headers={"If-None-Match": known.headers["ETag"]})
    assert answer.status_code == 304 and not answer.data


@pytest.mark.parametrize("path", [LESSON, "/modules/quality", "/modules/quality/materials", "/translations", f"{LESSON}/translation"])
def test_eight_statements_at_most(app, visit, taught, database, path):
    trainer, heard = visit("trainer"), []
    trainer.get(path)

    def hear(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT")):
            heard.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert trainer.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    assert len(heard) <= STATEMENTS, "\n".join(heard)
