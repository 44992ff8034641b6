"""The portal's health, in words that whoever keeps the server understands."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from portal import clock
from portal.database import db
from portal.history import anchors
from portal.outbox import runs
from portal.upkeep import backup
from portal.upkeep.facts import migration_of
from portal.web.health import newest_migration

MINUTE, HOUR = 60, 3600
LEAST_FREE = 500 * 1024 * 1024
BACKUP_OLD = 26 * HOUR


@dataclass(frozen=True)
class Finding:
    is_good: bool
    says: str


def findings() -> list[Finding]:
    return [database(), disk(), last_backup(), worker(), anchor()]


def database() -> Finding:
    try:
        with db.engine.connect() as connection:
            stands = migration_of(connection)
    except SQLAlchemyError as fault:
        return Finding(False, f"The database does not answer ({type(fault).__name__}). Look whether it runs, and at DATABASE_URL.")
    if stands != newest_migration():
        return Finding(
            False, f"The database stands at the migration {stands or 'none'}, not {newest_migration()}: run `flask portal upgrade`."
        )
    return Finding(True, f"The database answers and stands at the newest migration, {stands}.")


def disk() -> Finding:
    instance = Path(current_app.config["INSTANCE"])
    try:
        with tempfile.TemporaryFile(dir=instance) as file:
            file.write(b"x" * 4096)
            file.flush()
        free = shutil.disk_usage(instance).free
    except OSError as fault:
        return Finding(False, f"Nothing can be written to {instance}: {fault.strerror}.")
    size = f"{free / 1024**3:.1f} GB"
    if free < LEAST_FREE:
        return Finding(False, f"Only {size} are free in {instance}. Make room: a full disk stops every write.")
    return Finding(True, f"The disk can be written to, {size} are free.")


def last_backup() -> Finding:
    last = backup.newest()
    if last is None:
        return Finding(False, "There is no backup yet: run `flask portal backup` every day.")
    age = max(0.0, time.time() - last.stat().st_mtime)
    return Finding(age < BACKUP_OLD, f"The last backup, {last.name}, is {span(age)} old.")


def worker() -> Finding:
    seen = runs.last_sign()
    if seen is None:
        return Finding(False, "The worker has never run here: mail, pictures and tidying wait for it.")
    age = max(0.0, (clock.now() - seen).total_seconds())
    if runs.is_silent():
        return Finding(False, f"The worker gave its last sign of life {span(age)} ago: start it again.")
    return Finding(True, f"The worker is alive ({span(age)} ago).")


def anchor() -> Finding:
    last = anchors.newest()
    if last is None:
        return Finding(False, "The history has no anchor yet: the worker writes one each day, or run `flask portal history anchor`.")
    days = (clock.today() - clock.date.fromisoformat(last.stem)).days
    return Finding(days <= 1, f"The history's last anchor is of {last.stem}.")


def span(seconds: float) -> str:
    for size, word in ((24 * HOUR, "days"), (HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {word}"
    return f"{seconds:.0f} seconds"
