"""5S audits: 25 questions for an area, a photo and an action for what was found, and a score that can be followed."""

from flask import Flask

from portal.audits import policy, remembered  # noqa: F401 – it tells the history its words
from portal.audits.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
