"""Once a day the worker notes where the history ends; see anchors.py."""

from __future__ import annotations

from portal import clock
from portal.database import db
from portal.history import anchors
from portal.web import periodic
from portal.web.log import log


@periodic.every("anchor", hours=1)
def anchor_once_a_day() -> None:
    """At the first full hour of the day on which the worker is there."""
    if anchors.of(clock.today()).exists():
        return
    with db.engine.connect() as connection:
        log.info("anchored", file=anchors.drop_anchor(connection).name)
