"""`flask portal backup | restore | health | erase`."""

from __future__ import annotations

from pathlib import Path

import click

from portal.extensions import commands
from portal.upkeep import backup, condition, restore
from portal.upkeep.archive import Damaged, check


@commands.command("backup")
@click.argument("target", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Read TARGET whole and say whether it could be restored.")
def make_backup(target: Path | None, only_check: bool) -> None:
    """One sealed and checked file with the database and all files, in the instance's backups or at TARGET."""
    try:
        if only_check:
            manifest = check(target or backup.newest() or Path("nothing"))
            click.echo(f"whole: made {manifest['made_at']}, {len(manifest['members'])} members")
            return
        made = backup.back_up(target)
    except (backup.BackupError, Damaged, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(made.path)
    for digest in made.missing:
        click.echo(f"missing on the shelf, so not in the backup: file {digest}", err=True)


@commands.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Put what is here aside and let the backup take its place.")
def restore_backup(path: Path, force: bool) -> None:
    """Check a backup wholly, then restore it. Stop web and worker first."""
    try:
        manifest, aside = restore.restore(path, force)
    except Damaged as fault:
        raise click.ClickException(f"{path} is damaged, and nothing was touched: {fault}") from fault
    except (restore.Refused, backup.BackupError) as fault:
        raise click.ClickException(str(fault)) from fault
    rows = sum(manifest["counts"].values())
    click.echo(f"Restored the backup of {manifest['made_at']}: {rows} rows, {len(manifest['members'])} members.")
    for old in aside:
        click.echo(f"Put aside: {old}")
    click.echo("Now run `flask portal upgrade`, then start web and worker.")


@commands.command("health")
def show_health() -> None:
    """Is everything as it should be? One line each; the exit code is 1 where something is not."""
    findings = condition.findings()
    for finding in findings:
        click.echo(f"{'ok ' if finding.is_good else 'BAD'}  {finding.says}")
    if not all(finding.is_good for finding in findings):
        raise SystemExit(1)
