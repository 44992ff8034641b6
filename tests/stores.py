"""The database under test: every test begins from the same copy, on SQLite as on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url

from portal.database import db


def let_go() -> None:
    """Close every connection of every app: files are about to be changed beneath them."""
    for engines in db._app_engines.values():
        for engine in engines.values():
            engine.dispose()


class SqliteStore:
    def __init__(self, folder: Path):
        self.file = folder / "portal.db"
        self.url = f"sqlite:///{self.file}"

    def stamp(self):
        """Another one after every commit: sizes and times of the database and its write-ahead log."""
        files = (self.file, self.file.with_name(self.file.name + "-wal"))
        return [(file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.exists()]

    def keep(self, name: str = "pristine") -> None:
        let_go()  # the last connection takes the write-ahead log with it
        shutil.copy(self.file, self.file.with_name(f"{name}.db"))

    def reset(self, name: str = "pristine") -> None:
        let_go()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.file.with_name(f"{name}.db"), self.file)


class PostgresStore:
    """A database of each test worker's own, made anew from a template."""

    def __init__(self, server: str):
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.name = f"portal_{self.worker}"
        self.server = create_engine(server, isolation_level="AUTOCOMMIT")
        self.url = make_url(server).set(database=self.name).render_as_string(hide_password=False)
        self.make(self.name)

    def stamp(self) -> None:
        """Nothing cheap tells whether a PostgreSQL was written to."""

    def make(self, name: str, template: str = "template0") -> None:
        with self.server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def keep(self, name: str = "pristine") -> None:
        let_go()
        self.make(f"{name}_{self.worker}", self.name)

    def reset(self, name: str = "pristine") -> None:
        let_go()
        self.make(self.name, f"{name}_{self.worker}")


def store_in(folder: Path) -> SqliteStore | PostgresStore:
    server = os.environ.get("TEST_DATABASE_URL")
    return PostgresStore(server) if server else SqliteStore(folder)


def make_tables() -> None:
    """By the migrations, so that what is tested is what people get."""
    upgrade()
