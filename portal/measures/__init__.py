"""Measures: what is counted, the numbers, the day of change, and what the evidence says of them."""

from flask import Flask

from portal.batches import gates
from portal.enterprises import life as teams_life
from portal.enterprises import panels
from portal.files import standing as photos
from portal.measures import (  # noqa: F401 – routes and commands hang themselves on
    amendment_routes,
    beside_routes,
    card_routes,
    change_routes,
    cli,
    grid_routes,
    jobs,
    life,
    methods_routes,
    policy,
    reading_routes,
    readings,
    remembered,
    removal_routes,
    result_routes,
    sheet_routes,
    standing,
    waiting,
    words,
)
from portal.measures.indicators import word_of
from portal.measures.routes import bp
from portal.measures.sentences import STAMPS
from portal.say import _l
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals.update(measure_words=words, stamps=STAMPS)
    app.jinja_env.filters["counted"] = word_of
    gates.register("series", many=standing.series_gates)
    photos.register(readings.showing)
    needs.add(waiting.needs_of)
    teams_life.add(life.WRITTEN)
    panels.add(panels.Panel(35, "measures", "measures/_panel.html", standing.panel_of, policy.can_see, title=_l("Numbers")))
