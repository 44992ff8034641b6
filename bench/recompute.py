"""What the worker does when the rule changes: every series judged again, beside what the older rule said: `python -m bench.recompute`.

Prints elapsed and CPU seconds on one core, and the most memory that the process ever held; exit 1 beyond the goals.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

SERIES, BEFORE, AFTER = 10_000, 12, 13
SECONDS, MEGABYTES = 120, 200
OLD_RULE = "0"


def main() -> int:
    options = arguments()
    os.environ.setdefault("PORTAL_ENV", "test")
    if options.part:
        return {"plant": plant_all, "measure": measure}[options.part](options.series)
    with tempfile.TemporaryDirectory(prefix="portal-recompute-") as folder:
        for part in ("plant", "measure"):  # a process of its own, so that its memory is its own
            command = [sys.executable, "-m", "bench.recompute", "--part", part, "--series", str(options.series)]
            done = subprocess.run(command, env={**os.environ, "PORTAL_INSTANCE": folder}, check=False)
            if done.returncode:
                return done.returncode
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.recompute", description=__doc__)
    parser.add_argument("--series", type=int, default=SERIES, help=f"how many (default {SERIES:,})")
    parser.add_argument("--part", choices=["plant", "measure"], help=argparse.SUPPRESS)
    return parser.parse_args()


def plant_all(count: int) -> int:
    from portal import create_app
    from portal.database import db
    from tests.cast import make_cast
    from tests.stores import make_tables

    with create_app().app_context():
        make_tables()
        cast = make_cast()
        plant(cast, count)
        db.session.commit()
    return 0


def plant(cast, count: int) -> None:
    """Weekly series of the factory with a change and the running verdict of an older rule."""
    from sqlalchemy import insert

    from portal.database import db
    from portal.measures.models import Change, MeasureCard, Reading, Review

    rows: dict[type, list[dict]] = {MeasureCard: [], Change: [], Reading: [], Review: []}
    for model, row in series_of(cast, count):
        rows[model].append(row)
    for model, mine in rows.items():
        for start in range(0, len(mine), 5_000):
            db.session.execute(insert(model), mine[start : start + 5_000])


def series_of(cast, count: int) -> Iterator[tuple[type, dict]]:
    from portal import clock
    from portal.evidence import Better, Kind
    from portal.measures.models import Change, Frequency, MeasureCard, Reading, Review, ReviewKind, State

    luck, by = Random(7), cast.people["member"]
    first = Frequency.WEEKLY.start(clock.today()) - timedelta(weeks=BEFORE + AFTER + 1)
    here = {"programme_id": cast.programme}
    says = {"kind": Kind.VALUE, "better": Better.LOWER, "frequency": Frequency.WEEKLY, "state": State.TRACKED, "scale": 1.0}
    for _number in range(count):
        card, change = uuid4(), uuid4()
        facts = {"enterprise_id": cast.roshan, "name": "Minutes", "unit": "minutes", "is_chosen_worst": False, "made_by_id": by}
        yield MeasureCard, {**here, **says, **facts, "id": card, "version": 1}
        changed_on = first + timedelta(weeks=BEFORE, days=2)
        yield Change, {**here, "id": change, "card_id": card, "changed_on": changed_on, "declared_by_id": by, "locked": {}, "version": 1}
        for place in (*range(BEFORE), *range(BEFORE + 1, BEFORE + 1 + AFTER)):
            level = luck.gauss(40, 6) * (0.8 if place > BEFORE else 1)
            day = first + timedelta(weeks=place)
            yield Reading, {**here, "id": uuid4(), "card_id": card, "starts_on": day, "numerator": level, "read_by_id": by, "version": 1}
        kept = {"kind": ReviewKind.RUNNING, "rule_version": OLD_RULE, "inputs_digest": "", "answer": {}, "n_after": AFTER}
        yield Review, {**here, **kept, "id": uuid4(), "card_id": card, "change_id": change}


def measure(count: int) -> int:
    from portal import create_app
    from portal.measures.jobs import recompute

    with create_app().app_context():
        wall, cpu = time.perf_counter(), time.process_time()
        done = recompute()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    held = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]
    print(f"{done:,} series of {BEFORE} + {AFTER} numbers judged again: {wall:.1f} s, {cpu:.1f} s of one core", end="")
    print(f" ({1000 * cpu / max(1, done):.1f} ms each; goal {SECONDS} s for {SERIES:,}), {held:.0f} MB at most (goal {MEGABYTES})")
    return 0 if done == count and cpu <= SECONDS * count / SERIES and held < MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
