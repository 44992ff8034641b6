"""Gatherings of the programme: who is invited, who answers, who comes."""

from flask import Flask

from portal.accounts import erasing as accounts_erasing
from portal.consent import signed
from portal.enterprises.waiting import look_beside
from portal.events import (  # noqa: F401 – routes hang on the blueprint, jobs and words on their registries
    agenda_routes,
    budget_routes,
    calendar,
    door_routes,
    ending,
    erasing,
    guest_routes,
    invitation_routes,
    jobs,
    merging,
    newcomer_routes,
    open_routes,
    own_arrival_routes,
    remembered,
    searching,
    terms,
    waiting,
)
from portal.events.routes import bp
from portal.events.times import hours, there
from portal.notices import calendar as calendars
from portal.search.sources import sources


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals.update(there=there, spelled_hours=hours)
    look_beside(waiting.columns, waiting.needs)
    sources.add(searching.events)
    accounts_erasing.beyond.add(erasing.forget)
    calendars.add(calendar.events)
    merging.register()
    signed.add_ending(ending.leave_events)
