"""`flask portal search …`: make the index anew."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from portal.database import db
from portal.extensions import commands
from portal.search.keeping import rebuild

search = AppGroup("search", help="What can be found.")


def init_app() -> None:
    commands.add_command(search)


@search.command("rebuild")
@with_appcontext
def rebuild_index() -> None:
    """Bring the index to what the records say; safe to repeat and to break off, and others may write meanwhile."""
    click.echo(f"{make_anew()} entries written, changed or dropped.")


def make_anew() -> int:
    written = 0
    for part in rebuild():
        db.session.commit()
        written += part
    return written
