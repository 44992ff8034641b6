"""How long a page of the search takes over 100,000 entries, and how many statements: `python -m bench.search`.

Two hundred factories, 20,000 projects and 79,000 actions with words as frequent as words are, on a database of its own
(or on that of DATABASE_URL); a member of one factory and the coordinator of all ask.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from uuid_utils.compat import uuid7

ENTERPRISES, PROJECTS, ACTIONS = 200, 20_000, 79_000
ASKED = ("5s line 3", "lien", "qc", "fabric waits", "ba", "bundles", "no such word", "mahcine oil", "فائیو ایس")
ROUNDS = 15
COMMON = [
    "line",
    "bundle",
    "needle",
    "waits",
    "station",
    "thread",
    "machine",
    "fabric",
    "oil",
    "table",
    "checking",
    "qc",
    "stain",
    "colour",
    "board",
    "count",
    "shift",
    "card",
    "operator",
    "5s",
]


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="portal-search-"))
    os.environ.update(PORTAL_ENV="test", PORTAL_INSTANCE=str(folder))
    from portal import create_app
    from portal.database import Base, db

    app = create_app(WTF_CSRF_ENABLED=False)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        people = grow()
        from portal.search.cli import make_anew

        started = time.perf_counter()
        print(f"{make_anew():,} entries written by a rebuild in {time.perf_counter() - started:.0f} s ({db.engine.dialect.name})")
        db.session.remove()
        db.session.connection(execution_options={"writes": True}).exec_driver_sql("ANALYZE")
        db.session.commit()
        measure(app, people)


def grow() -> dict:
    """Rows beneath the models, and the two who ask."""
    from portal.accounts.models import Role
    from portal.enterprises.models import Area, Enterprise
    from portal.improvement.models import Action, Project
    from tests import cast as making

    programme = making.make_programme("BENCH", "Benchmark")
    words = random.Random(5)
    rare = ["".join(words.choices("abcdefghilmnoprstu", k=words.randint(4, 9))) for _ in range(4000)]

    def text(most: int) -> str:
        return " ".join(words.choice(COMMON) if words.random() < 0.4 else rare[int(4000 * words.random() ** 3)] for _ in range(most))

    here = [
        {"programme_id": programme.id, "id": uuid7(), "name": f"Factory {n}", "city": "Karachi", "version": 1} for n in range(ENTERPRISES)
    ]
    put(Enterprise, here)
    areas = [{**own(programme, factory), "name": f"Line {n}", "is_pilot": False, "version": 1} for factory in here for n in range(1, 6)]
    put(Area, areas)
    person = making.make_person("Somebody", programme)
    projects = []
    for n in range(PROJECTS):
        area = areas[n % len(areas)]
        facts = {"programme_id": programme.id, "enterprise_id": area["enterprise_id"], "area_id": area["id"], "id": uuid7()}
        projects.append(
            {**facts, "number": n, "title": text(5), "problem": text(25), "stage": "idea", "raised_by_id": person.id, "version": 1}
        )
    put(Project, projects)
    of = [projects[n % PROJECTS] for n in range(ACTIONS)]
    put(
        Action,
        [
            {**own(programme, {"id": p["enterprise_id"]}), "project_id": p["id"], "text": text(8), "status": "open", "version": 1}
            for p in of
        ],
    )
    from portal.database import db

    factory = db.session.get(Enterprise, (programme.id, here[0]["id"]))
    member, coordinator = making.make_user("member", person), making.make_user("coordinator", making.make_person("Other", programme))
    making.give(member, Role.MEMBER, programme, factory)
    making.give(coordinator, Role.COORDINATOR, programme)
    db.session.commit()
    return {"member": member.id, "coordinator": coordinator.id}


def own(programme, factory: dict) -> dict:
    return {"programme_id": programme.id, "enterprise_id": factory["id"], "id": uuid7()}


def put(model, rows: list[dict]) -> None:
    from portal.database import db

    db.session.execute(model.__table__.insert(), rows)


def measure(app, people) -> None:
    from sqlalchemy import event

    from portal.database import db
    from tests.browsing import Visitor

    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_more: said.append(statement))
    db.session.remove()
    import contextvars

    for name in people:
        visitor = contextvars.Context().run(Visitor.signed_in, app, name)
        modules = timed(visitor, "/modules", {})
        print(f"\n{name}: the page of all modules takes {statistics.median(modules):.1f} ms")
        for asked in ASKED:
            times = timed(visitor, "/search", {"q": asked})
            said.clear()
            page = visitor.get("/search", q=asked).text
            count = sum(not s.startswith(("PRAGMA", "BEGIN")) for s in said)
            print(
                f"  {asked:14} p50 {statistics.median(times):6.1f} ms, max {max(times):6.1f} ms, {count} statements, {page.count('<li><a href=')} links"
            )


def timed(visitor, path: str, query: dict) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        assert visitor.get(path, **query).status_code == 200
        times.append(1000 * (time.perf_counter() - started))
    return times


if __name__ == "__main__":
    main()
