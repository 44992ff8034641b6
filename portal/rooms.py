"""The house put together: which rooms there are, and what the upper ones hand to the lower."""

from flask import Flask

from portal import accounts, batches, cli, curriculum, enterprises, files, history, home, improvement, measures, search


def init_app(app: Flask) -> None:
    for room in (history, files, search, accounts, enterprises, curriculum, batches, measures, improvement, home):
        room.init_app(app)
    cli.init_app(app)
