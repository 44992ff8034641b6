"""Each number of the results leads to the improvements that it counts, and to no others."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from portal.measures import results
from portal.measures.counted import PARTS
from portal.measures.models import MeasureCard
from portal.web.paging import MOST
from tests.improvement.build import make_project, person
from tests.measures.build import LOWER, STEADY, change, improved, make_card, subject, write


@pytest.fixture
def programme(database, cast):
    """One that improved, one that got worse, one without enough numbers, one that is only counted, and one that is not."""
    improved(cast, after=LOWER + LOWER + (4.3,))
    improved(cast, before=LOWER + LOWER, after=STEADY + STEADY)
    few = make_card(cast)
    write(few, cast, STEADY, newest_ago=4)
    change(few, cast, ago=3)
    write(few, cast, LOWER[:2])
    make_card(cast)
    MeasureCard.say_not_tracked(subject(make_project(cast)), person(cast, "member"), "Nobody has the time")
    database.commit()


def numbers(page: str) -> dict[str, set[int]]:
    """part → what stands on the links that lead there."""
    found: dict[str, set[int]] = {}
    for part, text in re.findall(r'href="/results/improvements\?part=(\w+)"[^>]*>(.*?)</a>', page):
        number = re.match(r"\d+", Markup(text).striptags())
        if number:
            found.setdefault(part, set()).add(int(number[0]))
    return found


def listed(page: str) -> int:
    return page.count('<th role="rowheader"><a href="/measures/')


def test_every_number_is_a_link_to_as_many_rows(programme, visit):
    coordinator = visit("coordinator")
    told = numbers(coordinator.get("/results").text)
    assert set(told) == set(PARTS) - {"not_tracked"} and told["registered"] == {5} and told["assessed"] and told["with_data"] == {3}
    for part, (number, *others) in told.items():
        assert not others and listed(coordinator.get(f"/results/improvements?part={part}").text) == number, part
    assert sum(max(told[part]) for part in told if part not in ("registered", "with_data", "assessed")) == max(told["assessed"]) > 1
    assert listed(coordinator.get("/results/improvements?part=not_tracked").text) == 1


def test_it_is_for_who_sees_the_results(programme, visit):
    for name in ("member", "manager", "trainer", "stranger", "donor"):
        assert visit(name).get("/results/improvements").status_code == 403, name
    assert listed(visit("far_coordinator").get("/results/improvements").text) == 0
    assert visit("coordinator").get("/results/improvements?part=x").status_code == 404


def test_who_took_back_the_consent_is_counted_and_not_named(programme, visit, monkeypatch):
    found = results.primaries

    class Withdrawn:
        is_shown = False

        def __init__(self, row):
            self.row = row

        def __getattr__(self, name):
            return getattr(self.row, name)

    monkeypatch.setattr(results, "primaries", lambda user: [Withdrawn(row) if at == 0 else row for at, row in enumerate(found(user))])
    page = visit("coordinator").get("/results/improvements?part=registered").text
    assert listed(page) == 4 and "One improvement is counted here and not shown below" in page and "5 improvements" in page


def test_a_long_list_goes_on_on_the_next_page(database, cast, visit):
    for _turn in range(MOST + 2):
        make_card(cast)
    database.commit()
    first = visit("coordinator").get("/results/improvements").text
    following = re.search(r'href="(/results/improvements\?part=registered&amp;after=[^"]+)"', first)
    assert listed(first) == MOST and following
    assert listed(visit("coordinator").get(following[1].replace("&amp;", "&")).text) == 2


def test_where_the_answers_may_differ_it_is_said_on_both(programme, visit, database):
    coordinator = visit("coordinator")
    page = coordinator.get("/results/improvements?part=assessed").text
    card = re.search(r'href="(/measures/[^"]+)"', page)
    assert card and "which may differ" in page and "which may differ" in coordinator.get("/results").text
    assert "results take the latest of these" in coordinator.get(card[1]).text
