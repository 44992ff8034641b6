"""`flask portal history …`: is the history whole, and where does it end today."""

from __future__ import annotations

from pathlib import Path

import click

from portal.database import db
from portal.extensions import commands
from portal.history import anchors
from portal.history.anchors import Anchor
from portal.history.verifying import verify


@commands.group("history")
def history_group() -> None:
    """The chain of what happened."""


@history_group.command("verify")
@click.option("--anchor", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An anchor kept elsewhere.")
def verify_history(path: Path | None) -> None:
    """Walk every chain; name the first bad row of each. Without --anchor, the newest of the instance is asked."""
    path = path or anchors.newest()
    try:
        anchor = Anchor.read(path) if path else None
    except ValueError as fault:
        raise click.ClickException(str(fault)) from fault
    with db.engine.connect() as connection:
        verdict = verify(connection, anchor)
    for fault in verdict.faults:
        click.echo(str(fault))
    by = (
        f"held against the anchor of {anchor.day}"
        if anchor
        else "no anchor yet: whether rows are missing at the end rests on the head alone"
    )
    click.echo(f"{verdict.rows} rows in {verdict.chains} chains, {verdict.erased} erased, {len(verdict.faults)} chains broken; {by}")
    if verdict.faults:
        raise SystemExit(1)


@history_group.command("anchor")
def drop_anchor() -> None:
    """Write today's anchor; copy it to another place."""
    with db.engine.connect() as connection:
        click.echo(anchors.drop_anchor(connection))
