"""Every wall taken down by itself is noticed: some in each run of the gate, all of them by `make mutants`."""

from __future__ import annotations

import json
import random
import sys
import time
from hashlib import sha256

import pytest

from portal.config import ROOT
from tests.hunting import Hunt
from tests.mutants import FILTER, LOADER, ROLE

KEPT = ROOT / "build" / "mutants.json"
DRAWN, SEED = {FILTER: 3, ROLE: 3, LOADER: 3}, 3


@pytest.fixture(scope="session")
def hunt(planted_world) -> Hunt:
    return Hunt(planted_world)


def test_walls_taken_down_are_noticed(world, hunt, record_property):
    """Some of each kind, drawn by a fixed seed; without a mutant the same walk is that of tests/test_isolation.py."""
    draw = random.Random(SEED)
    for kind, count in DRAWN.items():
        for mutant in draw.sample([one for one in hunt.mutants if one.kind == kind], count):
            own = [route for route in world.routes if hunt.room(route) == mutant.room]
            assert hunt.killed_by(mutant, [route for route in own if mutant.name in hunt.touched(route)]), f"nobody noticed {mutant.name}"
            record_property("count: walls taken down and noticed", 1)


@pytest.mark.slow
def test_every_wall_taken_down_is_noticed(world, hunt):
    """`make mutants`: goes on where it was broken off, as long as the code is the same."""
    done, survivors = Done(), []
    for nth, mutant in enumerate(hunt.mutants, 1):
        began = time.monotonic()
        if mutant.name not in done.killed and (how := hunt.killed_by(mutant)):
            done.keep(mutant.name, how)
        how = done.killed.get(mutant.name)
        survivors += [] if how else [mutant.name]
        state = f"killed    {mutant.name}   by {how}"[:220] if how else f"SURVIVED  {mutant.name}"
        print(f"{nth:4}/{len(hunt.mutants)} {time.monotonic() - began:5.1f} s  {state}", file=sys.__stdout__, flush=True)
    print(f"{len(hunt.mutants) - len(survivors)} killed, {len(survivors)} survived", file=sys.__stdout__, flush=True)
    assert not survivors, "\n".join(survivors)


class Done:
    """What an earlier run killed, in build/mutants.json, for this very code."""

    def __init__(self):
        files = sorted([*ROOT.glob("portal/**/*.py"), *ROOT.glob("templates/**/*.html"), *ROOT.glob("tests/*.py"), *ROOT.glob("docs/security/*.csv")])
        self.of = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
        kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
        self.killed: dict[str, str] = kept["killed"] if kept.get("of") == self.of else {}

    def keep(self, name: str, how: str) -> None:
        self.killed[name] = how
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps({"of": self.of, "killed": self.killed}, indent=1))
