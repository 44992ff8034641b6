"""Gatherings of the programme: who is invited, who answers, who comes."""

from flask import Flask

from portal.events import links, models  # noqa: F401 – their tables are the room's


def init_app(app: Flask) -> None:
    """What the room hangs into the house."""
