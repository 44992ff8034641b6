"""Enterprises trained together, and what each of them has completed."""

from flask import Flask

from portal.batches import (  # noqa: F401 – what is remembered tells itself
    completion_routes,
    ending,
    enrolment_routes,
    plan_routes,
    policy,
    remembered,
    searching,
    step_routes,
    training,
    waits,
    words,
)
from portal.batches.alumni import alumni
from portal.consent import signed
from portal.enterprises import alumni as been_through
from portal.enterprises import panels
from portal.say import _l
from portal.search.sources import sources
from portal.web.needs import needs


def init_app(app: Flask) -> None:
    app.register_blueprint(completion_routes.bp)
    app.jinja_env.globals["batch_words"] = words
    been_through.add(alumni)
    signed.add_ending(ending.leave_batches)
    needs.add(waits.needs_of)
    sources.add(searching.batches)
    panels.add(panels.Panel(20, "training", "batches/_training.html", training.panel, policy.can_see_standing, title=_l("Training")))
