"""What is taught: modules, lessons, sheets to print and plans of class, in every language that has files."""

from flask import Flask

from portal.curriculum import cli, progress_routes, searching, tool_routes, trainer_routes, translation_routes, words  # noqa: F401 – hangs its views on the blueprint
from portal.curriculum.routes import bp
from portal.search.sources import sources


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    words.init_app(app)
    cli.init_app()
    for source in (searching.modules, searching.lessons, searching.tools):
        sources.add(source)
