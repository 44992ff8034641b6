"""What is taught: modules, their lessons and the sheets to print, in every language that has files."""

from flask import Flask

from portal.curriculum import cli, searching, tool_routes, words  # noqa: F401 – hangs its views on the blueprint
from portal.curriculum.routes import bp
from portal.search.sources import sources


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    words.init_app(app)
    cli.init_app()
    for source in (searching.modules, searching.lessons, searching.tools):
        sources.add(source)
