"""Prospects on their way into the programme: interest, initial assessment, decision, and the funnel of it all."""

from flask import Flask

from portal.recruitment import move_routes, prospect_routes  # noqa: F401 – their routes hang on the blueprint
from portal.recruitment.routes import bp
from portal.recruitment.stages import PATH, back_of, onward_of


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals.update(onward_of=onward_of, back_of=back_of, recruitment_path=PATH)
