"""Mail that leaves with the transaction that wrote it, and the periodic jobs: it knows addresses and texts, and no person."""

from flask import Flask

from portal.outbox import cli, jobs, policy  # noqa: F401 – commands and jobs hang themselves on their registries
from portal.outbox.letters import post, send
from portal.outbox.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["may_look_after"] = policy.can_look_after


__all__ = ["init_app", "post", "send"]
