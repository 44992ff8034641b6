"""What is taught: modules, lessons, sheets to print and plans of class, in every language that has files."""

from flask import Flask

from portal.curriculum import (  # noqa: F401  # noqa: F401 – they hang their views on the blueprint
    cli,
    glossary_routes,
    material_keeping,
    material_routes,
    material_searching,
    progress_routes,
    remembered,
    searching,
    tool_routes,
    trainer_routes,
    translation_routes,
    word_searching,
    words,
)
from portal.curriculum.routes import bp
from portal.search.sources import sources


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    words.init_app(app)
    cli.init_app()
    for source in (searching.modules, searching.lessons, word_searching.words, searching.tools, material_searching.materials):
        sources.add(source)
