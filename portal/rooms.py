"""The house put together: which rooms there are, and what the upper ones hand to the lower."""

from flask import Flask

from portal import (
    accounts,
    audits,
    batches,
    cli,
    consent,
    curriculum,
    enterprises,
    events,
    files,
    help,
    history,
    home,
    improvement,
    measures,
    notices,
    outbox,
    recruitment,
    savings,
    search,
    suggestions,
    teams,
)

ROOMS = (
    *(history, files, outbox, search, accounts, notices, enterprises, curriculum),
    *(consent, events, recruitment, batches, measures, improvement, savings, suggestions, audits, teams, help, home),
)


def init_app(app: Flask) -> None:
    for room in ROOMS:
        room.init_app(app)
    cli.init_app(app)
