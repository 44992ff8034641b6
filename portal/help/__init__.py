"""Guides: what each role does here, told to that person in one or two screens."""

from flask import Flask

from portal.help.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
