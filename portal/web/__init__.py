"""Plumbing between the browser and the rooms. It knows no word of the programme."""

from flask import Flask

from portal.web import (  # noqa: F401 – terms and jobs declare themselves
    access,
    assets,
    cookie,
    drafts,
    formats,
    fragments,
    headers,
    health,
    jobs,
    kept,
    language,
    log,
    pages,
    replay,
    terms,
    unchanged,
    whole,
)


def init_app(app: Flask) -> None:
    log.init_app(app)
    headers.init_app(app)
    cookie.init_app(app)
    assets.init_app(app)
    language.init_app(app)
    formats.init_app(app)
    fragments.init_app(app)
    access.init_app(app)
    drafts.init_app(app)
    replay.init_app(app)
    pages.init_app(app)
    health.init_app(app)
    kept.init_app(app)
    unchanged.init_app(app)
    whole.init_app(app)
