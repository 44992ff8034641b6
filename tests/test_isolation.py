"""The walls: every route × every person of the cast × every plot × page, fragment, form and HTMX form.

In every text of every enterprise stands a canary. Whoever meets a foreign one has seen through a wall; whoever may see
a record and does not meet its own stands before a wall that is too thick. See tests/walking.py, tests/planting.py and
tests/building.py; that the walk would notice a fallen wall is shown by tests/test_mutants.py.
"""

from __future__ import annotations

import pytest

from tests.building import EVERYBODY, NAME, RIGHTFUL
from tests.planting import CANARY, differing
from tests.walking import Walk


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda name: NAME.get(name, name))
def test_nobody_sees_through_a_wall(world, person, record_property):
    """And whoever only looks changes nothing: not a row is different afterwards."""
    walk, before = Walk(world, person), world.digests()
    for route in world.routes:
        walk.look_everywhere(route)
    walk.done(record_property)
    assert not differing(before, world.digests())


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda name: NAME.get(name, name))
def test_nobody_writes_through_a_wall(world, person, record_property):
    walk = Walk(world, person)
    for route in world.routes:
        walk.send_everywhere(route)
    walk.done(record_property)


@pytest.mark.parametrize("person", RIGHTFUL)
def test_a_record_under_another_ones_address_is_not_found(world, person, record_property):
    walk = Walk(world, person)
    for route in world.routes:
        walk.mix(route)
    walk.done(record_property)


def test_every_kind_of_record_is_seen_by_somebody(world):
    """A canary that nobody ever meets proves nothing: which tables' texts stand on no page at all?"""
    met = set()
    for person in RIGHTFUL:
        for route in world.routes:
            if route.reads and route.opens_to(person):
                for path in world.paths(route, "r") if person in ("manager", "coordinator") else [world.path(route, "r")]:
                    met |= {match[0] for match in CANARY.finditer(world.visitor(person).get(path).get_data().decode(errors="replace"))}
    names = {world.planted.canaries[canary] for canary in met}
    all_names = set(world.planted.canaries.values())
    print(f"{len(names)} of {len(all_names)} texts are met; unseen:", ", ".join(sorted(".".join(n) for n in all_names - names)))
    unseen = (
        {table for table, _ in all_names}
        - {table for table, _ in names}
        - {"user_session", "passkey", "notice"}
        - {"event_link", "suggestion_poster", "suggestion_slip"}
    )  # theirs alone, who are none of the cast; and a secret
    assert not unseen, f"no page shows any text of {sorted(unseen)}"


@pytest.mark.parametrize("person", RIGHTFUL)
def test_no_foreign_id_is_taken_from_a_form(world, person, record_property):
    walk = Walk(world, person)
    for path, form in world.forms.items():
        if form.person == person and path in world.addresses:
            walk.choose_foreign_ids(path, form)
    walk.done(record_property)
