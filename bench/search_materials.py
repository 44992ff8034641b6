"""How long the search takes over 10,000 uploaded materials, beside the page of their module: `python -m bench.search_materials`.

One module as it is taught, and materials of words as frequent as words are, in both scripts. The two pages are asked in turn,
and both the time that passed and the processor's own time are told: the second holds on a machine that others use as well.
"""

from __future__ import annotations

import contextvars
import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

MATERIALS, ROUNDS = 10_000, 15
ASKED = ("line", "5s line 3", "lien", "film sorting", "qc", "no such word", "فائیو ایس", "دھاگا")
WORDS = [
    "line",
    "bundle",
    "needle",
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
    "card",
    "operator",
    "film",
    "sorting",
    "5s",
    "3",
]
URDU = ["لائن", "بنڈل", "سوئی", "دھاگا", "مشین", "کپڑا", "تیل", "میز", "فائیو", "ایس", "بورڈ", "کارڈ", "آپریٹر"]


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="portal-materials-"))
    os.environ.update(PORTAL_ENV="test", PORTAL_INSTANCE=str(folder))
    from portal import create_app
    from portal.database import Base, db

    app = create_app(WTF_CSRF_ENABLED=False)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        grow(folder / "content")
        from portal.search.cli import make_anew

        print(f"{make_anew():,} entries in the index ({db.engine.dialect.name})", flush=True)
        db.session.remove()
        db.session.commit()
        for name in ("member", "coordinator"):
            measure(app, name)


def grow(content: Path) -> None:
    from portal.accounts.models import Role
    from portal.config import ROOT
    from portal.curriculum.loading import load
    from portal.curriculum.models import Module
    from portal.database import db
    from portal.enterprises.models import Enterprise
    from tests import cast as making

    shutil.copytree(ROOT / "content" / "quality", content / "quality")
    shutil.copy(ROOT / "content" / "glossary.yaml", content)
    load(content)
    programme = making.make_programme("BENCH", "Benchmark")
    factory = Enterprise(programme_id=programme.id, name="Factory", city="Karachi")
    db.session.add(factory)
    db.session.flush()
    person = making.make_person("Somebody", programme)
    put_materials(programme, db.session.scalar(db.select(Module.id)), person)
    making.give(making.make_user("member", person), Role.MEMBER, programme, factory)
    making.give(making.make_user("coordinator", making.make_person("Other", programme)), Role.COORDINATOR, programme)
    db.session.commit()


def put_materials(programme, module_id, person) -> None:
    """Rows beneath the models: each with one edition, one in ten for teachers only."""
    from uuid_utils.compat import uuid7

    from portal import clock
    from portal.curriculum.materials import Audience, Licence, Material, MaterialEdition
    from portal.database import db

    words = random.Random(5)
    rare = ["".join(words.choices("abcdefghilmnoprstu", k=words.randint(4, 9))) for _ in range(2000)]
    now, materials, editions = clock.now(), [], []

    def text(most: int) -> str:
        own = URDU if words.random() < 0.3 else WORDS
        return " ".join(words.choice(own) if words.random() < 0.5 else rare[int(2000 * words.random() ** 3)] for _ in range(most))

    for number in range(MATERIALS):
        key = {"programme_id": programme.id, "id": uuid7()}
        who = Audience.EVERYBODY if number % 10 else Audience.TEACHERS
        said = {"title": text(5), "about": text(25), "language": "en", "licence": Licence.OWN, "holder": "Factory", "source": text(6)}
        materials.append(
            {**key, **said, "audience": who, "module_id": module_id, "edition": 1, "added_by_id": person.id, "added_at": now, "version": 1}
        )
        held = {"material_id": key["id"], "number": 1, "kind": "application/pdf", "name": "a.pdf", "bytes": 1000, "by_id": person.id}
        editions.append({"programme_id": programme.id, "id": uuid7(), **held, "at": now})
    db.session.execute(Material.__table__.insert(), materials)
    db.session.execute(MaterialEdition.__table__.insert(), editions)


def measure(app, name: str) -> None:
    """In turn, so that both pages meet the same weather."""
    from portal.database import db
    from tests.browsing import Visitor

    db.session.remove()
    visitor = contextvars.Context().run(Visitor.signed_in, app, name)
    page, asked = [], {q: [] for q in ASKED}
    for _ in range(ROUNDS):
        page.append(timed(visitor, "/modules/quality"))
        for q, times in asked.items():
            times.append(timed(visitor, "/search", q=q))
    wall, own = (statistics.median(column) for column in zip(*page, strict=True))
    print(f"\n{name}: the module's page {wall:.1f} ms, of the processor {own:.1f} ms")
    for q, times in asked.items():
        took, spent = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"  {q:14} p50 {took:6.1f} ms, of the processor {spent:6.1f} ms = {spent / own:.2f} × the page", flush=True)


def timed(visitor, path: str, **query) -> tuple[float, float]:
    started, spent = time.perf_counter(), time.process_time()
    assert visitor.get(path, **query).status_code == 200
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - spent)


if __name__ == "__main__":
    main()
