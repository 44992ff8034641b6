"""The suggestion box: a poster in each area, ideas without an account, an answer for each, and what is told in confidence."""

from flask import Flask

from portal.enterprises import life, matters, panels
from portal.enterprises import waiting as factory_waiting
from portal.files import standing
from portal.improvement import origins
from portal.recruitment import waiting as coordinators_waiting
from portal.say import _l
from portal.suggestions import (  # noqa: F401 – the routes hang themselves on `bp`
    balance_routes,
    concern_routes,
    open_routes,
    policy,
    poster_routes,
    remembered,
    removal_routes,
    suggestions,
    terms,
    waiting,
)
from portal.suggestions.routes import bp
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    needs.add(waiting.needs_of)
    standing.register(suggestions.showing)
    factory_waiting.look_beside(waiting.columns, waiting.unanswered)
    coordinators_waiting.beside["suggestions"] = coordinators_waiting.Beside(waiting.confided, waiting.heard, waiting.in_confidence)
    origins.register(waiting.origin_of)
    matters.add(waiting.UNTRIAGED)
    life.add(waiting.ANSWERED)
    title = _l("Whose ideas")
    panels.add(panels.Panel(60, "voice", "suggestions/_panel.html", lambda enterprise: None, policy.can_see_balance, title=title))
