"""The gates of a module's completion, and the rooms that know whether they are met.

A room that knows one registers a source in its `init_app`; until then the trainer enters the fact by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Finding:
    """What a room found: whether the gate is met, the sentence that says why, and where to look."""

    met: bool
    says: object
    url: str | None = None


@dataclass(frozen=True)
class Gate:
    code: str
    title: object
    asks: object  # what must be true, for the one who enters it by hand


Source = Callable[[UUID, UUID, str], Finding]  # programme, enterprise, module's code

GATES = (
    Gate("class", _l("Class attended"), _l("Two managers and two workers came for at least four fifths of the hours.")),
    Gate("visits", _l("Visits done"), _l("The trainer has visited as often as the plan says, on site or by video.")),
    Gate("project", _l("A project with before and after photos"), _l("At least one improvement is implemented and shows a photo from before and one from after.")),
    Gate("series", _l("A count, or “not tracked”"), _l("The enterprise counts one thing every week or month, or has said that it does not.")),
)
_sources: dict[str, Source] = {}


def register(code: str, source: Source) -> None:
    if code not in {gate.code for gate in GATES}:
        raise KeyError(code)
    _sources[code] = source


def known_by_a_room(code: str) -> bool:
    return code in _sources


def ask(code: str, programme_id: UUID, enterprise_id: UUID, module_code: str) -> Finding:
    return _sources[code](programme_id, enterprise_id, module_code)
