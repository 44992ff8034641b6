"""`flask portal curriculum …`: load what is taught, and check that it is whole."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from portal.config import ROOT
from portal.database import db
from portal.extensions import commands

curriculum = AppGroup("curriculum", help="What is taught: modules, lessons, tools.")
CONTENT = ROOT / "content"
where = click.argument("root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)


def init_app() -> None:
    commands.add_command(curriculum)


@curriculum.command("load")
@where
@with_appcontext
def load_content(root: Path) -> None:
    """Bring the tables to what the files say; safe to repeat."""
    from portal.curriculum.loading import load

    loaded = load(root)
    db.session.commit()
    for kind in ("new", "changed", "unchanged", "withdrawn"):
        counted = getattr(loaded, kind)
        click.echo(f"{kind:10} {', '.join(f'{count} {table}' for table, count in sorted(counted.items())) or '–'}")
    say(loaded.broken)


@curriculum.command("check")
@where
@with_appcontext
def check_content(root: Path) -> None:
    """Whether all that is there is whole, in every language; lessons of an outline too, as far as they are written."""
    from portal.curriculum.checking import check

    problems = check(root)
    say(problems)
    click.echo("All is whole." if not problems else f"{len(problems)} things to mend.")


@curriculum.command("words")
@click.argument("language", default="ur")
@with_appcontext
def print_words(language: str) -> None:
    """What readers would say better, and the file that it belongs into; what the files hold already is left out."""
    from portal.curriculum.text_readings import waiting

    for where, words in waiting(language):
        click.echo(f"{where}\n    {words}\n")


def say(problems: list) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        raise SystemExit(1)
