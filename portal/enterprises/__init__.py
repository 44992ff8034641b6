"""Factories of a programme, their areas and improvement teams."""

from flask import Flask

from portal.accounts import places
from portal.enterprises import areas, assignments, remembered, team, waiting  # noqa: F401 – their routes hang on the blueprint
from portal.enterprises.models import Enterprise
from portal.enterprises.routes import bp
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    places.enterprise_model[:] = [Enterprise]
    needs.add(waiting.needs_of)
    app.register_blueprint(bp)
