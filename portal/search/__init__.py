"""Search over everything one may see: upper rooms bring sources, the index is kept in the transaction of the record itself."""

from flask import Flask
from sqlalchemy import event

from portal.database import db
from portal.search import cli, jobs, policy  # noqa: F401 – jobs hang themselves on their registry
from portal.search.keeping import keep_up
from portal.search.routes import bp


def init_app(app: Flask) -> None:
    if not event.contains(db.session, "after_flush", keep_up):
        event.listen(db.session, "after_flush", keep_up)
    app.register_blueprint(bp)
    app.jinja_env.globals["may_search"] = policy.can_search
    cli.init_app()
