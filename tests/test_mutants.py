"""Every wall taken down by itself is noticed: some in each run of the gate, all of them by `make mutants`."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from hashlib import sha256

import pytest

from portal.config import ROOT
from tests.hunting import Hunt
from tests.mutants import BESIDE, FILTER, LOADER, ROLE, Mutant

KEPT = ROOT / "build" / "mutants.json"
DRAWN, SEED = {FILTER: 3, ROLE: 3, LOADER: 3}, 7


@pytest.fixture(scope="session")
def hunt(planted_world) -> Hunt:
    return Hunt(planted_world)  # its forms are those that tests/test_isolation.py sends: world.forms


@pytest.mark.once
def test_walls_taken_down_are_noticed(world, hunt, record_property):
    """Some of each kind, drawn by a fixed seed; without a mutant the same walk is that of tests/test_isolation.py."""
    draw = random.Random(SEED)
    for kind, count in DRAWN.items():
        for mutant in draw.sample([one for one in hunt.mutants if one.kind == kind and one.name not in BESIDE], count):
            began = time.monotonic()
            assert hunt.killed_by(mutant), f"nobody noticed {mutant.name}"
            print(f"{time.monotonic() - began:5.1f} s  {mutant.name}")
            record_property("count: walls taken down and noticed", 1)


def test_what_is_noticed_beside_the_walk_is_still_there(hunt):
    names = {mutant.name for mutant in hunt.mutants}
    for name, (_why, proof) in BESIDE.items():
        path, _, test = proof.partition("::")
        assert name in names and (not proof or f"def {test}(" in (ROOT / path).read_text()), name


@pytest.mark.slow
def test_every_wall_taken_down_is_noticed(world, hunt, capsys):
    """`make mutants`: goes on where it was broken off, as long as the code is the same."""
    done, survivors = Done(), []
    for nth, mutant in enumerate(hunt.mutants, 1):
        began = time.monotonic()
        if mutant.name not in done.killed and (how := killed(hunt, mutant)):
            done.keep(mutant.name, how)
        how = done.killed.get(mutant.name)
        survivors += [] if how else [mutant.name]
        state = f"killed    {mutant.name}   by {how}"[:220] if how else f"SURVIVED  {mutant.name}"
        with capsys.disabled():
            print(f"{nth:4}/{len(hunt.mutants)} {time.monotonic() - began:5.1f} s  {state}", flush=True)
    with capsys.disabled():
        print(f"{len(hunt.mutants) - len(survivors)} killed, {len(survivors)} survived", flush=True)
    assert not survivors, "\n".join(survivors)


def killed(hunt: Hunt, mutant: Mutant) -> str | None:
    why, proof = BESIDE.get(mutant.name, ("", ""))
    if why and not proof:
        return f"nothing, it changes nothing: {why}"
    return killed_beside(mutant, proof) if proof else hunt.killed_by(mutant)


def killed_beside(mutant: Mutant, proof: str) -> str | None:
    """By a test of its own, with the mutant in the house; see tests/conftest.py."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", proof]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "MUTANT": mutant.name}, capture_output=True, text=True)
    return proof if done.returncode == 1 and " failed" in done.stdout else None


class Done:
    """What an earlier run killed, in build/mutants.json, for this very code."""

    def __init__(self):
        code = [
            *ROOT.glob("portal/**/*.py"),
            *ROOT.glob("templates/**/*.html"),
            *ROOT.glob("tests/*.py"),
            *ROOT.glob("docs/security/*.csv"),
        ]
        self.of = sha256(b"".join(path.read_bytes() for path in sorted(code))).hexdigest()
        kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
        self.killed: dict[str, str] = kept["killed"] if kept.get("of") == self.of else {}

    def keep(self, name: str, how: str) -> None:
        self.killed[name] = how
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps({"of": self.of, "killed": self.killed}, indent=1))
