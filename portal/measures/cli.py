"""`flask portal explain`: how the verdict on each change of a project came about, step by step, for whoever wants to check it."""

from __future__ import annotations

from uuid import UUID

import click
from flask_babel import force_locale
from sqlalchemy import select

from portal.database import db
from portal.extensions import commands
from portal.measures import subjects
from portal.measures.models import Change, MeasureCard, State
from portal.measures.page import Shown
from portal.measures.queries import IN_ORDER, whole
from portal.measures.saying import gettext as _
from portal.measures.saying import plain
from portal.measures.sentences_steps import steps_said
from portal.measures.words import AMENDED
from portal.web.formats import day, inside


@commands.command("explain")
@click.argument("project")
@click.option("--enterprise", default="", help="The name of its enterprise, where the project is told by its number.")
@click.option("--language", default="en", type=click.Choice(["en", "ur"]))
def explain(project: str, enterprise: str, language: str) -> None:
    """How the verdict on a PROJECT, told by its id or by its number with its enterprise, came about, in plain words; the newest change first."""
    known = MeasureCard.project_id == project_id(project, enterprise)
    cards = db.session.scalars(select(MeasureCard).where(known).options(*whole()).order_by(*IN_ORDER)).all()
    if not cards:
        raise click.ClickException("Nothing is counted for this project, or there is no such project.")
    with force_locale(language):
        for card in cards:
            tell_card(Shown(card))


def project_id(told: str, enterprise: str) -> UUID:
    try:
        return UUID(told)
    except ValueError:
        found = subjects.numbered(int(told), enterprise) if told.isdecimal() else []
    if len(found) != 1:
        raise click.ClickException("No one project is meant: give its id, or its number with --enterprise and the enterprise's whole name.")
    return found[0]


def tell_card(one: Shown) -> None:
    card = one.card
    if card.state is State.NOT_TRACKED:
        click.echo(f"{card.not_tracked_because}")
        return
    click.echo(f"\n{one.words['name']}, {one.words['unit']}")
    if not card.changes:
        click.echo("  " + _("No change is declared yet."))
    for change in reversed(card.changes):
        tell_change(Shown(card, change), change)


def tell_change(one: Shown, change: Change) -> None:
    """One change with its answer; of an earlier one also which answer it is."""
    what = f": {change.what}" if change.what else ""
    click.echo(f"  {plain(_('Change of %(day)s', day=day(change.changed_on)))}{what}")
    kept = one.kept
    if kept is None:
        return
    if one.standing:
        click.echo(f"  {one.standing}")
    click.echo(f"  {plain(one.finding.stamp.word)}: {plain(one.finding.says)}")
    for number, step in enumerate(steps_said(one.told), 1):
        click.echo(f"  {number}. {plain(step.question)}\n     {plain(step.answer)}")
    for hint in one.finding.hints:
        click.echo(f"  {plain(hint)}")
    if kept.amended_at:
        click.echo(f"  {AMENDED}")
    facts = {"version": kept.rule_version, "digest": inside(kept.inputs_digest), "at": inside(f"{kept.made_at:%Y-%m-%d %H:%M} UTC")}
    click.echo("  " + plain(_("Rule %(version)s, numbers %(digest)s, reckoned on %(at)s", **facts)))


@commands.command("review")
def review_now() -> None:
    """Take the reviews that are due, as the worker does every night."""
    from portal.measures.jobs import take_reviews  # with it comes the worker's library, which the site does without

    click.echo(take_reviews())


@commands.command("recompute")
def recompute_all() -> None:
    """Reckon every verdict by the present rule, beside those of older rules."""
    from portal.measures.jobs import recompute

    click.echo(recompute())
