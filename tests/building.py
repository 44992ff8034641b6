"""The building as the tests walk it: every route with its door, and every address with the ids of one plot in it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from portal.accounts.models import Role
from portal.config import ROOT

# Who of the cast reaches what: r Roshan, d Dastak (same programme), c Chenab (another one); h and b: the programmes themselves.
COVERS = {
    "member": "r",
    "manager": "r",
    "trainer": "r",
    "expert": "r",
    "coordinator": "rd",
    "admin": "rdc",
    "donor": "",
    "stranger": "d",
    "former_trainer": "",
    "far_manager": "c",
    "far_coordinator": "c",
    "nobody": "",
    None: "",
}
SEES_OF_PROGRAMMES = {"admin": "hb", "far_manager": "b", "far_coordinator": "b", "nobody": "", None: ""}  # all others: h
ROLES = {
    "member": Role.MEMBER,
    "manager": Role.MANAGER,
    "trainer": Role.TRAINER,
    "expert": Role.EXPERT,
    "coordinator": Role.COORDINATOR,
    "admin": Role.ADMINISTRATOR,
    "donor": Role.DONOR,
    "stranger": Role.MEMBER,
    "former_trainer": Role.TRAINER,
    "far_manager": Role.MANAGER,
    "far_coordinator": Role.COORDINATOR,
}
EVERYBODY = tuple(COVERS)
RIGHTFUL = ("member", "manager", "trainer", "expert", "coordinator", "admin", "donor")
NAME = {None: "anonymous"}


@dataclass(frozen=True)
class Route:
    url: str
    endpoint: str
    methods: frozenset[str]
    parameters: tuple[str, ...]
    door: object  # the rule, or nothing: then nobody gets in

    @property
    def roles(self) -> frozenset:
        """As they are written down in docs/security/rights.csv, not as the code has them: else a door opened too wide would be expected."""
        return written_rights().get(getattr(self.door, "name", ""), frozenset())

    @property
    def is_public(self) -> bool:
        return getattr(self.door, "name", "") == "public"

    @property
    def is_for_whoever_is_signed_in(self) -> bool:
        return getattr(self.door, "name", "") == "signed in"

    @property
    def reads(self) -> bool:
        return "GET" in self.methods

    @property
    def writes(self) -> bool:
        return bool(self.methods & {"POST", "PUT", "PATCH", "DELETE"})

    def opens_to(self, person: str | None) -> bool:
        """Whether the door itself lets this person of the cast pass; the record may still be out of reach."""
        if self.is_public:
            return True
        if person is None:
            return False
        return (
            self.is_for_whoever_is_signed_in
            or (ROLES.get(person) in self.roles and person != "former_trainer")
            or (person == "former_trainer" and Role.TRAINER in self.roles)
        )


@cache
def written_rights() -> dict[str, frozenset[str]]:
    with (ROOT / "docs" / "security" / "rights.csv").open(newline="") as file:
        return {row["right"]: frozenset(row["roles"].split()) for row in csv.DictReader(file)}


def routes(app) -> list[Route]:
    return [
        Route(
            str(url),
            url.endpoint,
            frozenset(url.methods or ()) - {"HEAD", "OPTIONS"},
            tuple(url._converters),
            getattr(app.view_functions[url.endpoint], "door", None),
        )
        for url in sorted(app.url_map.iter_rules(), key=str)
    ]


NAMED_OTHERWISE = {"session_id": "user_session", "file_id": "stored_file", "member_id": "membership", "record_id": "project"}


def table_of(parameter: str) -> str:
    """`project_id` is a row of `project`; what is named otherwise is said here."""
    return NAMED_OTHERWISE.get(parameter, parameter.removesuffix("_id"))


class UnknownParameter(AssertionError):
    pass


def address(app, route: Route, ids: dict[str, UUID], words: dict[str, str]) -> str:
    """The route's path with these rows in it. A parameter that nobody planted fails loudly."""
    values = {}
    for name in route.parameters:
        if name in words:
            values[name] = words[name]
        elif table_of(name) in ids:
            values[name] = ids[table_of(name)]
        else:
            raise UnknownParameter(f"{route.url}: no row is planted for <{name}>; name it in tests/building.py or tests/planting.py")
    adapter = app.url_map.bind("localhost")
    return adapter.build(route.endpoint, values, method=next(iter(sorted(route.methods))))
