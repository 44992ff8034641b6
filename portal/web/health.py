"""Is it alive, is it ready: for the service manager and the load balancer, and nothing more than that."""

from __future__ import annotations

from flask import Blueprint, Flask
from sqlalchemy import text

from portal.database import db
from portal.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/livez")
@public
def show_alive():
    return "alive\n", 200, {"Content-Type": "text/plain", "Cache-Control": "no-store"}


@bp.get("/readyz")
@public
def show_ready():
    """Ready: the database answers and stands at the newest migration."""
    try:
        ready = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_migration()
    except Exception as fault:  # whatever is wrong with the database, the answer is the same: not ready
        from portal.web.log import log

        log.warning("not ready", fault=type(fault).__name__)
        ready = False
    return ("ready\n", 200) if ready else ("not ready\n", 503)


def newest_migration() -> str | None:
    from alembic.script import ScriptDirectory

    from portal.config import ROOT

    if not _newest:
        _newest.append(ScriptDirectory(str(ROOT / "portal" / "migrations")).get_current_head())
    return _newest[0]


_newest: list[str | None] = []


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
