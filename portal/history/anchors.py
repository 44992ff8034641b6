"""Anchors: once a day, where each chain ends, written outside of the database. Whoever rewrites the chain cannot rewrite yesterday's anchor."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, select

from portal import clock
from portal.history.models import Head


@dataclass(frozen=True)
class End:
    """The last row of a chain on a day."""

    number: int
    digest: str
    day: str


@dataclass(frozen=True)
class Anchor:
    day: str
    at: str
    chains: dict[str, dict]

    def end_of(self, chain: str) -> End | None:
        end = self.chains.get(chain)
        return End(end["number"], end["digest"], self.day) if end else None

    @classmethod
    def read(cls, path: Path) -> Anchor:
        """Raises ValueError where the file is no anchor."""
        try:
            facts = json.loads(path.read_text())
            chains = {str(chain): {"number": int(end["number"]), "digest": str(end["digest"])} for chain, end in facts["chains"].items()}
            return cls(str(facts["day"]), str(facts["at"]), chains)
        except (KeyError, TypeError, AttributeError, UnicodeDecodeError, ValueError) as fault:
            raise ValueError(f"{path} is no anchor of the history: {fault}") from fault


def folder() -> Path:
    return current_app.config["INSTANCE"] / "anchors"


def of(day: date) -> Path:
    return folder() / f"{day.isoformat()}.json"


def drop_anchor(connection: Connection) -> Path:
    """The anchor of today; written again the same day, it is the newer one."""
    ends = connection.execute(select(Head.chain, Head.number, Head.digest).order_by(Head.chain))
    facts = {
        "day": clock.today().isoformat(),
        "at": clock.now().isoformat(timespec="seconds") + "Z",
        "chains": {end.chain: {"number": end.number, "digest": end.digest} for end in ends},
    }
    path = of(clock.today())
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    beside = path.with_suffix(".beside")
    with beside.open("w") as file:
        file.write(json.dumps(facts, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    return path


def newest() -> Path | None:
    return max(folder().glob("????-??-??.json"), default=None)
