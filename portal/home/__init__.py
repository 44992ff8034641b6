"""The first page, the menu, and help."""

from flask import Flask

from portal.home.menu import bars_of, menu_of, place_of
from portal.home.routes import bp, styleguide_bp
from portal.home.words import error_words
from portal.web import unchanged


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    if app.config["ENV_NAME"] != "production":
        app.register_blueprint(styleguide_bp)
    unchanged.frame_shows(place_of)
    app.jinja_env.globals.update(bars_of=bars_of, menu_of=menu_of, place_of=place_of, error_words=error_words)
