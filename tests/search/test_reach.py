"""Nobody finds what they may not open: not its words, not that it is there."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event, select

from portal.curriculum.models import Module, ProgrammeModule
from portal.database import db
from portal.search.models import SearchEntry
from portal.search.sources import sources
from tests.building import COVERS, EVERYBODY, SEES_OF_PROGRAMMES
from tests.improvement.build import make_project
from tests.search.build import as_user, look, page_of, rebuild

CANARY = re.compile(r"zq([rdchb])\d{3}qz")
SEEKERS = [name for name in EVERYBODY if name not in (None, "nobody", "former_trainer")]


@pytest.fixture
def indexed(world):
    world.run(rebuild)
    return world


def all_pages(visitor, q: str, **query) -> str:
    text, after = "", None
    while True:
        answer = visitor.get("/search", q=q, **query, **({"after": after} if after else {}))
        assert answer.status_code == 200
        text += answer.text
        following = re.search(r'<nav class="pages".*?after=([012]\.[0-9a-f-]{36})', answer.text)
        if not following:
            return text
        after = following[1]


def indexed_kinds(world) -> dict[str, set[str]]:
    """kind → the letters of the canaries that stand in its entries."""

    def read():
        kinds: dict[str, set[str]] = {}
        for kind, tokens in db.session.execute(select(SearchEntry.kind, SearchEntry.tokens)):
            kinds.setdefault(kind, set()).update(CANARY.findall(tokens))
        return kinds

    return world.run(read)


@pytest.mark.parametrize("person", SEEKERS)
def test_every_page_of_every_canary_holds_ones_own_alone(indexed, person, record_property):
    may_meet = set(COVERS[person]) | set(SEES_OF_PROGRAMMES.get(person, "h"))
    visitor = indexed.visitor(person)
    cells = 0
    for query in ({}, *({"kind": kind} for kind in sources.of_kind)):
        met = set(CANARY.findall(all_pages(visitor, "zq", **query)))
        assert met <= may_meet, (person, query, met)
        cells += len("rdc")
    record_property("count: cells of seeker × kind × plot", cells)


@pytest.mark.parametrize("person", ["manager", "coordinator", "admin"])
def test_the_rightful_find_their_own(indexed, person):
    """The wall is not too thick: of each kind that they may see, the canary of their plot is found."""
    kinds = indexed_kinds(indexed)
    user = lambda: as_user(indexed.cast, person)  # noqa: E731
    mine = indexed.run(lambda: {source.kind for source in sources.of(user()) if "r" in kinds.get(source.kind, ())})
    assert {"project", "action", "enterprise", "area", "member", "person"} <= mine
    for kind in mine:
        assert "zqr" in re.sub(r'value="[^"]*"|\?q=[^"]*"', "", indexed.visitor(person).get("/search", q="zqr", kind=kind).text), kind


@pytest.mark.parametrize("person", SEEKERS)
def test_a_page_is_the_same_whether_or_not_there_is_something_hidden(visit, database, cast, person):
    """Not by a count, a kind, a spelling offered or a next page: the answer to a hidden word is the answer to no word at all."""
    if person in ("coordinator", "admin", "stranger"):
        return
    visitor = visit(person)

    def answers():
        pages = [visitor.get("/search", q=q, **kind).text for q in ("wolfram", "wolfarm", "wolf") for kind in ({}, {"kind": "project"})]
        return [re.sub(r'name="csrf_token" value="[^"]*"', "", page) for page in pages]

    before = answers()
    for number in range(70):
        make_project(cast, f"Wolfram {number}", by="stranger", at="dastak", title="Wolfram wires")
    assert answers() == before
    assert len(look(visit("stranger"), "wolfram")) == 20


def statements_of(call) -> list[str]:
    said: list[str] = []

    def listen(_connection, _cursor, statement, *_more):
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        call()
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    return [statement for statement in said if not statement.startswith(("PRAGMA", "BEGIN"))]


def test_a_hidden_hit_asks_the_database_no_more_than_none(app, visit, database, cast):
    member = visit("member")
    member.get("/search", q="x1")
    with app.app_context():
        none = statements_of(lambda: member.get("/search", q="wolfram"))
        for _ in range(3):
            make_project(cast, "Wolfram", by="stranger", at="dastak")
        hidden = statements_of(lambda: member.get("/search", q="wolfram"))
    assert [s[:60] for s in hidden] == [s[:60] for s in none]
    assert len(hidden) <= 8


def test_kinds_follow_from_the_role_not_from_what_there_is(visit, cast):
    assert "People" not in tabs(visit("member")) and "Projects" not in tabs(visit("donor"))
    assert "People" in tabs(visit("manager"))
    assert look(visit("member"), "Imran", kind="person") == []


def tabs(visitor) -> str:
    return re.search(r'<nav class="tabs".*?</nav>', visitor.get("/search", q="xyz").text, re.S)[0]


def test_reach_that_ended_yesterday_finds_nothing_today(visit, database, cast):
    make_project(cast, "Wolfram wires")
    assert look(visit("trainer"), "wolfram") == ["Wolfram wires"]
    assert look(visit("far_coordinator"), "wolfram") == []
    assert visit("former_trainer").get("/search", q="wolfram").status_code in (200, 403)
    assert "Wolfram wires" not in visit("former_trainer").get("/search", q="wolfram").text.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(("kind", "word"), [("lesson", "defects"), ("module", "quality"), ("tool", "complaint")])
def test_a_module_that_a_programme_does_not_teach_is_not_found_there(indexed, kind, word):
    assert "/modules/quality" in indexed.visitor("member").get("/search", q=word, kind=kind).text
    indexed.run(lambda: (teach_not(indexed.cast), db.session.commit()))
    assert "/modules/quality" not in indexed.visitor("member").get("/search", q=word, kind=kind).text


def teach_not(cast) -> None:
    module = db.session.scalar(select(Module).where(Module.code == "quality"))
    kept = db.session.scalars(select(ProgrammeModule).where(ProgrammeModule.module_id == module.id)).all()
    for setting in kept:
        setting.is_enabled = False
    if not any(setting.programme_id == cast.programme for setting in kept):
        db.session.add(ProgrammeModule(programme_id=cast.programme, module_id=module.id, number=2, is_enabled=False))


@pytest.mark.parametrize(
    "kind", ["project", "action", "enterprise", "area", "member", "batch", "person", "module", "lesson", "word", "tool"]
)
def test_the_wall_alone_holds_even_where_the_fence_is_down(indexed, monkeypatch, kind):
    """What the index says of scopes is for speed; the record's own `visible_…` is asked beside it."""
    from portal.search import index, queries

    monkeypatch.setattr(queries, "fence", lambda dialect, user, kinds: index.word(dialect, f"#{kind}"))

    def look_as(person):
        user = as_user(indexed.cast, person)
        return {
            letter
            for _tier, row in page_of(user, q="zqd", kind=kind).hits
            for letter in CANARY.findall(f"{row.title} {row.text} {row.place}")
        }

    assert "d" not in indexed.run(lambda: look_as("manager"))
