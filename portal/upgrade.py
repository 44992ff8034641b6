"""Bringing a database up to date: a verified backup where a migration is due, then the migration, then the modules."""

from __future__ import annotations

from collections.abc import Callable

from alembic.runtime.migration import MigrationContext
from flask import current_app

from portal.config import ROOT
from portal.curriculum.loading import load
from portal.database import db
from portal.search.cli import make_anew
from portal.search.keeping import is_empty
from portal.upkeep.backup import back_up
from portal.web.health import newest_migration


def bring_up_to_date(say: Callable[[str], None] = print) -> None:
    """Back up, migrate, load the modules, and fill an empty demonstration."""
    stands_at = version_of_database()
    if stands_at != newest_migration():
        if stands_at is not None:
            say(f"A migration is due. Backup first: {back_up().path}")
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
