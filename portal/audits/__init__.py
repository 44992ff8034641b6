"""5S audits: 25 questions for an area, a photo and an action for what was found, and a score that can be followed."""

from flask import Flask

from portal.audits import models, paper_routes, policy, remembered, removal_routes  # noqa: F401 – routes hang themselves on `bp`
from portal.audits.routes import bp
from portal.files import standing


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    standing.register(models.showing)
