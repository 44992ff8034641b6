"""Where it is measured: a folder of its own, the portal on a database of its own, and the floors beside it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from bench import floors
from bench.grow import Grown
from bench.serving import ROOT, Served

HERE = ROOT / "build" / "bench"
FLOORS = "bcd"


@dataclass
class Place:
    app: Flask
    grown: Grown
    portal: Served
    floors: dict[str, Served] = field(default_factory=dict)

    def start(self) -> None:
        for server in (self.portal, *self.floors.values()):
            server.start()

    def stop(self) -> None:
        for server in (self.portal, *self.floors.values()):
            server.stop()

    def restore(self, statements: tuple[str, ...]) -> None:
        """Records back to where a round begins; by hand, past the history, as nobody but a benchmark may."""
        if statements:
            import pysqlite3.dbapi2 as driver

            with driver.connect(HERE / "instance" / "portal.db", timeout=30) as connection:
                for statement in statements:
                    connection.execute(statement)
            connection.close()


def prepare() -> Place:
    """Production's own settings, on this machine only."""
    shutil.rmtree(HERE, ignore_errors=True)
    (HERE / "instance").mkdir(parents=True)
    settings = {
        "PORTAL_ENV": "production",
        "SECRET_KEY": "a benchmark has no secret, only a key",
        "PORTAL_INSTANCE": str(HERE / "instance"),
    }
    os.environ.update(settings)
    os.environ.pop("DATABASE_URL", None)
    from bench.grow import grow
    from portal import create_app

    app = create_app()
    with app.app_context():
        grown = grow()
    database = HERE / "floors.db"
    floors.fill(database)
    place = Place(app, grown, Served("portal", "portal.serving", settings | {"PORTAL_WITH_WORKER": "1"}, "/livez"))
    for letter in FLOORS:
        place.floors[letter] = Served(f"floor-{letter}", "bench.floors:app", {"FLOOR": letter, "FLOOR_DATABASE": str(database)}, "/1")
        floors.requests(letter).write(HERE / f"floor-{letter}.lua")
    return place


def figures_of_machine() -> str:
    model = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "?"
    )
    return f"{os.cpu_count()} × {model}, load {os.getloadavg()[0]:.1f} at the start"
