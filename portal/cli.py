"""`flask portal …`: the commands of the house."""

from __future__ import annotations

import json

import click
from flask import Flask, current_app

from portal import upgrade
from portal.accounts.first import NoAdministrator, make_administrator, way_back
from portal.database import db
from portal.evidence.check import check_file
from portal.extensions import commands
from portal.upkeep import cli as upkeep_cli  # noqa: F401 – its commands hang themselves on `flask portal`
from portal.web import access


def init_app(app: Flask) -> None:
    app.cli.add_command(commands)


@commands.command("doors")
@click.option("--json", "as_json", is_flag=True, help="A list of objects with url, methods, rule, roles.")
def show_doors(as_json: bool) -> None:
    """Who may open what: rule → URL → roles."""
    doors = access.doors(current_app)  # pyright: ignore
    if as_json:
        click.echo(json.dumps([{k: d[k] for k in ("url", "methods", "rule", "roles")} for d in doors], indent=1))
        return
    for door in sorted(doors, key=lambda d: (d["rule"] or "", d["url"])):
        click.echo(f"{door['rule'] or '(none)':32} {'/'.join(door['methods']):9} {door['url']:60} {', '.join(door['roles'])}")


@commands.command("upgrade")
def upgrade_database() -> None:
    """Back up where a migration is due, migrate, and load the modules."""
    upgrade.bring_up_to_date(click.echo)


@commands.group("evidence")
def evidence_group() -> None:
    """The statistics behind the verdicts."""


@evidence_group.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def check_evidence(file: str) -> None:
    """Run a file of reference vectors; each id as ok or with its difference."""
    try:
        outcomes = check_file(file)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    for outcome in outcomes:
        click.echo(f"{outcome.id}: {'ok' if outcome.ok else outcome.difference}")
    different = sum(not outcome.ok for outcome in outcomes)
    click.echo(f"{len(outcomes)} vectors, {different} different")
    if different:
        raise SystemExit(1)


@commands.command("administrator")
@click.argument("username")
@click.argument("name")
def let_in_administrator(username: str, name: str) -> None:
    """The first person of a new portal (or a way back in): a password to be changed at the first sign-in."""
    password = make_administrator(username, name)
    db.session.commit()
    click.echo(f"{username}: {password}")


@commands.command("administrator-reset")
@click.argument("username")
@click.option(
    "--root", default="", help="Where the portal stands, for example https://portal.example.org; else the first of TRUSTED_HOSTS."
)
def reset_administrator(username: str, root: str) -> None:
    """The way back for an administrator who is locked out: a link for one day; a lost second step is taken away."""
    try:
        token = way_back(username)
    except NoAdministrator as unknown:
        raise click.ClickException(f"No administrator is called {username}. `flask portal administrator` makes one.") from unknown
    db.session.commit()
    click.echo(f"{root.rstrip('/') or 'https://' + current_app.config['TRUSTED_HOSTS'][0]}/link/{token}")
