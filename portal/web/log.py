"""Structured logs: what happened to which rule, by an opaque id. No names, no texts, no addresses."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable

import structlog
import structlog.tracebacks
from flask import Flask, current_app, g, request
from uuid_utils.compat import uuid7

from portal.database import SAFE_METHODS, wait_at_the_door

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=15)),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    app.before_request_funcs.setdefault(None, []).insert(0, begin)  # before whatever may refuse a request
    app.after_request(note)


def begin() -> None:
    g.request_id = str(uuid7())
    g.began = time.perf_counter()
    if request.method not in SAFE_METHODS:
        wait_at_the_door()


def leaves_no_line(view: Callable) -> Callable:
    """For a route by which people write without a name: when that was stands nowhere, not even here."""
    view.leaves_no_line = True
    return view


def note(response):
    """One line for a write or a failure; a page that was merely read leaves none."""
    response.headers["X-Request-ID"] = g.get("request_id", "")
    is_silent = getattr(current_app.view_functions.get(request.endpoint or ""), "leaves_no_line", False)
    if (request.method not in ("GET", "HEAD") and not is_silent) or response.status_code >= 500:
        log.info(
            "request",
            id=g.get("request_id"),
            method=request.method,
            rule=str(request.url_rule),
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        )
    return response
