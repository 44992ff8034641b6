"""Factories of a programme, their areas and improvement teams."""

from flask import Flask

from portal.enterprises.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
