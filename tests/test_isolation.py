"""The walls: every route × every person of the cast × every plot × page, fragment, form and HTMX form.

In every text of every enterprise stands a canary. Whoever meets a foreign one has seen through a wall; whoever may see
a record and does not meet its own stands before a wall that is too thick. See tests/planting.py and tests/building.py.
"""

from __future__ import annotations

import pytest

from tests.building import COVERS, EVERYBODY, NAME, RIGHTFUL, SEES_OF_PROGRAMMES, Route, table_of
from tests.planting import CANARY, OF_THE_PROGRAMME, differing

FINE = {200, 204, 303, 409, 422}
KEPT_FOR_SIGN_IN = {"draft"}  # what an anonymous sender typed may wait for its owner
STAFF_IN_REACH = {"trainer", "expert", "coordinator", "far_coordinator"}
PERSONAL = {"session_id", "passkey_id", "notice_id"}  # the planted ones are nobody's of the cast
CALLED = {("programme", "name"), ("programme", "name_ur")}
SAID_IN_PUBLIC = {  # what a page without a door says of a record on purpose
    "recruitment.new_interest": CALLED,
    "recruitment.create_interest": CALLED,
    "recruitment.show_thanks": CALLED,
}
FINER_THAN_ITS_ROLES = {  # endpoint → whom its record's state may refuse although they pass the door, and why
    "files.show": ({"admin"}, "photos belong to the factory: an administrator opens one only with a reason"),
    "files.show_small": ({"admin"}, "the same"),
    "improvement.update_stage": (STAFF_IN_REACH, "they verify what is in use; every other step is the factory's own"),
    "batches.create_withdrawal": (STAFF_IN_REACH, "a proposal is taken back by the trainer, a confirmation by who may confirm"),
    "batches.create_confirmation": ({"expert"}, "an exception is the coordinator's to decide"),
    "batches.create_return": ({"expert"}, "an exception is the coordinator's to decide"),
    **dict.fromkeys(
        [
            f"curriculum.{deed}"
            for deed in ("edit_material", "update_material", "new_edition", "create_edition", "create_withdrawal", "create_return")
        ],
        ({"trainer", "former_trainer"}, "a trainer keeps what they added themselves"),
    ),
}


def may_meet(person: str | None) -> set[str]:
    return set(COVERS[person]) | set(SEES_OF_PROGRAMMES.get(person, "h"))


class Walk:
    """One person's way through the house; what was wrong is collected, so that a run shows all of it."""

    def __init__(self, world, person: str | None):
        self.world, self.person, self.wrong, self.cells = world, person, [], 0

    def look(self, route: Route, path: str, letter: str, is_fragment: bool) -> None:
        visitor = self.world.visitor(self.person)
        answer = (visitor.fragment if is_fragment else visitor.get)(path)
        self.judge("HX-GET" if is_fragment else "GET", route, path, letter, answer)
        if self.is_rightful(route, letter) and answer.status_code == 200 and not is_fragment:
            self.sees_own(route, path, letter, answer)

    def send(self, route: Route, path: str, letter: str, is_fragment: bool) -> None:
        world = self.world
        visitor = world.visitor(self.person)
        answer = (visitor.post_fragment if is_fragment else visitor.post)(path, **world.body_for(path))
        self.judge("HX-POST" if is_fragment else "POST", route, path, letter, answer)
        changed = world.changes()
        forbidden = set(changed) - (KEPT_FOR_SIGN_IN if self.person is None else set())
        if forbidden and not self.is_rightful(route, letter):
            self.wrong.append(f"POST {path} as {self.person} ({letter}) wrote to {sorted(forbidden)}")
        if changed:
            world.reset()

    def judge(self, method: str, route: Route, path: str, letter: str, answer) -> None:
        self.cells += 1
        at = f"{method} {path} as {NAME.get(self.person, self.person)} (plot {letter}) answered {answer.status_code}"
        whole = answer.get_data().decode(errors="replace") + "\n" + "\n".join(f"{name}: {value}" for name, value in answer.headers)
        foreign = {
            c
            for found, canaries in self.world.planted.found_in(whole).items()
            if found not in may_meet(self.person)
            for c in canaries
            if self.world.planted.canaries[c] not in SAID_IN_PUBLIC.get(route.endpoint, ())
        }
        if foreign:
            self.wrong.append(f"{at} and shows {self.world.planted.named(foreign)}")
        expected = self.expected(route, letter)
        to_sign_in = answer.status_code == 204 and answer.headers.get("HX-Redirect", "").startswith("/sign-in")  # HTMX's own 303
        if (303 if to_sign_in else answer.status_code) not in expected:
            self.wrong.append(f"{at}, expected {sorted(expected)}; rule “{getattr(route.door, 'name', None)}”")

    def expected(self, route: Route, letter: str) -> set[int]:
        if "token" in route.parameters:  # a key that is nobody's opens nothing, or a page that says so
            return {303, 404}
        if route.is_public:
            return FINE | {302, 400, 503}
        if self.person is None:
            return {303}
        if not route.opens_to(self.person):
            return {403}
        if not self.has_record(route):
            return FINE | {302, 400}
        if not self.reaches(route, letter) or PERSONAL & set(route.parameters):
            return {404}
        people, _why = FINER_THAN_ITS_ROLES.get(route.endpoint, (set(), ""))
        return FINE | {400, 403} if self.person in people else FINE | {400}

    def has_record(self, route: Route) -> bool:
        return route.parameters != () and self.world.letters(route) != "r"

    def own_letter(self, route: Route, letter: str) -> str:
        """Whose canary a plot's record bears: what all of a programme share bears the programme's."""
        return {"r": "h", "d": "h", "c": "b"}[letter] if self.is_shared(route) else letter

    def is_shared(self, route: Route) -> bool:
        return any(table_of(name) in OF_THE_PROGRAMME for name in route.parameters)

    def reaches(self, route: Route, letter: str) -> bool:
        if self.is_shared(route):
            return self.own_letter(route, letter) in SEES_OF_PROGRAMMES.get(self.person, "h")
        return letter in COVERS[self.person]

    def is_rightful(self, route: Route, letter: str) -> bool:
        if PERSONAL & set(route.parameters):
            return False
        return route.opens_to(self.person) and (not self.has_record(route) or self.reaches(route, letter))

    def sees_own(self, route: Route, path: str, letter: str, answer) -> None:
        if self.has_record(route) and answer.mimetype.startswith("text/") and f"zq{self.own_letter(route, letter)}" not in answer.text:
            self.wrong.append(f"GET {path} as {self.person} is open and shows no word of its own record (plot {letter})")

    def done(self, record_property) -> None:
        record_property("count: cells of route × person × plot × method", self.cells)
        assert not self.wrong, f"{len(self.wrong)} of {self.cells} cells:\n" + "\n".join(sorted(set(self.wrong)))


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda name: NAME.get(name, name))
def test_nobody_sees_through_a_wall(world, person, record_property):
    """And whoever only looks changes nothing: not a row is different afterwards."""
    walk, before = Walk(world, person), world.digests()
    for route in world.routes:
        if route.reads:
            for letter in world.letters(route):
                path = world.path(route, letter)
                for is_fragment in (False, True):
                    walk.look(route, path, letter, is_fragment)
    walk.done(record_property)
    assert not differing(before, world.digests())


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda name: NAME.get(name, name))
def test_nobody_writes_through_a_wall(world, person, record_property):
    walk = Walk(world, person)
    for route in world.routes:
        if route.writes:
            for letter in world.letters(route):
                path = world.form_path(route, letter)
                for is_fragment in (False, True):
                    walk.send(route, path, letter, is_fragment)
    walk.done(record_property)


@pytest.mark.parametrize("person", RIGHTFUL)
def test_a_record_under_another_ones_address_is_not_found(world, person, record_property):
    """/enterprises/<own>/areas/<foreign>: the second id counts as much as the first."""
    walk = Walk(world, person)
    for route in world.routes:
        if len([p for p in route.parameters if p.endswith("_id")]) < 2 or not route.opens_to(person):
            continue
        for own in COVERS[person]:
            for foreign in set("rdc") - {own}:
                path = world.path(route, own, last=foreign)
                visitor = world.visitor(person)
                answer = visitor.get(path) if route.reads else visitor.post(path, **world.body_for(world.path(route, own)))
                walk.cells += 1
                if answer.status_code != 404:
                    walk.wrong.append(f"{path} as {person} mixes plots {own} and {foreign} and answers {answer.status_code}")
                if world.changes():
                    walk.wrong.append(f"{path} as {person} mixes plots {own} and {foreign} and wrote")
                    world.reset()
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


def uuid_fields(form) -> list[str]:
    """Fields in which an id is chosen or carried along."""
    is_id = lambda text: len(text) == 36 and text.count("-") == 4  # noqa: E731
    return [i.name for i in form.inputs if i.name not in ("_key", "csrf_token", "next") and (is_id(i.value) or any(map(is_id, i.options)))]


@pytest.mark.parametrize("person", RIGHTFUL)
def test_no_foreign_id_is_taken_from_a_form(world, person, record_property):
    """Every select and hidden id of every form that is shown, sent with the ids of the plots that are out of reach."""
    walk = Walk(world, person)
    foreign = sorted(set("rdc") - set(COVERS[person]))
    for path, form in world.forms.items():
        route = next((r for r in world.routes if r.writes and path in {world.path(r, x) for x in world.letters(r)}), None)
        if form.person != person or route is None:
            continue
        for name in uuid_fields(form):
            for letter in foreign:
                for table, record_id in world.planted.ids_of(letter).items():
                    if table == "programme" and record_id == world.planted.plots["r"].programme:
                        continue
                    answer = world.visitor(person).post(path, **{**world.body_for(path), name: str(record_id)})
                    walk.cells += 1
                    if answer.status_code not in (400, 403, 404, 409, 422):
                        walk.wrong.append(f"POST {path} as {person} takes {name}={table} of plot {letter}: {answer.status_code}")
                        world.reset()
    walk.done(record_property)
