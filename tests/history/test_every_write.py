"""Whatever a form of the house changes stands in the history: every row of every recorded table, found by walking the URL map."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from portal.database import Base, db
from portal.history import recording
from portal.history.models import HistoryRow
from tests.building import Route
from tests.stores import touched

SAVED = (200, 204, 303)


def recorded_tables():
    return [mapper.class_.__table__ for mapper in Base.registry.mappers if not getattr(mapper.class_, "__unrecorded__", False)]


def stand(names: set[str] | None = None) -> dict[tuple[str, str], str]:
    """(table, id) → all that stands in that row."""
    found = {}
    with db.engine.connect() as connection:
        for table in recorded_tables():
            if names is not None and table.name not in names:
                continue
            for row in connection.execute(select(table)):
                found[table.name, str(row.id)] = repr(row)
    return found


def written() -> dict[tuple[str, str], int]:
    with db.engine.connect() as connection:
        counted = select(HistoryRow.what, HistoryRow.record_id, func.count()).group_by(HistoryRow.what, HistoryRow.record_id)
        return {(what, str(record_id)): number for what, record_id, number in connection.execute(counted)}


def traceless(before: dict, after: dict, known: dict, now: dict) -> list[str]:
    """Rows that are new, changed or gone, and of which the history says nothing more than it did."""
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return sorted(f"{table} {record}" for table, record in changed if now.get((table, record), 0) <= known.get((table, record), 0))


def sent(world, route: Route, path: str):
    """The form as its rightful sender would send it; where no form is known, what the address alone says."""
    form = world.forms.get(path)
    person = form.person if form else next((p for p in ("manager", "trainer", "coordinator", "admin") if route.opens_to(p)), None)
    return world.visitor(person).post(path, **world.body_for(path))


def walk(world) -> tuple[int, list[str]]:
    """Every unsafe route of the URL map, and every further form that it shows; how many wrote, and what left no row."""
    addresses = {path: next(r for r in world.routes if r.endpoint == form.endpoint and r.writes) for path, form in world.forms.items()}
    addresses |= {world.form_path(route, "r"): route for route in world.routes if route.writes}
    wrote, wrong = 0, []
    world.reset()
    before, known = world.run(stand), world.run(written)
    for path, route in addresses.items():
        answer = sent(world, route, path)
        if not world.changes():
            continue
        names = touched()
        there = {key: row for key, row in before.items() if names is None or key[0] in names}
        after = world.run(stand, names)
        if after != there:
            wrote += 1
            wrong += [f"{path} ({answer.status_code}): {row}" for row in traceless(there, after, known, world.run(written))]
        world.reset()
    return wrote, wrong


def test_every_write_leaves_its_row(world, record_property):
    wrote, wrong = walk(world)
    record_property("count: unsafe routes whose every write was found in the history", wrote)
    assert wrote >= 20, f"only {wrote} addresses wrote: the walk proves little"
    assert not wrong, "\n".join(wrong)


def test_a_write_without_a_row_would_be_noticed(world):
    """The negative control: with the listener taken off, every one of a few writes is reported."""
    event.remove(db.session, "after_flush", recording.record_changes)
    try:
        before, known = world.run(stand), world.run(written)
        path, form = next((p, f) for p, f in world.forms.items() if f.endpoint == "enterprises.create_area")
        assert world.visitor(form.person).post(path, **world.body_for(path)).status_code in SAVED
        (missed,) = traceless(before, world.run(stand), known, world.run(written))
        assert missed.startswith("area ")
    finally:
        event.listen(db.session, "after_flush", recording.record_changes)
        world.reset()


@pytest.mark.parametrize("moment", ["after_flush", "before_commit"])
def test_the_listeners_are_there_once(app, moment):
    assert event.contains(db.session, moment, {"after_flush": recording.record_changes, "before_commit": recording.write}[moment])
