"""`flask portal jobs`: whether the worker lives, and what each job did last; ends with 1 where something is wrong."""

from __future__ import annotations

import click

from portal import clock
from portal.extensions import commands
from portal.outbox import runs
from portal.outbox.models import Outcome
from portal.web import periodic


@commands.command("jobs")
def show_jobs() -> None:
    """Is the worker alive, and what did each periodic job do last?"""
    seen, found = runs.last_sign(), runs.last_runs()
    click.echo(f"worker: {'never seen' if seen is None else f'seen {round((clock.now() - seen).total_seconds())} s ago'}")
    for name in sorted(periodic.jobs):
        run = found.get(name)
        click.echo(f"{name:16} {line_of(run) if run else 'not yet done'}")
    if runs.is_silent() or any(run.outcome is Outcome.FAILED for run in found.values()):
        raise SystemExit(1)


def line_of(run) -> str:
    took = "" if run.seconds is None else f" in {run.seconds:.1f} s"
    return f"{run.outcome.value}{took}, {run.period_at:%Y-%m-%d %H:%M} UTC, by {run.host}{f': {run.error}' if run.error else ''}"
