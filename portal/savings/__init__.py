"""Savings: what an improvement is worth in money, entered by one person and counted when another has confirmed it."""

from flask import Flask

from portal.enterprises import panels
from portal.savings import policy, remembered  # noqa: F401 – how they read in their history
from portal.savings.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    panels.add(panels.Panel(32, "savings", "savings/_panel.html", lambda enterprise: None, policy.can_see))
