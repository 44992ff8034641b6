"""What history costs a write: the same comment through the whole app with and without it, in turn, as one ratio: `python -m bench.history_cost`."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS, EACH, GOAL = 10, 10, 1.2


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="portal-history-"))
    os.environ.update(PORTAL_ENV="test", PORTAL_INSTANCE=str(folder))
    from portal import create_app
    from portal.database import db
    from tests.browsing import Visitor
    from tests.cast import make_cast
    from tests.stores import make_tables

    app = create_app(WTF_CSRF_ENABLED=False)
    with app.app_context():
        make_tables()
        make_cast()
        db.session.commit()
        db.session.remove()
    member = Visitor.signed_in(app, "member")
    made = member.post("/projects", problem="Trims are missing.", _key="first")
    address = f"{made.location.split('?')[0]}/comments"
    print(told(in_turn(member, address)))


def in_turn(member, address: str) -> dict[bool, list[tuple[float, float]]]:
    """with history or not → (milliseconds, of them CPU) of each round; the first round warms up."""
    found: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for turn in range(ROUNDS + 1):
        for kept in (True, False) if turn % 2 else (False, True):
            figures = measure(member, address, kept)
            if turn:
                found[kept].append(figures)
    return found


def measure(member, address: str, kept: bool) -> tuple[float, float]:
    listen(kept)
    before = rows(member.app)
    wall, cpu = time.perf_counter(), time.process_time()
    for number in range(EACH):
        answer = member.post(address, text=f"Seen at line {number}.", _key=f"{time.perf_counter_ns()}")
        assert answer.status_code == 303, answer.text
    spent = 1000 * (time.perf_counter() - wall) / EACH, 1000 * (time.process_time() - cpu) / EACH
    written = rows(member.app) - before
    assert written >= EACH if kept else written == 0, f"{written} rows of history, kept={kept}"
    return spent


def rows(app) -> int:
    from sqlalchemy import func, select

    from portal.database import db
    from portal.history.models import HistoryRow

    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(HistoryRow)) or 0


def listen(kept: bool) -> None:
    """Hang the recording up, or take it down."""
    from sqlalchemy import event

    from portal.database import db
    from portal.history import recording

    for moment, listener in (("after_flush", recording.record_changes), ("before_commit", recording.write)):
        there = event.contains(db.session, moment, listener)
        if kept and not there:
            event.listen(db.session, moment, listener)
        elif there and not kept:
            event.remove(db.session, moment, listener)


def told(found: dict[bool, list[tuple[float, float]]]) -> str:
    lines = []
    for index, what in enumerate(("elapsed", "CPU")):
        pairs = [(one[index], other[index]) for one, other in zip(found[True], found[False], strict=True)]
        ratio = median(one / other for one, other in pairs)
        with_it, without = median(one for one, _ in pairs), median(other for _, other in pairs)
        lines.append(f"{what}: {with_it:.2f} ms with history, {without:.2f} ms without: {ratio:.2f} × (goal {GOAL:.2f} ×)")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
