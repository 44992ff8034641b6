"""SCORE Portal: from the mobilisation event to an honest verdict on every improvement."""

from flask import Flask

from portal import config, database, errors, extensions, rooms, web
from portal.accounts import demonstration


def create_app(**overrides) -> Flask:
    app = Flask(__name__, root_path=str(config.ROOT / "portal"), template_folder="../templates", static_folder=None)
    app.config.from_object(config.Defaults)
    app.config.update(config.from_environment())
    app.config.update(overrides)
    config.check(app.config)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = database.options(app.config["SQLALCHEMY_DATABASE_URI"])
    bind_extensions(app)
    web.init_app(app)
    errors.init_app(app)
    rooms.init_app(app)
    demonstration.refuse_in_production(app)
    return app


def bind_extensions(app: Flask) -> None:
    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db)
    extensions.login.init_app(app)
    extensions.csrf.init_app(app)
    extensions.compress.init_app(app)
    with app.app_context():
        database.prepare(extensions.db.engine)
