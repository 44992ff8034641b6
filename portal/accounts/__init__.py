"""People, users, grants, assignments, sign-in, and who reaches what."""

from flask import Flask

from portal.accounts import (  # noqa: F401 – their routes hang on the blueprint
    entering,
    erasing,
    factor_routes,
    jobs,
    link_routes,
    own_sign_in,
    people,
    phone_routes,
    phone_sign_in,
    remembered,
    roles,
    searching,
    sessions,
    sign_ins,
)
from portal.accounts.duties import DUTIES, may_have_pin
from portal.accounts.routes import bp
from portal.extensions import login
from portal.search.sources import sources
from portal.web import access, drafts


def init_app(app: Flask) -> None:
    login.user_loader(sessions.load)
    app.config["SESSION_PROTECTION"] = None  # a session lives and ends in our table
    sources.add(searching.people)
    app.jinja_env.globals["may_have_pin"] = may_have_pin
    access.duties[:] = DUTIES
    drafts.whose[:] = [sessions.last_owner]
    app.register_blueprint(bp)
