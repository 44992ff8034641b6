"""Board, list, funnel and event pages with 5,000 prospects and 200 events, beside the page of a module: `make bench-recruiting`.

Every page is asked in turn, so that all meet the same weather; both the time that passed and the processor's own time are told: the
second holds on a machine that others use as well, and by it the goal of twice the module's page is judged.
"""

from __future__ import annotations

import contextvars
import os
import random
import shutil
import statistics
import tempfile
from datetime import timedelta
from pathlib import Path

from bench.report import TIMES_THE_MODULE, verdict
from bench.search_materials import timed

PROSPECTS, EVENTS, INVITED, ROUNDS = 5_000, 200, 25, 31
BESIDE = "/modules/quality"
PAGES = {
    "board": "/recruitment",
    "board, late ones": "/recruitment?due=late",
    "list": "/recruitment?view=list",
    "funnel": "/recruitment?view=funnel",
    "events to come": "/events",
    "events past": "/events?when=past",
    "one event": "/events/{event}",
    "its door": "/events/{event}/door",
}
REACHED = (1200, 1100, 1000, 600, 400, 300, 150, 100, 150)  # so many stand at each stage of the path


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="portal-recruiting-"))
    os.environ.update(PORTAL_ENV="test", PORTAL_INSTANCE=str(folder))
    from portal import create_app
    from portal.database import Base, db

    app = create_app(WTF_CSRF_ENABLED=False)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        event = grow(folder / "content")
        print(f"{PROSPECTS:,} prospects, {EVENTS} events of {INVITED} enterprises ({db.engine.dialect.name})", flush=True)
        measure(app, {name: path.format(event=event) for name, path in PAGES.items()})
    shutil.rmtree(folder, ignore_errors=True)


def grow(content: Path):
    from portal.accounts.models import Role
    from portal.config import ROOT
    from portal.curriculum.loading import load
    from portal.database import db
    from tests import cast as making

    shutil.copytree(ROOT / "content" / "quality", content / "quality")
    shutil.copy(ROOT / "content" / "glossary.yaml", content)
    load(content)
    programme = making.make_programme("BENCH", "Benchmark")
    person = making.make_person("Somebody", programme)
    making.give(making.make_user("coordinator", person), Role.COORDINATOR, programme)
    db.session.flush()
    event = put_events(programme.id, put_prospects(programme.id, person.id))
    db.session.commit()
    return event


def put_prospects(programme_id, person_id) -> list:
    """Rows beneath the models, with the moves that brought each to where it stands; the ids of the firms."""
    from uuid_utils.compat import uuid7

    from portal import clock
    from portal.database import db
    from portal.enterprises.models import Enterprise
    from portal.recruitment.models import Move, Prospect
    from portal.recruitment.stages import PATH, Source

    words, today, firms, prospects, moves = random.Random(5), clock.today(), [], [], []
    stands = [at for at, count in enumerate(REACHED) for _ in range(count)]
    for number, at in enumerate(stands):
        firm, key, since = uuid7(), uuid7(), today - timedelta(days=words.randrange(60))
        firms.append({"programme_id": programme_id, "id": firm, "name": f"Firm {number} Garments", "name_ur": f"فرم {number}"})
        firms[-1] |= {"city": words.choice(("Karachi", "Lahore")), "is_prospect": at < len(PATH) - 1, "version": 1}
        facts = {"enterprise_id": firm, "stage": PATH[at], "furthest": at, "entered_on": since, "source": words.choice(list(Source))}
        due = {"due_on": since + timedelta(days=14), "late_on": since + timedelta(days=30), "owner_id": person_id}
        prospects.append({"programme_id": programme_id, "id": key, "version": 1, "contact_name": "Yasmin", **facts, **due})
        for step in range(at + 1):
            before = PATH[step - 1] if step else None
            gone = {"from_stage": before, "to_stage": PATH[step], "is_onward": True, "days": words.randrange(40) if step else None}
            moves.append({"programme_id": programme_id, "id": uuid7(), "prospect_id": key, "by_id": person_id, **gone})
    for model, rows in ((Enterprise, firms), (Prospect, prospects), (Move, moves)):
        db.session.execute(model.__table__.insert(), rows)
    return [firm["id"] for firm in firms]


def put_events(programme_id, firms: list):
    """Half of them past; two guests of each enterprise. The one whose page is asked for takes place today."""
    from uuid_utils.compat import uuid7

    from portal import clock
    from portal.accounts.models import Sex
    from portal.database import db
    from portal.events.kinds import Kind, Level, Mode, Presence, Reply, Status
    from portal.events.models import Event, Guest, Invitation

    words, now, events, invitations, guests = random.Random(6), clock.now(), [], [], []
    for number in range(EVENTS):
        event, begin = uuid7(), now + timedelta(days=number - EVENTS // 2, minutes=30)
        told = {"name": f"Event {number}", "kind": Kind.MOBILISATION, "mode": Mode.IN_PERSON, "status": Status.OPEN, "place": "Hall 2"}
        when = {"starts_at": begin, "ends_at": begin + timedelta(hours=6), "version": 1}
        events.append({"programme_id": programme_id, "id": event, **told, **when})
        for firm in words.sample(firms, INVITED):
            part = {"programme_id": programme_id, "id": uuid7(), "event_id": event, "enterprise_id": firm, "version": 1}
            invitations.append({**part, "reply": Reply.YES, "people_count": 2})
            for name in ("Rukhsana Bibi", "Imran Qureshi"):
                named = {"name": name, "name_key": name.casefold(), "sex": Sex.UNDISCLOSED, "level": Level.WORKER, "version": 1}
                seat = {"presence": words.choice((Presence.PRESENT, Presence.EXPECTED)), "enterprise_id": firm, "event_id": event}
                guests.append({"programme_id": programme_id, "id": uuid7(), "invitation_id": part["id"], **named, **seat})
    for model, rows in ((Event, events), (Invitation, invitations), (Guest, guests)):
        db.session.execute(model.__table__.insert(), rows)
    return events[EVENTS // 2]["id"]


def measure(app, pages: dict[str, str], who: str = "coordinator") -> None:
    from portal.database import db
    from tests.browsing import Visitor

    db.session.remove()
    visitor = contextvars.Context().run(Visitor.signed_in, app, who)
    taken = {path: [] for path in (BESIDE, *pages.values())}
    for turn in range(ROUNDS + 1):
        for path, times in taken.items():
            took = timed(visitor, path)
            if turn:  # the first of all pays for what is made once
                times.append(took)
    middle = {path: [statistics.median(column) for column in zip(*times, strict=True)] for path, times in taken.items()}
    print(f"the module's page: p50 {middle[BESIDE][0]:.1f} ms, of the processor {middle[BESIDE][1]:.1f} ms")
    for name, path in pages.items():
        took, spent = middle[path]
        waited, worked = took / middle[BESIDE][0], spent / middle[BESIDE][1]
        beside = f"{waited:.2f} × the module's page ({worked:.2f} × of the processor)"
        held = verdict(worked, TIMES_THE_MODULE)
        print(f"  {name:18} p50 {took:6.1f} ms, of the processor {spent:6.1f} ms = {beside}: {held}", flush=True)


if __name__ == "__main__":
    main()
