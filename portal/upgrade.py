"""Bringing a database up to date: a verified backup where a migration is due, then the migration, then the modules."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy import inspect, text

from portal.config import ROOT
from portal.database import db
from portal.search.cli import make_anew
from portal.search.keeping import is_empty
from portal.upkeep.backup import back_up
from portal.web.health import newest_migration


def bring_up_to_date(say: Callable[[str], None] = print) -> None:
    """Back up, migrate, load the modules, and fill an empty demonstration."""
    stands_at = version_of_database()
    is_older = stands_at != newest_migration()
    if is_older:
        if stands_at is not None:
            say(f"A migration is due. Backup first: {back_up().path}")
        migrate()
        say("The database stands at the newest migration.")
    unindexed = is_older or is_empty()  # a newer portal may look for more kinds of things
    load_modules(say)
    if unindexed and (things := make_anew()):
        say(f"The search learnt {things} things.")
    if current_app.config["DEMO"]:
        from portal import demo

        if demo.is_wanted():
            say("Building the demonstration programme …")
            demo.build()


def load_modules(say: Callable[[str], None]) -> None:
    from portal.curriculum.loading import load

    loaded = load(ROOT / "content", afresh=False)
    db.session.commit()
    if news := sum((loaded.new + loaded.changed).values()):
        say(f"Modules: {news} texts are new or changed.")
    for broken in loaded.broken:
        say(str(broken))


def version_of_database() -> str | None:
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def know_migrations(app: Flask) -> None:
    """Alembic and what it brings are loaded where tables are changed, and nowhere else."""
    from flask_migrate import Migrate

    Migrate(app, db, directory="portal/migrations", render_as_batch=True, compare_type=True)


def migrate(to: str = "head") -> None:
    from flask_migrate import upgrade

    know_migrations(current_app._get_current_object())  # pyright: ignore[reportAttributeAccessIssue] – a proxy
    upgrade(revision=to)
