"""Factories of a programme, their areas and improvement teams."""

from flask import Flask

from portal.accounts import erasing, places
from portal.enterprises import areas, assignments, cities, leaving, remembered, searching, team, waiting  # noqa: F401 – their routes hang on the blueprint
from portal.enterprises.models import Enterprise
from portal.enterprises.routes import bp
from portal.search.sources import sources
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    erasing.beyond.add(leaving.leave_every_team)
    places.enterprise_model[:] = [Enterprise]
    needs.add(waiting.needs_of)
    for source in (searching.enterprises, searching.areas, searching.members):
        sources.add(source)
    app.jinja_env.filters["city"] = cities.said
    app.register_blueprint(bp)
