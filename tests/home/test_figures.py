"""The figures of the first page: what they count, and what is hidden because it would point at somebody."""

from __future__ import annotations

import re

import pytest

from portal.accounts.models import Programme
from portal.improvement.models import Stage
from tests.cast import make_enterprise
from tests.improvement.build import bring_to, make_project

HIDDEN = "Hidden: fewer than 5 factories"


@pytest.fixture
def firms(database, cast):
    """Eleven that were met, beside the two that take part."""
    programme = database.get_one(Programme, cast.programme)
    for number in range(11):
        make_enterprise(programme, f"Prospect {number}", is_prospect=True)
    database.commit()
    return programme


def test_who_was_only_met_is_no_factory_of_the_programme(visit, firms, database):
    assert visit("donor").get("/").text.count(HIDDEN) == 3
    for number in range(3):
        make_enterprise(firms, f"Joined {number}")
    database.commit()
    page = visit("donor").get("/").text
    assert page.count(HIDDEN) == 2, "who completed, and their modules, still speak of fewer than five"
    assert re.search(r"Factories in the programme.*?\b5\b", page, re.S)


def test_staff_count_those_that_take_part(visit, firms):
    assert "In 2 factories within your reach." in visit("coordinator").get("/").text


def test_who_is_told_to_see_a_project_are_those_who_see_it(visit, database, cast):
    """The sentence on its page: the factory, its trainer, and staff and administrators while the factory agrees."""
    project = make_project(cast).id
    for person in ("member", "manager", "trainer", "expert", "coordinator", "admin"):
        assert visit(person).get(f"/projects/{project}").status_code == 200, person
    for person in ("stranger", "far_coordinator", "former_trainer"):
        assert visit(person).get(f"/projects/{project}").status_code == 404, person
    said = visit("member").get(f"/projects/{project}").text
    assert (
        "Your factory and its trainer; the programme’s staff and the portal’s administrators as well, for as long as your factory agrees."
        in said
    )


def test_what_changed_last_tells_of_a_project_once(visit, database, cast):
    planned = bring_to(make_project(cast, title="Shelves by size"), Stage.PLANNED, cast, "member")
    make_project(cast, title="Water point")
    news = visit("member").get("/").text.partition('id="news"')[2]
    assert news.count(f"/projects/{planned.id}") == 1 and "Planned" in news and "Water point" in news
