"""What happened to whom: an inbox of events, a digest that comes only when something changed, and a calendar feed."""

from flask import Flask

from portal.accounts import erasing as accounts_erasing
from portal.accounts import happenings, sessions
from portal.notices import calendar_routes, erasing, jobs, standing, unseen  # noqa: F401 – routes and jobs hang themselves up
from portal.notices.routes import bp
from portal.notices.telling import settle, tell
from portal.web import unchanged


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    sessions.asked_beside["unseen"] = unseen.COUNT
    happenings.hear(standing.tell_of)
    accounts_erasing.beyond.add(erasing.forget)
    unchanged.frame_shows(unseen.of)
    app.jinja_env.globals["unseen_of"] = unseen.of


__all__ = ["init_app", "settle", "tell"]
