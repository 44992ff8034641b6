"""Measures: what is counted, the numbers, the day of change, and what the evidence says of them."""

from flask import Flask

from portal.batches import gates
from portal.measures import models, standing  # noqa: F401 – the tables are known to the database


def init_app(app: Flask) -> None:
    gates.register("series", many=standing.series_gates)
