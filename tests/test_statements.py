"""How many SQL statements a page makes: all pages that open, found in the URL map, in a world of few rows and in one of many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.statements import listening
from portal.web import kept
from tests.building import RIGHTFUL, Route
from tests.thickening import thicken
from tests.world import World

pytestmark = pytest.mark.sqlite  # the same code asks either database: counting once is enough
MOST, COPIES = 8, 2
MORE = {  # endpoint → what it makes today, and why; the list only shrinks
    "batches.show": (
        9,
        "each room that knows a gate or a red flag is asked once, and steps that were taken with something missing are told",
    ),
}
COMPARED = ("manager", "coordinator")  # whose pages are opened in both worlds
IN_EVERY_STATE = "trainer"  # for whom a record is opened in each state that it can be in
NOT_OPENED = {  # behind a key that is no row, or in a state of a sign-in in which nobody of the cast is
    *("accounts.edit_pin", "accounts.new_app", "accounts.new_passkey", "accounts.new_password", "accounts.new_pin_session"),
    *("accounts.new_second_step", "accounts.new_session", "accounts.open_link", "accounts.open_phone_code", "accounts.show_codes"),
    *("consent.verify", "curriculum.show_check", "enterprises.show_team", "events.show_open", "events.show_open_calendar"),
    *("events.show_poster", "improvement.new_uptake", "notices.show_calendar", "recruitment.edit_questions"),
    *("recruitment.open_questions", "suggestions.new_concern", "suggestions.new_suggestion"),
}
Counts = dict[tuple[str, str, str], int]  # endpoint, path, person → statements of a page that opened


@pytest.fixture(scope="module")
def counts(planted_world) -> tuple[Counts, Counts]:
    """Of many rows and of few. The world is planted again for whoever takes it next."""
    many = counted(planted_world, RIGHTFUL, COPIES, {})
    return many, counted(planted_world, COMPARED, 0, many)


def counted(world: World, people: tuple[str, ...], copies: int, before: Counts) -> Counts:
    world.reset()
    world.run(thicken, world.planted.plots["r"], copies)
    kept.forget(world.app)
    found: Counts = {}
    with listening(world.app) as heard:
        for person in people:
            for route, path in pages(world, person):
                where = route.endpoint, path, person
                if (count := statements_of(world, person, path, heard, before.get(where))) is not None:
                    found[where] = count
    return found


def pages(world: World, person: str) -> Iterator[tuple[Route, str]]:
    for route in world.routes:
        if route.reads and route.opens_to(person):
            for path in world.paths(route, "r") if person == IN_EVERY_STATE else [world.path(route, "r")]:
                yield route, path


def statements_of(world: World, person: str, path: str, heard: list[str], before: int | None) -> int | None:
    """Nothing where the page did not open. What is made once and kept is no part of a page: one that makes more is asked again."""
    for _ in range(2):
        heard.clear()
        answer = world.visitor(person).get(path)
        if len(heard) <= (MOST if before is None else before):
            break
    return len(heard) if answer.status_code == 200 else None


def test_no_page_makes_more_than_eight_statements(counts, record_property):
    many, _few = counts
    record_property("count: pages of which the statements were counted", len(many))
    most: dict[str, int] = {}
    for (endpoint, _path, _person), count in many.items():
        most[endpoint] = max(most.get(endpoint, 0), count)
    wrong = {name: count for name, count in most.items() if count > MORE.get(name, (MOST, ""))[0]}
    assert not wrong, f"more than {MOST}, or than they made: {wrong}"
    mended = {name: most[name] for name in MORE if most[name] <= MOST}
    assert not mended, f"strike them off the list: {mended}"


def test_a_page_makes_no_more_statements_of_many_rows_than_of_few(counts):
    many, few = counts
    assert len(few) > 250
    grown = [f"{where}: {count} → {many.get(where)}" for where, count in few.items() if many.get(where, MOST + 1) > count]
    assert not grown, "\n".join(sorted(grown))


def test_every_page_is_counted(counts, planted_world):
    opened = {endpoint for endpoint, _path, _person in counts[0]}
    for_the_cast = {route.endpoint for route in planted_world.routes if route.reads and any(map(route.opens_to, RIGHTFUL))}
    assert for_the_cast - opened == NOT_OPENED
