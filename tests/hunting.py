"""A mutant is put in place and the house walked, the likeliest way first, until the walk notices it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tests.building import EVERYBODY, RIGHTFUL, Route
from tests.mutants import HOUSE, LOADER, Mutant, Seen, all_mutants
from tests.walking import Walk

KNOWING = ("manager", "coordinator", "trainer", "admin", "expert")  # who between them come by all there is
LIKELY = ("stranger", "far_coordinator", "far_manager", "donor", "former_trainer", "nobody", "trainer", "member", "coordinator")
WANDERERS = (*LIKELY, *(person for person in EVERYBODY if person not in LIKELY))


def rooms_that_say(mutant: Mutant) -> set[str]:
    word = mutant.of.rpartition(".")[2] if mutant.kind != LOADER else None
    texts = {path: path.read_text() for path in HOUSE.glob("*/*.py")} if word else {}
    return {mutant.room, *(path.parent.name for path, text in texts.items() if word and re.search(rf"\b{word}\b", text))}


@dataclass
class Hunt:
    world: object
    met: dict[str, set[str]] = field(default_factory=dict)  # route → mutants that its work comes by

    @cached_property
    def mutants(self) -> list[Mutant]:
        return all_mutants()

    def killed_by(self, mutant: Mutant, thoroughly: bool = True) -> str | None:
        """The first cell that notices, or None where the whole walk does not."""
        self.world.forms, self.world.addresses  # noqa: B018 – found while the house is whole
        for walk, step in self.quick_ways(mutant):
            if how := self.noticed(mutant, walk, step):
                return how
        for route in self.concerned(mutant) if thoroughly else ():
            for walk, step in self.ways(route):
                if how := self.noticed(mutant, walk, step):
                    return how
        return None

    def noticed(self, mutant: Mutant, walk: Walk, step: Callable) -> str | None:
        with mutant.put():
            step()
        if walk.wrong:
            self.world.reset()
        return walk.wrong[0] if walk.wrong else None

    def quick_ways(self, mutant: Mutant) -> Iterator[tuple[Walk, Callable]]:
        """Who has no business there, once to each address of the rooms that speak of it, the mutant's own first."""
        rooms = rooms_that_say(mutant)
        routes = [route for route in self.world.routes if self.room(route) in rooms and not route.is_public]
        for person in LIKELY[:5]:
            for route in sorted(routes, key=lambda route: (self.room(route) != mutant.room, not route.reads)):
                walk = Walk(self.world, person)
                yield walk, lambda walk=walk, route=route: self.once(walk, route)

    def once(self, walk: Walk, route: Route) -> None:
        for letter in self.world.letters(route):
            if route.reads:
                walk.look(route, self.world.path(route, letter), letter, is_fragment=False)
            else:
                walk.send(route, self.world.form_path(route, letter), letter, is_fragment=False)

    def ways(self, route: Route) -> Iterator[tuple[Walk, Callable]]:
        for person in WANDERERS:
            walk = Walk(self.world, person)
            yield walk, lambda walk=walk: walk.look_everywhere(route)
            yield walk, lambda walk=walk: walk.send_everywhere(route)
            if person in RIGHTFUL:
                yield walk, lambda walk=walk: walk.mix(route)
        for path, form in self.world.forms.items():
            if self.world.addresses.get(path) == route and form.person in RIGHTFUL:
                walk = Walk(self.world, form.person)
                yield walk, lambda walk=walk, path=path, form=form: walk.choose_foreign_ids(path, form)

    def concerned(self, mutant: Mutant) -> list[Route]:
        """The routes of the mutant's own room first."""
        routes = sorted(self.world.routes, key=lambda route: (self.room(route) != mutant.room, not route.parameters))
        return [route for route in routes if mutant.code is None or mutant.name in self.touched(route)]

    def room(self, route: Route) -> str:
        return self.world.app.view_functions[route.endpoint].__module__.split(".")[1]

    def touched(self, route: Route) -> set[str]:
        at = f"{route.url} {sorted(route.methods)}"
        if at not in self.met:
            self.met[at] = set().union(*(self.seen.of(self.go, route, person) for person in KNOWING if route.opens_to(person)))
        return self.met[at]

    @cached_property
    def seen(self) -> Seen:
        return Seen(self.mutants)

    def go(self, route: Route, person: str) -> None:
        walk = Walk(self.world, person)
        if route.reads:
            walk.look(route, self.world.path(route, "r"), "r", is_fragment=False)
        else:
            walk.send(route, self.world.form_path(route, "r"), "r", is_fragment=False)
