"""`flask portal backup | restore | health | erase`."""

from __future__ import annotations

from pathlib import Path

import click

from portal.database import db
from portal.extensions import commands
from portal.history.acting import COMMAND, acting_as
from portal.upkeep import backup, condition, restore
from portal.upkeep.archive import Damaged, check
from portal.upkeep.erasing import MOST_SHOWN, Erasure, NobodyThere, erase_person
from portal.web import retention


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


@commands.group("erase")
def erase_group() -> None:
    """What is erased for good: a person who asked for it, or what has had its time."""


@erase_group.command("person")
@click.argument("wanted")
@click.option("--reason", required=True, help="Kept in the history: who asked, and when.")
@click.option("--yes", is_flag=True, help="Do it. Without this, only what would be done is shown.")
def erase_one(wanted: str, reason: str, yes: bool) -> None:
    """Replace the name of a person (username or id), close their sign-in, erase what the history says of them."""
    try:
        with acting_as(agent=COMMAND):
            erasure = erase_person(wanted, reason, for_good=yes)
            db.session.commit()
    except NobodyThere as fault:
        raise click.ClickException(str(fault)) from fault
    show(erasure, yes)


def show(erasure: Erasure, yes: bool) -> None:
    click.echo(f"{'Erased' if yes else 'Would be erased'}: {erasure.name} ({erasure.person_id})")
    for line in erasure.replaced:
        click.echo(f"  replaced: {line}")
    click.echo(f"  history: the contents of {erasure.contents} rows; the rows themselves stay, and the chain still verifies")
    click.echo(
        "  stays: what they did, under no name; sex and kind of work, for the programme's counts; older backups, until you drop them"
    )
    for mention in erasure.mentions[:MOST_SHOWN]:
        click.echo(f"  stays, look at it yourself: the name stands in {mention}")
    if not yes:
        click.echo("Nothing was changed. With --yes it is done, and it cannot be undone.")


@erase_group.command("expired")
@click.option("--yes", is_flag=True, help="Do it. Without this, only what would be dropped is counted.")
def erase_expired(yes: bool) -> None:
    """What has had its time; the worker does the same every hour."""
    swept = retention.sweep()
    if yes:
        db.session.commit()
    else:
        db.session.rollback()
    for code, term in sorted(retention.terms.items()):
        click.echo(f"{code:12} {term.what}: kept {term.keeps} from {term.since}; {swept[code]} {'dropped' if yes else 'would be dropped'}")
