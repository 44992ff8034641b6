"""Pages of very many cards: as light, and about as quick, as a page of one; each line shows what the card itself shows."""

from __future__ import annotations

import re
import time
from statistics import median

import pytest

from bench.statements import listening
from portal.evidence import Kind
from portal.measures.entering import read_many
from portal.measures.glances import glances_of, spark_of
from portal.measures.grid import ROWS
from portal.measures.models import MeasureCard
from portal.measures.page import Shown
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, again, improved, make_card, subject, week, write

MOST_BYTES, MOST_STATEMENTS = 150_000, 8
MOST_TIMES = 4  # the module's page; the goal, and what was measured when nothing else ran, stand in docs/speed.md
ROUNDS = 9


def grown(cast, count: int = 100):
    """A project with one card that is judged and so many beside it, of twenty numbers each."""
    project, by = make_project(cast), person(cast, "member")
    improved(cast, card=make_card(cast, project))
    for at in range(count):
        card = make_card(cast, project, code="dhu" if at % 2 else None, is_first=False) if at % 4 else beside(cast, project)
        if at % 4:
            pairs = [(30.0 + (at * day) % 7, 410.0 if card.is_divided else None) for day in range(20)]
            read_many(card, list(zip(card.frequency.newest(20, week(0)), pairs, strict=True)), by)
    return project


def beside(cast, project) -> MeasureCard:
    card = make_card(cast, project)
    card.is_primary = False
    return improved(cast, before=[*STEADY, *LOWER], card=card, reviewed=False)


def times_of(visitor, path: str) -> float:
    """How many times the processor's own time of a module's page, the two in turn."""
    costs: dict[str, list[float]] = {"/modules/quality": [], path: []}
    for _ in range(ROUNDS):
        for address, found in costs.items():
            begun = time.process_time()
            visitor.get(address)
            found.append(time.process_time() - begun)
    return median(costs[path]) / median(costs["/modules/quality"])


@pytest.mark.once
@pytest.mark.sqlite
def test_a_hundred_sparklines_are_light_and_quick(app, taught, visit, database, cast):
    path = f"/projects/{grown(cast).id}/measures"
    database.commit()
    member = visit("member")
    assert member.get("/modules/quality").status_code == member.get(path).status_code == 200
    with listening(app) as heard:
        page = member.get(path)
    assert page.text.count('<svg class="spark"') == 100 and page.text.count('<span class="stamp') == 26
    assert len(page.data) <= MOST_BYTES and len(heard) <= MOST_STATEMENTS
    assert times_of(member, path) <= MOST_TIMES


@pytest.mark.once
@pytest.mark.sqlite
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_page_of_the_grid_is_light(app, visit, database, cast, language):
    """All of them pairs, with all boxes open: the heaviest rows there are."""
    project = make_project(cast)
    for _card in range(ROWS + 1):
        read_many(make_card(cast, project, code="dhu"), [(week(ago), (38.0, 1409.0)) for ago in range(20, 0, -1)], person(cast, "member"))
    database.commit()
    member, path = visit("member", language), f"/enterprises/{cast.roshan}/readings"
    member.get(path)
    with listening(app) as heard:
        page = member.get(path)
    assert page.text.count('<svg class="spark"') == ROWS and page.text.count('name="denominator"') == ROWS * 8
    assert len(page.data) <= MOST_BYTES and len(heard) <= MOST_STATEMENTS


def test_every_card_stands_on_one_page_of_the_grid_and_is_written_there(visit, database, cast):
    project = make_project(cast)
    cards = [make_card(cast, project) for _card in range(2 * ROWS + 1)]
    make_card(cast, project, kind=Kind.RARE)
    database.commit()
    member, path, rows, pages = visit("member"), f"/enterprises/{cast.roshan}/readings", [], []
    while path:
        page = member.get(path).text
        pages.append(path)
        rows += re.findall(r'<th scope="row"><a href="/measures/([^"]+)"', page)
        path = next(iter(re.findall(r'<a href="([^"]+)">Next 20<', page)), "")
    assert rows == [str(card.id) for card in cards] and len(pages) == 3

    last, second = cards[2 * ROWS - 1], pages[1]
    sent = {"cell": f"{last.id}_{week(2)}", "numerator": "8", "denominator": "", "seen": "0"}
    assert f"&amp;after={cards[ROWS - 1].id}#weekly" in member.get(second).text  # older periods of the same cards
    assert member.post(second, **sent).location.endswith(second)
    wrong = member.post(second, **sent | {"cell": f"{last.id}_{week(1)}", "numerator": "eight"})
    assert wrong.status_code == 422 and 'value="eight"' in wrong.text and str(cards[ROWS].id) in wrong.text
    alone = member.open("POST", pages[0], data=sent | {"cell": f"{cards[-1].id}_{week(1)}"}, headers={"HX-Request": "true"})
    assert alone.status_code == 200 and alone.text.count("<td") == 1
    assert [[one.pair for one in again(card).readings] for card in (last, cards[-1])] == [[(8, None)], [(8, None)]]


def test_a_line_shows_what_its_card_shows(database, cast):
    project = make_project(cast)
    cards = [
        make_card(cast, project),
        make_card(cast, project, code="dhu"),
        make_card(cast, project, kind=Kind.RARE),
        beside(cast, project),
    ]
    write(cards[0], cast, [8.1, None, None, 7.9, 1e300, 8.3] + 30 * [7.5])
    write(cards[1], cast, [(30, 410), None, (31.5, 409), (0, 400)])
    write(cards[2], cast, [1, None, 2])
    database.commit()
    database.expire_all()
    rows = {row.id: row for row in glances_of(subject(project))}
    for card in cards:
        assert spark_of(rows[card.id]) == Shown(card).spark
        assert rows[card.id].changed_on == (card.change and card.change.changed_on)
        assert bool(rows[card.id].judged) == bool(card.change)
    assert spark_of(rows[cards[3].id]).cut and spark_of(rows[cards[0].id]).path
