"""The database under test: every test begins from the same copy, on SQLite as on PostgreSQL."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url

from portal.database import db
from portal.upgrade import migrate
from portal.web import kept

FORGOTTEN = (  # a transaction that a test left open would hold its rows for ever
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%%'"
)


WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+(?:public\.)?"?(\w+)"?', re.I)
READS = re.compile(r"\s*(SELECT|SET|SHOW|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA|BEGIN)\b", re.I)
COUNT_ON = """DO $$ DECLARE c record; BEGIN FOR c IN SELECT table_name AS t, column_name AS n FROM information_schema.columns
WHERE table_schema = 'public' AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
LOOP EXECUTE format('SELECT setval(pg_get_serial_sequence(%%L, %%L), coalesce(max(%%I), 0) + 1, false) FROM %%I', quote_ident(c.t), c.n, c.n, c.t);
END LOOP; END $$"""  # a migration tried down and up begins its numbers at one again


class Written:
    """To which tables was written, kept or rolled back; whether anybody may have written of whom nothing is known here."""

    def __init__(self):
        self.count, self.tables, self.by_strangers = 0, set(), False

    def see(self, _connection, _cursor, statement: str, *_) -> None:
        if found := WRITES.match(statement):
            self.count += 1
            self.tables.add(found[1])
        elif not READS.match(statement):
            self.count += 1
            self.by_strangers = True

    def hear(self, deed: str, _facts) -> None:
        """Another process may write to the same database."""
        self.by_strangers = self.by_strangers or deed == "subprocess.Popen"

    def forget(self) -> None:
        self.tables, self.by_strangers = set(), False


_written = Written()
event.listen(Engine, "before_cursor_execute", _written.see)
sys.addaudithook(_written.hear)


def touched() -> set[str] | None:
    """The tables to which was written since the last reset; None where only a look at all of them can tell."""
    return None if _written.by_strangers else set(_written.tables)


def let_go() -> None:
    """Close every connection of every app, and forget what was made from its rows: they are about to be changed beneath it."""
    for app, engines in db._app_engines.items():
        kept.forget(app)
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
        _written.forget()


class PostgresStore:
    """A database of each test worker's own, made anew from a template."""

    def __init__(self, server: str):
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.name = f"portal_{self.worker}"
        self.server = create_engine(server, isolation_level="AUTOCOMMIT")
        self.url = make_url(server).set(database=self.name).render_as_string(hide_password=False)
        self.make(self.name)
        self.inside = create_engine(self.url, isolation_level="AUTOCOMMIT")
        self.kept: dict[str, list[str]] = {}
        self.standing = ""  # which copy the tables were last made like

    def stamp(self) -> int:
        """Another one after every statement of this process that is no SELECT: nobody else writes to a worker's own database."""
        return _written.count

    def make(self, name: str, template: str = "template0") -> None:
        with self.server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def tables(self) -> list[str]:
        with self.inside.connect() as connection:
            return list(connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").scalars())

    def keep(self, name: str = "pristine") -> None:
        """A database to make anew from, and in it each table's rows beside the table: putting rows back takes a tenth of the time."""
        let_go()
        copies = "; ".join(f'CREATE TABLE {name}."{table}" AS TABLE public."{table}"' for table in self.tables())
        self.put(f"CREATE SCHEMA {name}; {copies}")
        self.kept[name] = self.tables()
        self.inside.dispose()
        self.make(f"{name}_{self.worker}", self.name)

    def reset(self, name: str = "pristine") -> None:
        let_go()
        tables, is_strange = self.kept[name], _written.by_strangers
        if name == self.standing and not _written.by_strangers:
            tables = [table for table in tables if table in _written.tables]
        elif self.tables() != tables:  # a test made tables of its own
            self.inside.dispose()
            self.make(self.name, f"{name}_{self.worker}")
            tables = []
        rows = "; ".join(f'DELETE FROM public."{t}"; INSERT INTO public."{t}" SELECT * FROM {name}."{t}"' for t in tables)
        self.put(f"{FORGOTTEN}; SET session_replication_role = replica; {rows or 'SELECT 1'}; SET session_replication_role = DEFAULT")
        if is_strange:
            self.put(COUNT_ON)
        self.standing = name
        _written.forget()

    def put(self, statements: str) -> None:
        with self.inside.connect() as connection:
            connection.exec_driver_sql(statements)


def store_in(folder: Path) -> SqliteStore | PostgresStore:
    server = os.environ.get("TEST_DATABASE_URL")
    return PostgresStore(server) if server else SqliteStore(folder)


def make_tables() -> None:
    """By the migrations, so that what is tested is what people get."""
    migrate()
