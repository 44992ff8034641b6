"""A mutant is put in place and the house walked, the likeliest way first, until the walk notices it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tests.building import EVERYBODY, RIGHTFUL, Route
from tests.mutants import Mutant, Seen, all_mutants
from tests.walking import Walk

KNOWING = ("manager", "coordinator", "trainer", "admin", "expert")  # who between them come by all there is
LIKELY = ("stranger", "far_coordinator", "far_manager", "donor", "former_trainer", "nobody", "trainer", "member", "coordinator")
WANDERERS = (*LIKELY, *(person for person in EVERYBODY if person not in LIKELY))


@dataclass
class Hunt:
    world: object
    met: dict[str, set[str]] = field(default_factory=dict)  # route → mutants that its work comes by

    @cached_property
    def mutants(self) -> list[Mutant]:
        return all_mutants()

    def killed_by(self, mutant: Mutant, routes: list[Route] | None = None) -> str | None:
        """The first cell that notices, or None where the whole walk does not."""
        self.world.forms, self.world.addresses  # noqa: B018 – found while the house is whole
        for route in routes if routes is not None else self.concerned(mutant):
            for walk, step in self.ways(route):
                with mutant.put():
                    step()
                if walk.wrong:
                    self.world.reset()
                    return walk.wrong[0]
        return None

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
        walk.look_everywhere(route)
        walk.send_everywhere(route)
