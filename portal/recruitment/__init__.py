"""Prospects on their way into the programme: interest, initial assessment, decision, and the funnel of it all."""

from flask import Flask

from portal.accounts import erasing as accounts_erasing
from portal.consent import signed
from portal.enterprises import enrolled, stops
from portal.events import firms, happened
from portal.files import standing
from portal.recruitment import (  # noqa: F401 – their routes hang on the blueprint
    arriving,
    assessment_routes,
    assessments,
    erasing,
    interest_routes,
    merge_routes,
    move_routes,
    open_routes,
    prospect_routes,
    remembered,
    removal_routes,
    setting_routes,
    terms,
    twins,
    waiting,
    way,
)
from portal.recruitment.routes import bp
from portal.recruitment.stages import PATH, back_of, onward_of
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    standing.register(assessments.showing)
    needs.add(waiting.needs_of)
    accounts_erasing.beyond.add(erasing.forget)
    signed.add(arriving.signed)
    enrolled.add(arriving.enrolled)
    stops.add(way.stopped_among)
    firms.also_reached_by(twins.by_contact)
    happened.invited.add(arriving.on_invited)
    happened.arrived.add(arriving.on_arrived)
    happened.mistaken.add(arriving.on_mistaken)
    app.jinja_env.globals.update(onward_of=onward_of, back_of=back_of, recruitment_path=PATH, way_in=open_routes.way_in)
