"""HTMX is known here and nowhere else."""

from __future__ import annotations

from flask import Flask, make_response, render_template, request, url_for
from flask import redirect as flask_redirect

CONFIG = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "attributesToSettle": ["class", "width", "height"],  # not style: the CSP forbids setting even an empty one
    "historyRestoreAsHxRequest": False,
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "(2|3)..", "swap": True},
        {"code": "(409|422)", "swap": True},
        {"code": "...", "swap": True, "error": True, "target": "#main", "select": "#main"},
    ],
}


def fragment_wanted() -> bool:
    """A part of the page is wanted; boosted links and restored history want the whole."""
    headers = request.headers
    return bool(headers.get("HX-Request")) and not headers.get("HX-Boosted") and not headers.get("HX-History-Restore-Request")


def see(endpoint: str, anchor: str | None = None, **values):
    """After a write: on to the page that shows it."""
    return go(url_for(endpoint, _anchor=anchor, **values))


def go(to: str):
    """On to another page (303, or HTMX's own way to the same, so that no whole page lands in a part of one)."""
    if fragment_wanted():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = to
        return response
    return flask_redirect(to, 303)


def fragment(template: str, status: int = 200, say: str | None = None, **facts):
    """One fragment, and beside it the sentence that a screen reader hears."""
    body = render_template(template, **facts)
    if say:
        body += render_template("components/_said.html", say=say)
    return body, status


def elsewhere(target: str, body: str, status: int = 200):
    """A fragment that takes another place than the one that asked: what was done changed more than that."""
    response = make_response(body, status)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = target, "outerHTML"
    return response


def init_app(app: Flask) -> None:
    app.jinja_env.globals["htmx_config"] = CONFIG
