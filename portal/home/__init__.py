"""The first page, the menu, and help."""

from flask import Flask

from portal.home.menu import menu_of
from portal.home.routes import bp, styleguide_bp
from portal.home.words import error_words


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    if app.config["ENV_NAME"] != "production":
        app.register_blueprint(styleguide_bp)
    app.jinja_env.globals.update(menu_of=menu_of, error_words=error_words)
