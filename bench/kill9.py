"""`make kill9`: any process of the server is killed in the middle of writes; what was acknowledged is there, and everything once."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.ledger import Hands, Ledger, look, project_of_member
from bench.mortal import FORGETFUL, Mortal
from tests.serving import make_demo


@dataclass
class Outcome:
    kills: int = 0
    ledger: Ledger = field(default_factory=lambda: Ledger(""))
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.broken or self.left or self.ledger.strange)

    def __str__(self) -> str:
        counts = f"{self.kills} kills, {len(self.ledger.sent)} sent, {len(self.ledger.acknowledged)} acknowledged"
        return f"{counts}: {len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.broken)} broken, {self.ledger.strange[:3]}"


def attempt(kills: int, seed: int, instance: Path, with_keys: bool = True, **worse: str) -> Outcome:
    draws, outcome = random.Random(seed), Outcome(ledger=Ledger(project_of_member(instance), with_keys=with_keys))
    server = Mortal(instance, **worse)
    try:
        for turn in range(kills + 1):
            server.start()
            hands = Hands(outcome.ledger, server.port, f"zqlast-{seed}-{turn}")
            hands.send_again()
            if turn < kills:
                with hands:
                    time.sleep(draws.uniform(0.02, 0.6))
                    server.kill(draws.choice([None, *server.processes()]))
                outcome.kills += 1
            else:
                server.kill()
            note(outcome, instance)
    finally:
        server.end()
    outcome.left = outcome.ledger.waiting()
    return outcome


def note(outcome: Outcome, instance: Path) -> None:
    found = look(instance / "portal.db")
    outcome.lost += found.lost(outcome.ledger)
    outcome.doubled += found.doubled()
    if found.integrity != "ok":
        outcome.broken.append(found.integrity)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("n", nargs="?", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-kill9-") as folder:
        make_demo(Path(folder))
        outcome = attempt(options.n, options.seed, Path(folder))
        control = attempt(5, options.seed + 1, Path(folder), True, **{FORGETFUL: "1"})
    print(outcome)
    print(f"bound: fewer than {3 / max(1, outcome.kills):.1e} of the kills lose or double anything (95 %)")
    print(f"control, a server that answers before it writes: {len(set(control.lost))} lost")
    sys.exit(0 if outcome.holds and control.lost else 1)


if __name__ == "__main__":
    main()
