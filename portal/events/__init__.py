"""Gatherings of the programme: who is invited, who answers, who comes."""

from flask import Flask

from portal.events import (  # noqa: F401 – routes hang on the blueprint, jobs and words on their registries
    agenda_routes,
    budget_routes,
    calendar,
    door_routes,
    invitation_routes,
    jobs,
    open_routes,
    remembered,
    searching,
    waiting,
)
from portal.events.routes import bp
from portal.events.times import there
from portal.notices import calendar as calendars
from portal.search.sources import sources
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["there"] = there
    needs.add(waiting.needs_of)
    sources.add(searching.events)
    calendars.add(calendar.events)
