"""5S audits: 25 questions for an area, a photo and an action for what was found, and a score that can be followed."""

from flask import Flask

from portal.audits import paper_routes, policy, remembered  # noqa: F401 – routes hang themselves on `bp`, the history gets its words
from portal.audits.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
