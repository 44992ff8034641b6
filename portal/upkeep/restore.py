"""Restoring: the backup is read whole before anything is touched, put together beside, and then takes the old one's name.

Nothing is thrown away: what stood there before is put aside under another name.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from flask import current_app
from sqlalchemy import inspect, make_url

from portal import clock
from portal.config import ROOT
from portal.database import db, sqlite_driver
from portal.files.storage import shelf
from portal.history import anchors
from portal.upkeep import archive, backup
from portal.upkeep.archive import Damaged
from portal.upkeep.facts import NotWhole, engine_on, facts_of, must_be_whole


class Refused(RuntimeError):
    """Nothing was restored and nothing was touched; the message says why."""


def restore(path: Path, force: bool = False) -> tuple[dict, list[Path]]:
    """The manifest of what was restored, and what was put aside."""
    manifest = archive.check(path)
    must_be_ours(manifest)
    db.session.remove()
    db.engine.dispose()
    is_file = manifest["database"] == "database.db"
    if is_file != (db.engine.dialect.name == "sqlite"):
        raise Refused(f"This is a backup of {'SQLite' if is_file else 'PostgreSQL'}; set DATABASE_URL to a database of that kind.")
    if not force and has_data():
        raise Refused("There are data here already. With --force they are put aside, not deleted, and the backup takes their place.")
    stamp = f"{clock.now():%Y%m%d-%H%M%S}"
    with beside(manifest["database"]) as new:
        take_out(path, manifest["database"], new)
        aside = put_in_place(new, manifest, stamp) if is_file else into_postgres(new, manifest)
    return manifest, [*aside, *bring_files(path, stamp)]


def must_be_ours(manifest: dict) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(ROOT / "portal" / "migrations")).walk_revisions()}
    if manifest["migration"] not in known | {None}:
        raise Refused(f"The backup stands at the migration {manifest['migration']}, which this portal does not know: it is older.")


def has_data() -> bool:
    url = db.engine.url
    if db.engine.dialect.name == "sqlite" and not Path(url.database or "").exists():
        return False
    with db.engine.connect() as connection:
        found = bool(inspect(connection).get_table_names())
    db.engine.dispose()
    return found


@contextmanager
def beside(name: str) -> Iterator[Path]:
    instance = Path(current_app.config["INSTANCE"])
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    folder = Path(url.database or "").parent if name == "database.db" else instance
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / ".restoring-database"
    new.unlink(missing_ok=True)
    try:
        yield new
    finally:
        for left in (new, *(new.with_name(new.name + tail) for tail in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def take_out(path: Path, name: str, target: Path) -> None:
    for member, pieces in archive.members(path):
        if member.name == name:
            with target.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
                archive.make_last(target, file)
            return
    raise Damaged(f"{name} is missing")


def put_in_place(new: Path, manifest: dict, stamp: str) -> list[Path]:
    """The restored file is opened and checked, then takes the name of the old one."""
    engine = engine_on(new)
    with engine.connect() as connection:
        must_be_as_told(connection, manifest)
    engine.dispose()
    there = Path(make_url(current_app.config["SQLALCHEMY_DATABASE_URI"]).database or "")
    aside = []
    if there.exists():
        must_be_alone(there)
        aside = [there.with_name(f"{there.name}.before-{stamp}")]
        for tail in ("-wal", "-shm"):  # the last connection took them along; what is left of a crash goes aside with its database
            left = there.with_name(there.name + tail)
            if left.exists():
                left.rename(aside[0].with_name(aside[0].name + tail))
        there.rename(aside[0])
    new.rename(there)
    with there.open("rb") as file:
        archive.make_last(there, file)
    return aside


def must_be_as_told(connection, manifest: dict) -> None:
    try:
        must_be_whole(connection)
    except NotWhole as fault:
        raise Damaged(str(fault)) from fault
    found = facts_of(connection)
    for fact in ("migration", "counts", "history"):
        if manifest[fact] is not None and found[fact] != manifest[fact]:
            raise Damaged(f"the database's {fact} is not what the manifest tells")


def must_be_alone(there: Path) -> None:
    """Nobody else holds the database open: web and worker are stopped."""
    driver: Any = sqlite_driver()
    connection = driver.connect(str(there), timeout=1, isolation_level=None)
    try:
        for statement in ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode", "BEGIN EXCLUSIVE", "COMMIT"):
            connection.execute(statement)
    except driver.OperationalError as fault:
        raise Refused("The database is in use. Stop the web server and the worker, then restore.") from fault
    except driver.DatabaseError:  # it is no database any more, which may be why one restores: nobody can be using it
        return
    finally:
        connection.close()


def into_postgres(dump: Path, manifest: dict) -> list[Path]:
    """In one transaction: the backup wholly, or nothing of it. What stood there is saved first."""
    aside = [backup.back_up().path] if has_data() else []
    db.engine.dispose()
    backup.run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={backup.address()}", str(dump))
    with db.engine.connect() as connection:
        must_be_as_told(connection, manifest)
    return aside


def put_on_shelf(pieces: Iterator[bytes]) -> str:
    """Piece by piece: a film is larger than memory."""
    with tempfile.TemporaryFile(dir=current_app.config["INSTANCE"]) as copy:
        for piece in pieces:
            copy.write(piece)
        return shelf().put(cast(BinaryIO, copy))


def bring_files(path: Path, stamp: str) -> list[Path]:
    """Onto the shelf under their digests, where equal bytes lie once; the anchors of then instead of those of now."""
    aside = []
    if anchors.folder().exists():
        aside = [anchors.folder().with_name(f"anchors.before-{stamp}")]
        anchors.folder().rename(aside[0])
    for member, pieces in archive.members(path):
        place, _slash, name = member.name.partition("/")
        if place == "files" and put_on_shelf(pieces) != name:
            raise Damaged(f"{member.name} was altered")
        if place == "anchors":
            anchors.folder().mkdir(mode=0o750, exist_ok=True)
            (anchors.folder() / name).write_bytes(b"".join(pieces))
    return aside
