"""One person's way through the house, and what each cell of it must answer: who walks it are tests/test_isolation.py and tests/test_mutants.py."""

from __future__ import annotations

import os
from zlib import crc32

from tests.building import COVERS, NAME, SEES_OF_PROGRAMMES, Route, table_of
from tests.planting import OF_THE_PROGRAMME

EVERY_WAY = bool(os.environ.get("EVERY_WAY"))  # `make test-postgres` by itself; the gate goes before closed walls by turns
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

    def look_everywhere(self, route: Route) -> None:
        for letter in self.world.letters(route) if route.reads else ():
            for is_fragment in self.ways(route, letter):
                self.look(route, self.world.path(route, letter), letter, is_fragment)

    def send_everywhere(self, route: Route) -> None:
        for letter in self.world.letters(route) if route.writes else ():
            for is_fragment in self.ways(route, letter):
                self.send(route, self.world.form_path(route, letter), letter, is_fragment)

    def ways(self, route: Route, letter: str) -> tuple[bool, ...]:
        """As a page and as a fragment; before a closed wall, which asks neither, one of them."""
        if EVERY_WAY or self.is_rightful(route, letter):
            return False, True
        return (crc32(f"{route.endpoint} {self.person} {letter}".encode()) % 2 == 1,)

    def mix(self, route: Route) -> None:
        """/enterprises/<own>/areas/<foreign>: the second id counts as much as the first."""
        world, person = self.world, self.person
        if len([p for p in route.parameters if p.endswith("_id")]) < 2 or not route.opens_to(person):
            return
        for own in COVERS[person]:
            for foreign in set("rdc") - {own}:
                path = world.path(route, own, last=foreign)
                visitor = world.visitor(person)
                answer = visitor.get(path) if route.reads else visitor.post(path, **world.body_for(world.path(route, own)))
                self.cells += 1
                if answer.status_code != 404:
                    self.wrong.append(f"{path} as {person} mixes plots {own} and {foreign} and answers {answer.status_code}")
                if world.changes():
                    self.wrong.append(f"{path} as {person} mixes plots {own} and {foreign} and wrote")
                    world.reset()

    def choose_foreign_ids(self, path: str, form) -> None:
        """Every select and hidden id of a form that is shown, sent with the ids of the plots that are out of reach."""
        world, person = self.world, self.person
        for field in uuid_fields(form):
            name, tables = field.name, self.tables_of(field)
            for letter in sorted(set("rdc") - set(COVERS[person])):
                for table, record_id in world.planted.ids_of(letter).items():
                    if table == "programme" and record_id == world.planted.plots["r"].programme:
                        continue
                    if tables and table not in tables:
                        continue
                    answer = world.visitor(person).post(path, **{**world.body_for(path), name: str(record_id)})
                    self.cells += 1
                    if answer.status_code not in (400, 403, 404, 409, 422):
                        self.wrong.append(f"POST {path} as {person} takes {name}={table} of plot {letter}: {answer.status_code}")
                        world.reset()

    def tables_of(self, field) -> set[str]:
        """Which tables' records are offered there; none where that cannot be told, or all are to be tried."""
        offered = {field.value, *field.options}
        known = {str(record_id): table for letter in "rdc" for table, record_id in self.world.planted.ids_of(letter).items()}
        return set() if EVERY_WAY else {known[value] for value in offered if value in known}

    def done(self, record_property) -> None:
        record_property("count: cells of route × person × plot × method", self.cells)
        assert not self.wrong, f"{len(self.wrong)} of {self.cells} cells:\n" + "\n".join(sorted(set(self.wrong)))


def uuid_fields(form) -> list:
    """Fields in which an id is chosen or carried along."""
    is_id = lambda text: len(text) == 36 and text.count("-") == 4  # noqa: E731
    return [i for i in form.inputs if i.name not in ("_key", "csrf_token", "next") and (is_id(i.value) or any(map(is_id, i.options)))]
