"""A backup: a copy of the database at one moment, checked, with every file that it speaks of, in one sealed file."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import make_url

from portal import clock
from portal.database import db, sqlite_driver
from portal.files.storage import shelf
from portal.history import anchors
from portal.upkeep import archive
from portal.upkeep.archive import Packing
from portal.upkeep.facts import NotWhole, digests_of, engine_on, facts_of, must_be_whole


class BackupError(RuntimeError):
    """There is no backup; the message says why."""


@dataclass(frozen=True)
class Backup:
    path: Path
    manifest: dict

    @property
    def missing(self) -> list[str]:
        """Files that rows speak of and that were no longer there."""
        return self.manifest["missing"]


def folder() -> Path:
    return current_app.config["INSTANCE"] / "backups"


def newest() -> Path | None:
    return max(folder().glob("*.backup"), default=None)


def back_up(target: Path | None = None) -> Backup:
    """Copy, check, pack, and read the whole once more; only then does it get its name."""
    path = target or folder() / f"{clock.now():%Y%m%d-%H%M%S}.backup"
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    if path.exists():
        raise BackupError(f"{path} is there already; a backup is never written over.")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".beside-") as beside:
        packed = Path(beside) / "packed"
        with packed.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            try:
                pack(Packing(file), Path(beside))
            except NotWhole as fault:
                raise BackupError(f"There is no backup: {fault}") from fault
            archive.make_last(packed, file)
        manifest = archive.check(packed)
        packed.rename(path)
    return Backup(path, manifest)


def pack(packing: Packing, beside: Path) -> None:
    with copied(beside) as (name, copy, connection):
        must_be_whole(connection)
        facts, digests = facts_of(connection), digests_of(connection)
    packing.add_file(name, copy)
    missing = [digest for digest in digests if not add_stored(packing, digest, beside / "one")]
    for anchor in sorted(anchors.folder().glob("????-??-??.json")):
        packing.add_file(f"anchors/{anchor.name}", anchor)
    packing.seal({"made_at": clock.now().isoformat(timespec="seconds") + "Z", "database": name, "missing": missing, **facts})


def add_stored(packing: Packing, digest: str, beside: Path) -> bool:
    """The bytes as they lie on the shelf; whether they are there and are what their name says. Piece by piece: a film is larger than memory."""
    found = hashlib.sha256()
    try:
        opened = shelf().open(digest)
        with beside.open("wb") as copy:
            for piece in opened:
                found.update(piece)
                copy.write(piece)
    except FileNotFoundError:
        return False
    if found.hexdigest() == digest:
        packing.add_file(f"files/{digest}", beside)
    return found.hexdigest() == digest


@contextmanager
def copied(beside: Path) -> Iterator[tuple]:
    """(name in the backup, path of the copy, a connection that sees what the copy holds)"""
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        copy = copy_sqlite(Path(url.database or ""), beside / "database.db")
        engine = engine_on(copy)
        with engine.connect() as connection:
            yield "database.db", copy, connection
        engine.dispose()
        return
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar()
        yield "database.dump", dump_postgres(beside / "database.dump", str(snapshot)), connection


def copy_sqlite(source: Path, target: Path) -> Path:
    """By SQLite's own online copy: whoever writes meanwhile is not stopped, and the copy is of one moment."""
    if not source.exists():
        raise BackupError(f"There is no database at {source}.")
    driver: Any = sqlite_driver()
    live, copy = driver.connect(str(source)), driver.connect(str(target))
    try:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    except driver.DatabaseError as fault:
        raise BackupError(f"There is no backup: the database is damaged: {fault}") from fault
    finally:
        live.close()
        copy.close()
    return target


def dump_postgres(target: Path, snapshot: str) -> Path:
    run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", address())
    run("pg_restore", "--list", str(target))
    return target


def address() -> str:
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def run(tool: str, *arguments: str) -> None:
    """One of PostgreSQL's client programs."""
    path = shutil.which(tool)
    if not path:
        raise BackupError(f"{tool} is needed: install PostgreSQL's client programs.")
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 – fixed programs, our own settings
    if done.returncode:
        raise BackupError(f"{tool}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")
