"""People, users, grants, assignments, sign-in, and who reaches what."""

from flask import Flask

from portal.accounts import people, remembered, roles, searching, sessions, sign_ins  # noqa: F401 – their routes hang on the blueprint
from portal.accounts.routes import bp
from portal.extensions import login
from portal.search.sources import sources
from portal.web import drafts


def init_app(app: Flask) -> None:
    login.user_loader(sessions.load)
    app.config["SESSION_PROTECTION"] = None  # a session lives and ends in our table
    sources.add(searching.people)
    drafts.whose[:] = [sessions.last_owner]
    app.register_blueprint(bp)
