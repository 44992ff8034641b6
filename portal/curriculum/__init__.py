"""What is taught: modules, their lessons and the sheets to print, in every language that has files."""

from flask import Flask

from portal.curriculum import cli, words
from portal.curriculum.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    words.init_app(app)
    cli.init_app()
