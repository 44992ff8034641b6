"""Bringing a database up to date: a verified backup where a migration is due, then the migration, then the modules."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import make_url

from portal import clock
from portal.config import ROOT
from portal.curriculum.loading import load
from portal.database import db, sqlite_driver
from portal.search.cli import make_anew
from portal.search.keeping import is_empty
from portal.web.health import newest_migration


class BackupError(RuntimeError):
    """There is no backup, so there is no migration; the message says why."""


def bring_up_to_date(say: Callable[[str], None] = print) -> None:
    """Back up, migrate, load the modules, and fill an empty demonstration."""
    stands_at = version_of_database()
    if stands_at != newest_migration():
        if stands_at is not None:
            say(f"A migration is due. Backup first: {back_up()}")
        migrate()
        say("The database stands at the newest migration.")
    unindexed = is_empty()
    load_modules(say)
    if unindexed:
        say(f"The search knows {make_anew()} things.")
    if current_app.config["DEMO"]:
        from portal import demo

        if demo.is_wanted():
            say("Building the demonstration programme …")
            demo.build()


def load_modules(say: Callable[[str], None]) -> None:
    loaded = load(ROOT / "content", afresh=False)
    db.session.commit()
    if news := sum((loaded.new + loaded.changed).values()):
        say(f"Modules: {news} texts are new or changed.")
    for broken in loaded.broken:
        say(str(broken))


def version_of_database() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(to: str = "head") -> None:
    from flask_migrate import upgrade

    upgrade(revision=to)


def back_up() -> Path:
    """A copy of the database that was opened and checked; its path."""
    folder = current_app.config["INSTANCE"] / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    name = clock.now().strftime("%Y%m%d-%H%M%S")
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        return copy_sqlite(Path(url.database or ""), folder / f"{name}.db")
    return dump_postgres(url.set(drivername="postgresql").render_as_string(hide_password=False), folder / f"{name}.dump")


def copy_sqlite(source: Path, target: Path) -> Path:
    connect = sqlite_driver().connect  # pyright: ignore[reportAttributeAccessIssue] – the driver's stubs forget it
    with connect(str(source)) as live, connect(str(target)) as copy:
        live.backup(copy)
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        target.unlink()
        raise BackupError(f"The backup is not whole ({verdict}); nothing was migrated.")
    return target


def dump_postgres(url: str, target: Path) -> Path:
    tool, check = shutil.which("pg_dump"), shutil.which("pg_restore")
    if not tool or not check:
        raise BackupError("pg_dump and pg_restore are needed for the backup before a migration: install PostgreSQL's client programs.")
    subprocess.run([tool, "--format=custom", f"--file={target}", url], check=True)  # noqa: S603 – fixed program, our own settings
    subprocess.run([check, "--list", str(target)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return target
