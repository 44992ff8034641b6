"""`flask portal …`: the commands of the house."""

from __future__ import annotations

import json

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from portal.web import access

portal = AppGroup("portal", help="The portal's own commands.")


def init_app(app: Flask) -> None:
    app.cli.add_command(portal)


@portal.command("doors")
@click.option("--json", "as_json", is_flag=True, help="A list of objects with url, methods, rule, roles.")
def show_doors(as_json: bool) -> None:
    """Who may open what: rule → URL → roles."""
    doors = access.doors(current_app)  # pyright: ignore
    if as_json:
        click.echo(json.dumps([{k: d[k] for k in ("url", "methods", "rule", "roles")} for d in doors], indent=1))
        return
    for door in sorted(doors, key=lambda d: (d["rule"] or "", d["url"])):
        click.echo(f"{door['rule'] or '(none)':32} {'/'.join(door['methods']):9} {door['url']:60} {', '.join(door['roles'])}")
