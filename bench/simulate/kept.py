"""Finished cells in build/simulate, so that a long run that is broken off goes on where it stopped."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from portal.evidence import RULE_VERSION

from . import cells, noise
from .cells import Cell, Result

ROOM = Path(__file__).resolve().parents[2] / "build" / "simulate"


def recorded(asked: Mapping[Cell, int], room: Path = ROOM) -> list[Result]:
    """The results of so many series that are already there for the cells asked for."""
    found = {}
    for runs in set(asked.values()):
        for line in _lines(_file(runs, room)):
            found[line["cell"], runs] = Counter(line["counts"])
    return [Result(cell, runs, found[cell.name, runs]) for cell, runs in asked.items() if (cell.name, runs) in found]


def record(result: Result, room: Path = ROOM) -> None:
    room.mkdir(parents=True, exist_ok=True)
    with _file(result.runs, room).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"cell": result.cell.name, "counts": result.counts}) + "\n")


def _lines(file: Path) -> Iterable[dict]:
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue  # the line that was being written when the run was broken off: its cell is run again


def _file(runs: int, room: Path) -> Path:
    """One file for a rule version, a way of drawing and a number of series: none is ever taken for another."""
    drawn = sha256(b"".join(Path(str(module.__file__)).read_bytes() for module in (noise, cells)))
    return room / f"rule-{RULE_VERSION}-{drawn.hexdigest()[:8]}-{runs}.jsonl"
