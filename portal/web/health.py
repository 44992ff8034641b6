"""Is it alive, is it ready: for the service manager and the load balancer, and nothing more than that."""

from __future__ import annotations

import re
from functools import cache

from flask import Blueprint, Flask
from sqlalchemy import text

from portal.config import ROOT
from portal.database import db
from portal.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/livez")
@public
def show_alive():
    return "alive\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


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


REVISION, BUILT_ON = (re.compile(rf"""^{name}\b[^=\n]*= *["'](.+?)["']""", re.M) for name in ("revision", "down_revision"))


@cache
def newest_migration() -> str | None:
    """The one revision that no other builds on, as the files themselves say it."""
    texts = [path.read_text() for path in (ROOT / "portal" / "migrations" / "versions").glob("*.py")]
    names, built_on = ({match[1] for one in texts if (match := said.search(one))} for said in (REVISION, BUILT_ON))
    (newest,) = names - built_on or {None}
    return newest


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
