"""SCORE Portal: from the mobilisation event to an honest verdict on every improvement."""

import gc
import os

gc.disable()  # what is loaded now lives for ever: looking for what could go meanwhile is a tenth of the start

from flask import Flask  # noqa: E402

from portal import config, database, errors, extensions, rooms, upgrade, web  # noqa: E402
from portal.accounts import demonstration  # noqa: E402

gc.enable()


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


def the_app(**overrides) -> Flask:
    """The one app of this process: made at the first call; a process that was forked from it says what is different."""
    if not _made:
        _made.append(create_app(**overrides))
    _made[0].config.update(overrides)
    return _made[0]


_made: list[Flask] = []


def bind_extensions(app: Flask) -> None:
    extensions.db.init_app(app)
    if os.environ.get("FLASK_RUN_FROM_CLI"):  # `flask db …`; a server has no use for what changes tables
        upgrade.know_migrations(app)
    extensions.login.init_app(app)
    extensions.csrf.init_app(app)
    extensions.compress.init_app(app)
    with app.app_context():
        database.prepare(extensions.db.engine)
