"""What a database says of itself, whichever it is and at whichever migration: read the same way before a backup and after a restore."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, column, create_engine, func, inspect, select, table
from sqlalchemy.exc import DatabaseError

from portal.database import Base, sqlite_driver
from portal.history.models import Head, HistoryRow
from portal.history.verifying import verify
from portal.web.health import newest_migration


class NotWhole(RuntimeError):
    """The database is not sound; the message says where."""


def facts_of(connection: Connection) -> dict:
    """Migration, rows of each table, and where the history ends."""
    names = sorted(inspect(connection).get_table_names())
    counts = {name: connection.scalar(select(func.count()).select_from(table(name))) for name in names}
    version = migration_of(connection) if "alembic_version" in names else None
    return {"migration": version, "counts": counts, "history": ends_of(connection) if version == newest_migration() else None}


def migration_of(connection: Connection) -> str | None:
    return connection.scalar(select(column("version_num")).select_from(table("alembic_version")))


def ends_of(connection: Connection) -> dict[str, dict]:
    ends = connection.execute(select(Head.chain, Head.number, Head.digest))
    return {end.chain: {"number": end.number, "digest": end.digest} for end in ends}


def digests_of(connection: Connection) -> list[str]:
    """The files that its rows speak of: the uploads, and what other tables keep on the shelf."""
    there, found = inspect(connection), set()
    for name in ("stored_file", *sorted({shelved.table.name for shelved in shelved_columns()})):
        if not there.has_table(name):
            continue
        columns = [column(c["name"]) for c in there.get_columns(name) if c["name"].endswith("digest")]
        found |= {digest for row in connection.execute(select(*columns).select_from(table(name, *columns))) for digest in row if digest}
    return sorted(found)


def shelved_columns() -> list:
    return [column for rows in Base.metadata.sorted_tables for column in rows.c if column.info.get("on_shelf")]


def must_be_whole(connection: Connection) -> None:
    """Sound pages, keys that lead somewhere, and (at the newest migration) a history that holds together."""
    try:
        look_through(connection)
    except DatabaseError as fault:
        raise NotWhole(f"the database is damaged: {fault.orig}") from fault


def look_through(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        verdict = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if verdict != "ok":
            raise NotWhole(f"the database is damaged: {verdict}")
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if loose:
            raise NotWhole(f"the database is damaged: a row of {loose[0]} points at a {loose[2]} that is not there")
    if inspect(connection).has_table(HistoryRow.__tablename__) and migration_of(connection) == newest_migration():
        for fault in verify(connection).faults:
            raise NotWhole(f"the history is damaged: {fault}")


def engine_on(path) -> Engine:
    """A database file beside the portal's own."""
    return create_engine(f"sqlite:///{path}", module=sqlite_driver())
