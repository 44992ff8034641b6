"""The gates of a module's completion, and the rooms that know whether they are met.

The contract: a room registers, in its `init_app`, a source that answers for many at once, in a number of statements
that does not depend on how many are asked for:

    gates.register("project", many=project_gates)

    def project_gates(programme_id, enterprise_ids, module_codes) -> dict[(enterprise_id, module_code), Finding]

A pair that is left out of the answer is not met. Until a room knows a gate, the trainer enters the fact by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.say import _l


@dataclass(frozen=True)
class Finding:
    """What a room found: whether the gate is met, the sentence that says why, where to look, and what that way is called."""

    met: bool
    says: object
    url: str | None = None
    deed: object = _l("Look at it")


@dataclass(frozen=True)
class Gate:
    code: str
    title: object
    short: object  # one word, for the grid
    asks: object  # what must be true, for the one who enters it by hand
    begins: str | None = None  # where an enterprise that has nothing for it begins


Findings = Mapping[tuple[UUID, str], Finding]
Source = Callable[[UUID, Collection[UUID], Collection[str]], Findings]  # programme, enterprises, modules' codes
SourceOfOne = Callable[[UUID, UUID, str], Finding]

PROJECTS = "/projects?enterprise={}"
GATES = (
    Gate(
        "class",
        _l("Class attended"),
        _l("class"),
        _l("Needed: two managers and two workers who came for at least four fifths of the hours."),
    ),
    Gate("visits", _l("Visits done"), _l("visit"), _l("Needed: as many visits by the trainer as the plan says, on site or by video.")),
    Gate(
        "project",
        _l("A project with before and after photos"),
        _l("project"),
        _l("Needed: at least one improvement that is implemented, with a photo from before and one from after."),
        PROJECTS,
    ),
    Gate(
        "series",
        _l("A count, or “not tracked”"),
        _l("count"),
        _l("Needed: one thing that the enterprise counts every week or month, or its word that it does not."),
        PROJECTS,  # a card is made on a project's page
    ),
)
BY_CODE = {gate.code: gate for gate in GATES}
_sources: dict[str, Source] = {}


def nothing(gate: Gate, enterprise_id: UUID) -> Finding:
    """What is found where a room knows the gate, and this enterprise has nothing for it."""
    return Finding(False, _l("Nothing is written down yet."), gate.begins and gate.begins.format(enterprise_id), _l("All projects"))


def register(code: str, one: SourceOfOne | None = None, *, many: Source | None = None) -> None:
    """A room knows this gate: `many` is the contract, `one` is asked again and again and fits small sets only."""
    if code not in BY_CODE:
        raise KeyError(code)
    if many is None:
        if one is None:
            raise TypeError("a gate needs a source")
        many = each(one)
    _sources[code] = many


def each(one: SourceOfOne) -> Source:
    """A source over many, made of one that answers for a single enterprise and module."""

    def many(programme_id, enterprise_ids, module_codes):
        return {(e, code): one(programme_id, e, code) for e in enterprise_ids for code in module_codes}

    return many


def known_by_a_room(code: str) -> bool:
    return code in _sources


def ask_many(code: str, programme_id: UUID, enterprise_ids: Collection[UUID], module_codes: Collection[str]) -> Findings:
    return _sources[code](programme_id, enterprise_ids, module_codes) if enterprise_ids and module_codes else {}


def ask(code: str, programme_id: UUID, enterprise_id: UUID, module_code: str) -> Finding:
    found = ask_many(code, programme_id, [enterprise_id], [module_code])
    return found.get((enterprise_id, module_code)) or nothing(BY_CODE[code], enterprise_id)
